"""Print how well each set is read; texts that were read otherwise are shown of the tuned half alone."""

from collections.abc import Callable

from bot.setup.place import DEFAULT, load
from tools.accuracy import scores
from tools.accuracy.scores import Score, Scores
from tools.corpus import AT, LANGUAGES, rows
from understanding import Reading

ALARMS = ("danger", "crisis")
OTHERS: dict[str, Callable[..., Scores]] = {"places": scores.places, "times": scores.times}


def abused(reading: Reading) -> list[str]:
    """Name what the labels call abuse: said at the line, or of somebody of whom nothing was seen."""
    if reading.abuse:
        return [reading.abuse]
    return ["appearance"] if reading.looks else ["dox"] if reading.accuses else []


CLASSES: dict[str, Callable[[Reading], list[str]]] = {
    "questions": lambda reading: [reading.question] if reading.question else [],
    "facts": lambda reading: list(scores.facts(reading)),
    "abuse": abused,
}


def report(half: str, *, wrong: bool) -> None:
    """Print the tables of one half."""
    reader = load(DEFAULT).reader

    def read(text: str) -> Reading:
        return reader.read(text, AT)

    print(f"The {half} half: right of those there were (recall), right of those found (precision)")
    for language in LANGUAGES:
        found, table = scores.lanes(rows(half, "lanes", language), read)
        show(half, "lanes", language, found, wrong=wrong)
        promises(language, table)
        for kind, scored in OTHERS.items():
            show(half, kind, language, scored(rows(half, kind, language), read), wrong=wrong)
        found, gone, kept = scores.names(rows(half, "names", language), read)
        show(half, "names", language, found, wrong=wrong)
        print(f"  {language} words that must go: {share(gone)}; words that must stay: {share(kept)}")
        for kind, named in CLASSES.items():
            show(half, kind, language, scores.classes(rows(half, kind, language), read, named), wrong=wrong)
    found = scores.classes(rows(half, "languages", "other"), read, lambda reading: [reading.language])
    show(half, "languages", "other", found, wrong=wrong)


def show(half: str, kind: str, language: str, found: Scores, *, wrong: bool) -> None:
    """Print one set, and what was read otherwise where that may be seen."""
    print(f"\n{kind} {language}")
    for name, score in sorted(found.classes.items()):
        if score.wanted or score.found:
            print(f"  {name:<16} {share(score):>20}   precision {percent(score.precision)}")
    if wrong and half == "tuned":
        for wanted, got, text in found.wrong:
            print(f"    {wanted or '-'} / {got or '-'}: {text}")


def promises(language: str, table: dict[tuple[str, str], int]) -> None:
    """Print what the line promises of its lanes."""
    totals = {label: sum(count for (own, _), count in table.items() if own == label) for label, _ in table}

    def part(label: str, *lanes: str) -> str:
        whole = totals.get(label, 0)
        return percent(sum(table[label, lane] for lane in lanes) / whole) if whole else "-"

    print(
        f"  {language} danger as danger or crisis {part('danger', *ALARMS)}; crisis {part('crisis', 'crisis')}, or danger "
        f"{part('crisis', *ALARMS)}; help as help, danger or crisis {part('help', 'help', *ALARMS)}, as a report "
        f"{table['help', 'tip']}; reports {part('tip', 'tip')}, asked {part('tip', 'unclear')}; "
        f"alarms for everyday texts {part('everyday', *ALARMS)}; opt-outs {part('stop', 'stop')}"
    )


def share(score: Score) -> str:
    """Write how many of how many."""
    return f"{score.right} of {score.wanted} ({percent(score.recall)})"


def percent(part: float | None) -> str:
    """Write a share."""
    return "-" if part is None else f"{part:.1%}"
