"""Read from tokens how long ago something was or began: ``half an hour ago``, ``hace hora y media``, ``been 20 min``."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Span
from understanding.when.days import back, months_back
from understanding.when.signs import Ago, Day, Part
from understanding.when.tokens import Tokens
from understanding.when.ways import found, way

MINUTES = {"minute": 1, "hour": 60}
DAYS = {"day": 1, "night": 1, "nights": 1, "morning": 1, "evening": 1, "week": 7}
FEW, COUPLE = 3, 2
"""What ``a few`` and ``a couple`` are read as."""
FARTHEST = 400
"""Days that a told time may lie back; more is a slip of the pen."""
LASTING = 14
"""Days that may have passed since something began that still goes on."""

_COUNT = (
    r"(?:(?P<half>(?:an )?half(?: of)?(?: an)?)|(?P<quarter>(?:(?:an|1) )?quarter(?: of)?(?: an)?)"
    r"|(?P<count>\d{1,3}(?:\.5)?|(?:an )?few|(?:an )?couple|an)(?: (?:-|or|to) (?P<more>\d{1,3}))?(?P<halves> and(?: an)? half)?(?: of)?)"
)
_UNIT = r"(?P<unit>minute|hour|day|nights?|morning|evening|week|month)"
_REST = r"(?: (?:and )?(?:(?P<plus>(?:an )?(?:half|quarter))|(?P<rest>\d{1,2}) minute))?"
_SO = r"(?: or (?:so|\d+))?(?: (?:about|then))?"
_WAYS = (
    way("ago", rf" {_COUNT} {_UNIT}{_REST}{_SO} ago(?= )"),
    way("ago", rf" (?P<unit>hour) and (?:an )?(?P<plus>half)(?: of)?{_SO} ago(?= )"),
    way(
        "ago_before",
        rf" ago_before(?: (?:about|few|x|then|the|strike)){{0,3}} {_COUNT} {_UNIT}{_REST}(?= )",
    ),
    way(
        "ago_before",
        r" ago_before(?: (?:about|few|x|then)){0,3} (?P<unit>hour) and (?P<plus>half|quarter)(?= )",
    ),
    way("ago", r"(?:^| about| ,| x) (?P<unit>hour)(?: and (?P<plus>half))? ago(?= )"),
)
_GOES_ON = (
    way(
        "been",
        rf" (?:been|for)(?: (?:x|xed|then|on|the|about|for|clock|few|so)){{0,5}} {_COUNT} {_UNIT}{_REST}(?= )",
    ),
    way("last", rf" (?:the )?last {_COUNT} (?P<unit>minute|hour){_REST}(?= )"),
    way("last", r" (?:for|on)(?: the)? last (?P<unit>hour|minute)(?= )"),
)
_UNITS = frozenset({"minute", "hour", "day", "night", "nights", "morning", "evening", "week", "month"})


def spans(line: Tokens) -> Iterator[Ago | Day | Part]:
    """Yield spans that end now: exact ones of minutes and hours; days, with their part, where days are counted."""
    if _UNITS.isdisjoint(line.kinds):
        return
    for ways, most in ((_WAYS, FARTHEST), (_GOES_ON, LASTING)):
        for match in found(line, ways):
            yield from _told(match, line.at(*match.span()), most)


def _told(match: re.Match[str], at: Span, most: int) -> Iterator[Ago | Day | Part]:
    told, unit = match.groupdict(), match["unit"]
    count = _count(told)
    if unit in MINUTES:
        plus = {"half": 30, "quarter": 15}.get(
            (told.get("plus") or "").split(" ")[-1], int(told.get("rest") or 0)
        )
        yield Ago(at, round(count * MINUTES[unit]) + (plus if unit == "hour" else 0))
    elif unit == "month":
        if count * 30 <= most:
            yield Day(at, months_back(int(count)), "date")
    elif count * DAYS[unit] <= most and not ((told.get("count") or "").endswith("few")):
        yield Day(at, back(int(count * DAYS[unit])), "date", night=unit.startswith("night"))
        if unit not in {"day", "week"}:
            yield Part(at, unit.removesuffix("s"))


def _count(told: dict[str, str | None]) -> float:
    """Return how many are counted; of ``10 or 15`` the more, because that is the start."""
    if told.get("half"):
        return 0.5
    if told.get("quarter"):
        return 0.25
    word = told.get("count") or "an"
    count = {"few": FEW, "couple": COUPLE, "an": 1}.get(word.removeprefix("an ") if word != "an" else word)
    return max(count or float(word), float(told.get("more") or 0)) + 0.5 * bool(told.get("halves"))
