"""Read every text of a set and count: what was to be found, what was found, what of it was right."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tools.corpus import Row
from understanding import Reading
from understanding.matching.tables import PHRASES

Read = Callable[[str], Reading]

SAME = {"runs": "who"}
"""Classes that a label does not tell apart."""
COLORS = frozenset(PHRASES["colors"].split())
BODIES = frozenset(PHRASES["bodies"].split())


@dataclass
class Score:
    """How one class did."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """Right of those wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Right of those found."""
        return self.right / self.found if self.found else None


@dataclass
class Scores:
    """How a set did, class by class, and which texts were read otherwise (for the tuned half alone)."""

    classes: dict[str, Score] = field(default_factory=dict)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, wanted: Iterable[str], found: Iterable[str], text: str) -> None:
        """Count the classes of one text."""
        wanted, found = set(wanted), set(found)
        for name in wanted | found:
            score = self.classes.setdefault(name, Score())
            score.wanted += name in wanted
            score.found += name in found
            score.right += name in wanted and name in found
        if wanted != found:
            self.wrong.append((",".join(sorted(wanted)), ",".join(sorted(found)), text))


def lanes(rows: Iterable[Row], read: Read) -> tuple[Scores, Counter[tuple[str, str]]]:
    """Score the lanes, and count label against lane; any label of a text counts as right, the first is its class."""
    scores, table = Scores(), Counter[tuple[str, str]]()
    for labels, text in rows:
        allowed = [lane_of(label) for label in labels[0].split("|")]
        lane = read(text).lane
        table[labels[0].split("|")[0], lane] += 1
        scores.add([allowed[0]], [allowed[0] if lane in allowed else lane], text)
    return scores, table


def lane_of(label: str) -> str:
    """Return the lane that a label stands for: everyday texts are read as unclear."""
    return "unclear" if label == "everyday" else label


def names(rows: Iterable[Row], read: Read) -> tuple[Scores, Score, Score]:
    """Score what is taken out, by class; how many words that must go are gone, and how many that must stay are kept."""
    scores, gone, kept = Scores(), Score(), Score()
    for (removed, asked, out, stay), text in rows:
        reading = read(text)
        for words, score, there in ((out, gone, False), (stay, kept, True)):
            for word in [] if words == "-" else words.split("|"):
                score.wanted += 1
                score.right += (word.lower() in reading.text.lower()) is there
        wanted = {*removed.split(","), *(f"asked {kind}" for kind in asked.split(","))} - {"-", "asked -"}
        scores.add(wanted, {*reading.removed, *(f"asked {kind}" for kind in reading.ask)}, text)
    return scores, gone, kept


def places(rows: Iterable[Row], read: Read) -> Scores:
    """Score the places: told, outside the map, or none."""
    scores = Scores()
    for (label,), text in rows:
        reading = read(text)
        found = reading.place or ("outside" if reading.outside else "-")
        allowed = label.split("|")
        kind = label if label in {"-", "outside"} else "place"
        scores.add([kind], [kind if found in allowed else f"another {kind}"], text)
    return scores


def times(rows: Iterable[Row], read: Read) -> Scores:
    """Score the times: the minute at which what is told begins, a habit, or none."""
    scores = Scores()
    for (label,), text in rows:
        reading = read(text)
        told = reading.when.replace(tzinfo=None) if reading.when else None
        kind = label if label in {"-", "every"} else "time"
        if kind == "time":
            right = told == datetime.fromisoformat(label)
        else:
            right = told is None and (reading.recurs is not None) == (kind == "every")
        scores.add([kind], [kind if right else f"another {kind}"], text)
    return scores


def classes(rows: Iterable[Row], read: Read, found: Callable[[Reading], Iterable[str]]) -> Scores:
    """Score a set whose label lists classes, separated by commas."""
    scores = Scores()
    for (label,), text in rows:
        wanted = [] if label == "-" else label.replace("color=grey", "color=gray").split(",")
        scores.add(
            [SAME.get(one, one) for one in wanted], [SAME.get(one, one) for one in found(read(text))], text
        )
    return scores


def facts(reading: Reading) -> Iterator[str]:
    """Name what is told besides, as the labels do: a vehicle's color and make apart, a kind of place by its name."""
    for fact in reading.found:
        if fact.kind == "place":
            yield fact.value
        elif fact.kind in {"people", "plate"}:
            yield f"{fact.kind}={fact.value}"
        else:
            yield fact.kind
        if fact.kind == "vehicle":
            yield from (
                f"{'color' if word in COLORS else 'make'}={word}"
                for word in fact.value.split()
                if word not in BODIES
            )
