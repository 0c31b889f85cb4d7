"""Read clock times from tokens: ``2 30 am``, ``quarter past 4``, ``at 10``, ``a las 11 menos cuarto``, ``10 to 2 am``."""

from collections.abc import Iterator

from understanding.when.signs import Clock, Half
from understanding.when.tokens import Tokens
from understanding.when.ways import found, way

NOON = 12
SMALL_HOURS = 5
"""Hours of the night up to this belong to the next day."""
LATEST = 24 * 60
"""Minutes; no clock shows more."""

_OF = "of_dawn|of_morning|of_afternoon|of_evening|of_night"
_NAMED = "tonight|this_morning|this_afternoon|last_night|yesterday|today|tomorrow|before_yesterday"
_PART = "dawn|morning|noon|afternoon|evening|night|midnight"
_DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
# What may stand behind an hour, so that it is not another thing that is counted.
_ENDS = (
    r"(?= (?:$|(?:,|(?:-|or|and|to)(?! \d)|then|the|on|so|an|this|last|xed|every|until|clock|strike|about|now|right_now|was|for|ago_before|"
    rf"name|always|weekends|weekdays|nightly|daily|{_OF}|{_NAMED}|{_PART}|{_DAY}) ))"
)
_LEAD = r"(?:clock|strike)"
_UNTIL = rf"(?: (?P<until>until))?(?: (?:{_LEAD}|about))*"
_TIME = r"(?P<hour>\d{1,2}(?::\d\d)?|\d{3,4})(?: (?P<minute>[0-5]\d))?"
_HALF = rf"(?P<half>am|pm|noon|midnight|{_OF})"
_TO = rf"(?: (?:-|to|or|and|until) (?:{_LEAD} )?(?P<to>\d{{1,2}}(?::\d\d)?))?"
_SUB = r"(?P<sub>half|(?:an )?quarter|5|10|15|20|25)"

# The ways in which an hour is said, the surest first.
_WAYS = (
    way(
        "past clock to until before_hour; half quarter 5 10 15 20 25",
        rf" {_SUB}(?: minute)? (?P<rel>past|clock|to|until|before_hour)(?: strike)? (?P<hour>\d{{1,2}})(?: {_HALF})?{_ENDS}",
    ),
    way(
        "and minus; half quarter 0; am pm noon midnight of_dawn of_morning of_afternoon of_evening of_night",
        rf"{_UNTIL} (?P<hour>\d{{1,2}}) (?P<rel>and|minus) (?P<sub>half|quarter|\d{{1,2}})(?: minute)? {_HALF}(?= )",
    ),
    way(
        "and minus; strike about",
        r" (?:strike|about) (?P<hour>\d{1,2}) (?P<rel>and|minus) (?P<sub>half|quarter|\d{1,2})(?: minute)?(?= )",
    ),
    way(
        "am pm noon midnight of_dawn of_morning of_afternoon of_evening of_night",
        rf"{_UNTIL} {_TIME}{_TO}(?: oclock)?(?: -)?(?: ish)?(?: (?:on|of))? {_HALF}(?= )",
    ),
    way(":", rf"{_UNTIL} (?P<hour>\d{{1,2}}:\d\d)(?= )"),
    way("oclock ish hrs", rf"{_UNTIL} {_TIME}(?: -)? (?:oclock|ish|hrs)(?= )"),
    way("hour", rf"{_UNTIL} (?P<hour>1[3-9]|2[0-3]|[01]\d[0-5]\d|2[0-3][0-5]\d) hour(?! ago)(?= )"),
    way("strike", rf" strike {_TIME}{_TO}(?! (?:xs|minute|hour|n?th) )(?= )"),
    way(
        "clock until",
        rf" (?:clock|(?P<until>until))(?: (?:about|so|the|clock))* (?P<hour>[1-9]|1[0-2]|\d{{3,4}}(?! and))"
        rf"(?: (?P<minute>[0-5]\d))?{_TO}{_ENDS}",
    ),
    way(
        _NAMED.replace("|", " "),
        rf"(?:^| ,) (?P<hour>[1-9]|1[0-2]|\d{{3}}|1[0-2]\d\d)(?: (?P<minute>[0-5]\d))? (?={_NAMED})",
    ),
)
_WEAK = (
    way("about", rf" about (?P<hour>[1-9]|1[0-2])(?= (?:$|(?:,|-|then|or|{_OF}|{_NAMED}|{_PART}|{_DAY}) ))"),
)
"""``like 10``: an hour only where a day or a part of it is told as well, or nothing else."""
_SPOKEN = 4
"""Tokens of a message that says hardly anything but an hour."""


def clocks(line: Tokens, *, dated: bool) -> Iterator[Clock]:
    """Yield the clock times; ``dated`` tells whether a day or a part of it is told as well."""
    if "0" not in line.kinds:
        return
    for match in found(line, (*_WAYS, *_WEAK) if dated or len(line.spans) <= _SPOKEN else _WAYS):
        told = match.groupdict()
        clock = None if told.get("until") else _clock(told)
        if clock:
            yield clock._replace(at=line.at(*match.span()))


def _clock(told: dict[str, str | None]) -> Clock | None:
    hour, minute = _split(told["hour"] or "", told.get("minute"))
    if sub := told.get("sub"):
        less = told["rel"] in {"to", "until", "minus", "before_hour"}
        minutes = 30 if sub == "half" else 15 if "quarter" in sub else int(sub)
        hour, minute = (hour - 1 or NOON, 60 - minutes) if less else (hour, minutes)
    half, to = told.get("half") or "", told.get("to")
    if hour * 60 + minute > LATEST or minute >= 60:  # noqa: PLR2004 - minutes of an hour
        return None
    if not half and (told["hour"] or "").startswith("0"):
        half = "am"  # who writes the nought counts to 24
    clock = Clock((0, 0), hour, minute, *side(hour, half.removeprefix("of_")))
    if half and to and hour % NOON > int(to.split(":")[0]) % NOON:
        return clock._replace(half="pm" if clock.half == "am" else "am")
    return clock


def _split(hour: str, minute: str | None) -> tuple[int, int]:
    """Return hour and minute of ``10``, ``10:30``, ``1030`` and ``10 30``."""
    if ":" in hour:
        first, second = hour.split(":")
        return int(first), int(second)
    if len(hour) > 2:  # noqa: PLR2004 - an hour has two digits
        return int(hour[:-2]), int(hour[-2:])
    return int(hour), int(minute or 0)


def side(hour: int, part: str) -> tuple[Half, bool]:
    """Return the half of the day of an hour that is said with a part of the day, and whether it belongs to the night before."""
    if hour > NOON or hour == 0:
        return "24", part == "night" and hour in {0, 24}
    if part in {"am", "dawn", "morning", "midnight"}:
        return "am", part == "midnight"
    if part in {"night", "last_night", "tonight"}:
        small = hour <= SMALL_HOURS or hour == NOON
        return ("am" if small else "pm"), small
    if part == "noon":
        return ("am" if hour in {10, 11} else "pm"), False
    return ("pm" if part else ""), False
