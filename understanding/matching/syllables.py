"""Find the listed phrases of a language that is written with or without blanks, such as Korean."""

import re
from collections.abc import Iterable, Iterator

from understanding.matching.grammar import BrokenPhrase, Gap, spellings, steps
from understanding.matching.phrases import Hit

GAP = 10
"""Characters that ``..`` may stand for, at most."""

_SKIPPED = re.compile(r"[\W_\u1100-\u11ff]+")


class Squeezed:
    """A text without blanks and signs, which knows where each character stood."""

    __slots__ = ("breaks", "places", "text")

    def __init__(self, folded: str) -> None:
        parts: list[str] = []
        places: list[int] = []
        breaks = {0}
        at = 0
        for gap in _SKIPPED.finditer(folded):
            parts.append(folded[at : gap.start()])
            places.extend(range(at, gap.start()))
            breaks.add(len(places))
            at = gap.end()
        parts.append(folded[at:])
        places.extend(range(at, len(folded)))
        self.text = "".join(parts)
        self.places = places
        self.breaks = breaks | {len(places)}


class Slot:
    """What may stand at one step: runs of characters, and whether a gap may stand before them."""

    __slots__ = ("firsts", "gap", "lengths", "runs")

    def __init__(self, written: Iterable[str], mark: str, *, gap: bool) -> None:
        self.gap = gap
        self.runs: dict[str, tuple[bool, bool]] = {}
        for run in written:
            bare = run.strip("^$")
            opens, closes = bool(mark) or run.startswith("^"), run.endswith("$")
            old = self.runs.get(bare, (True, True))
            self.runs[bare] = (opens and old[0], closes and old[1])
        self.lengths = tuple(sorted({len(run) for run in self.runs}, reverse=True))
        self.firsts = frozenset(run[:1] for run in self.runs)

    def ends(self, squeezed: Squeezed, at: int) -> Iterator[int]:
        """Yield the index after each run that stands at ``at``, the longest first."""
        for length in self.lengths:
            ends = self.runs.get(squeezed.text[at : at + length])
            if ends is not None and at + length <= len(squeezed.text):
                opens, closes = ends
                if (not opens or at in squeezed.breaks) and (not closes or at + length in squeezed.breaks):
                    yield at + length


class Syllables:
    """All phrases of all groups; ``^`` is the beginning of a word, ``$`` its end, blanks do not matter."""

    def __init__(self) -> None:
        self._lists: dict[str, list[tuple[str, ...]]] = {}
        self._starts: dict[str, list[tuple[bool, bool, tuple[Slot, ...], str]]] = {}
        self._openings: dict[str, tuple[int, ...]] = {}

    def add_list(self, name: str, entries: Iterable[str]) -> None:
        """Let ``<name>`` stand for any of these entries. Raise BrokenPhrase."""
        self._lists[name] = [row for entry in entries for row in spellings(entry, str, self._lists)]

    def add(self, group: str, phrase: str) -> None:
        """Let a phrase count for a group. Raise BrokenPhrase."""
        for slots in self._slots(phrase):
            for run, (opens, closes) in slots[0].runs.items():
                self._starts.setdefault(run, []).append((opens, closes, slots[1:], group))
                self._openings[run[:2]] = tuple(sorted({*self._openings.get(run[:2], ()), len(run)}))

    def _slots(self, phrase: str) -> Iterator[tuple[Slot, ...]]:
        for row in steps(phrase):
            slots: list[Slot] = []
            mark, gap = "", False
            for step in row:
                if isinstance(step, Gap):
                    gap = True
                elif step == ("^",):
                    mark = "^"
                else:
                    runs = [
                        "".join(words) for choice in step for words in spellings(choice, str, self._lists)
                    ]
                    slots.append(Slot(runs, mark, gap=gap))
                    mark, gap = "", False
            if not slots or "" in slots[0].runs:
                raise BrokenPhrase(f"{phrase!r} could be empty")
            yield tuple(slots)

    def ready(self) -> None:
        """Let two characters tell how long a phrase's beginning may be; to be called once, after the last ``add``."""
        single = {key: lengths for key, lengths in self._openings.items() if len(key) == 1}
        for key, lengths in self._openings.items():
            if len(key) == 2:  # noqa: PLR2004  (two characters)
                self._openings[key] = tuple(sorted({*lengths, *single.get(key[0], ())}))

    def find(self, squeezed: Squeezed) -> list[Hit]:
        """Return every phrase in the text."""
        hits: list[Hit] = []
        text, places, breaks = squeezed.text, squeezed.places, squeezed.breaks
        for at in range(len(text)):
            for length in self._openings.get(text[at : at + 2], ()) or self._openings.get(text[at], ()):
                end = at + length
                starts = self._starts.get(text[at:end])
                if starts is None or end > len(text):
                    continue
                for opens, closes, rest, group in starts:
                    if (opens and at not in breaks) or (closes and end not in breaks):
                        continue
                    last = _follow(squeezed, rest, end)
                    if last > at:
                        hits.append((group, places[at], places[last - 1] + 1))
        return hits


def _follow(squeezed: Squeezed, slots: tuple[Slot, ...], end: int) -> int:
    """Return the index after the last slot, or -1; the first way that fits is taken."""
    if not slots:
        return end
    slot, rest = slots[0], slots[1:]
    text = squeezed.text
    for at in range(end, min(end + GAP, len(text)) + 1) if slot.gap else (end,):
        if text[at : at + 1] in slot.firsts:
            for after in slot.ends(squeezed, at):
                last = _follow(squeezed, rest, after)
                if last >= 0:
                    return last
    return -1
