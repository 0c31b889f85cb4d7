"""Read from tokens what comes again and again: ``every friday night``, ``mondays and thursdays``, ``los fines de semana``."""

import re
from collections.abc import Iterator
from itertools import islice

from understanding.when.days import WEEKDAYS
from understanding.when.signs import Habit
from understanding.when.tokens import Tokens

TRIED = 12
ALL = tuple(range(7))
WORKING, FREE = ALL[:5], ALL[5:]

_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
_AND = r"(?: (?:and|or|,|-|to|every|the|on|of|x))*"
_ON = r"(?: (?:on|the|of|at|for))*"
_PART = (
    r"(?P<part>dawn|morning|noon|afternoon|evening|nights?|midnight|of_dawn|of_morning|of_afternoon|of_evening|of_night)"
)
_UNIT = "day|night|nights|morning|dawn|afternoon|evening|noon|week|month|weekends?|weekdays?|weeknights"
_WAYS = tuple(
    re.compile(way)
    for way in (
        rf" (?:every |on |clock )?(?P<first>{_DAY}s?) (?:an|to|-|until) (?P<last>{_DAY}s?)(?:{_ON} {_PART})?(?= )",
        rf" every(?: x)?(?: last)? (?P<days>{_DAY}s?(?:{_AND} {_DAY}s?)*)(?:{_ON} {_PART})?(?= )",
        rf" every(?: last| few| couple| \d+)? (?P<unit>{_UNIT})(?: {_ON}{_PART})?(?: now)?(?= )",
        rf" every(?: last| the| of)* (?P<unit>weekends|weekdays|weeknights|nights)(?: now)?(?= )",
        rf" (?P<days>{_DAY}(?:{_AND} {_DAY})*) (?P<part>nights)(?= )",
        rf" (?P<days>{_DAY}s(?:{_AND} {_DAY}s?)*)(?:{_ON} {_PART})?(?= )",
        rf" (?P<unit>weekends|weekdays|weeknights|daily|nightly|often)(?:{_ON} {_PART})?(?: now)?(?= )",
        r"(?<!\d)(?<! few)(?<! couple)(?<! last)(?<! of) (?P<unit>nights)(?! ago)(?= )",
    )
)
_ALWAYS = re.compile(r" always ")


def habits(line: Tokens) -> Iterator[Habit]:
    """Yield the habits."""
    taken: list[tuple[int, int]] = []
    for way in _WAYS:
        for match in islice(way.finditer(line.line), TRIED):
            start, end = match.span()
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield _habit(match.groupdict())._replace(at=line.at(start, end))
    for match in islice(_ALWAYS.finditer(line.line), 1):
        yield Habit(line.at(*match.span()), (), sure=False)


def _habit(told: dict[str, str | None]) -> Habit:
    part = (told.get("part") or "").removeprefix("of_").removesuffix("s")
    if told.get("first"):
        first, last = (WEEKDAYS.index((told[name] or "").removesuffix("s")) for name in ("first", "last"))
        return Habit((0, 0), tuple(sorted((first + day) % 7 for day in range((last - first) % 7 + 1))), part)
    if told.get("days"):
        names = [word.removesuffix("s") if word not in WEEKDAYS else word for word in (told["days"] or "").split()]
        numbers = {WEEKDAYS.index(name) for name in names if name in WEEKDAYS}
        return Habit((0, 0), tuple(sorted(numbers)), part)
    unit = (told["unit"] or "").removesuffix("s")
    days = {"weekend": FREE, "weekday": WORKING, "weeknight": WORKING, "week": (), "month": (), "often": ()}.get(unit, ALL)
    named = {"weeknight": "night", "nightly": "night"}.get(unit, unit)
    parts = {"morning", "dawn", "noon", "afternoon", "evening", "night"}
    return Habit((0, 0), days, named if named in parts else part)
