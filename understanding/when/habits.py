"""Read from tokens what comes again and again: ``every friday night``, ``mondays and thursdays``, ``los fines de semana``."""

from collections.abc import Iterator

from understanding.when.days import WEEKDAYS
from understanding.when.signs import Habit
from understanding.when.tokens import Tokens
from understanding.when.ways import found, way

ALL = tuple(range(7))
WORKING, FREE = ALL[:5], ALL[5:]

_DAY = rf"(?:{'|'.join(WEEKDAYS)}|on_sat|on_sun)"
_AND = r"(?: (?:and|or|,|-|to|every|the|on|of|x))*"
_ON = r"(?: (?:on|the|of|at|for))*"
_PART = r"(?P<part>dawn|morning|noon|afternoon|evening|nights?|midnight|of_dawn|of_morning|of_afternoon|of_evening|of_night)"
_UNIT = "day|night|nights|morning|dawn|afternoon|evening|noon|week|month|weekends?|weekdays?|weeknights"
_WEEK = " ".join(WEEKDAYS)
_WEEKS = " ".join(f"{day}s" for day in WEEKDAYS)
_WAYS = (
    way(
        _WEEK + " " + _WEEKS,
        rf" (?:every |on |clock )?(?P<first>{_DAY}s?) (?:an|to|-|until) (?P<last>{_DAY}s?)(?:{_ON} {_PART})?(?= )",
    ),
    way("every", rf" every(?: x)?(?: last)? (?P<days>{_DAY}s?(?:{_AND} {_DAY}s?)*)(?:{_ON} {_PART})?(?= )"),
    way(
        "every",
        rf" every(?: last| few| couple| \d+)? (?P<unit>{_UNIT})(?: {_ON}{_PART})?(?: now)?(?= )",
    ),
    way("every", r" every(?: last| the| of)* (?P<unit>weekends|weekdays|weeknights|nights)(?: now)?(?= )"),
    way("nights", rf" (?P<days>{_DAY}(?:{_AND} {_DAY})*) (?P<part>nights)(?= )"),
    way(_WEEKS, rf" (?P<days>(?:{_DAY}{_AND} )*{_DAY}s(?:{_AND} {_DAY}s?)*)(?:{_ON} {_PART})?(?= )"),
    way(
        "weekends weekdays weeknights daily nightly often",
        rf" (?P<unit>weekends|weekdays|weeknights|daily|nightly|often)(?:{_ON} {_PART})?(?: now)?(?= )",
    ),
    way("nights", r"(?<!\d)(?<! few)(?<! couple)(?<! last)(?<! of) (?P<unit>nights)(?! ago)(?= )"),
)
_ALWAYS = (way("always", r" always(?= )"),)


def habits(line: Tokens) -> Iterator[Habit]:
    """Yield the habits."""
    for match in found(line, _WAYS):
        yield _habit(match.groupdict())._replace(at=line.at(*match.span()))
    for match in found(line, _ALWAYS):
        yield Habit(line.at(*match.span()), (), sure=False)


def _habit(told: dict[str, str | None]) -> Habit:
    part = (told.get("part") or "").removeprefix("of_").removesuffix("s")
    first, last = (_number(told.get(name) or "") for name in ("first", "last"))
    if first is not None and last is not None:
        return Habit((0, 0), tuple(sorted((first + day) % 7 for day in range((last - first) % 7 + 1))), part)
    if told.get("days"):
        numbers = {number for word in (told["days"] or "").split() if (number := _number(word)) is not None}
        return Habit((0, 0), tuple(sorted(numbers)), part)
    unit = (told["unit"] or "").removesuffix("s")
    days = {
        "weekend": FREE,
        "weekday": WORKING,
        "weeknight": WORKING,
        "week": (),
        "month": (),
        "often": (),
    }.get(unit, ALL)
    named = {"weeknight": "night", "nightly": "night"}.get(unit, unit)
    parts = {"morning", "dawn", "noon", "afternoon", "evening", "night"}
    return Habit((0, 0), days, named if named in parts else part)


def _number(day: str) -> int | None:
    """Return the number of a day of the week, 0 for Monday."""
    name = {"on_sat": "saturday", "on_sun": "sunday"}.get(day, day.removesuffix("s"))
    return WEEKDAYS.index(name) if name in WEEKDAYS else None
