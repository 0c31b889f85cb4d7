"""Read days from tokens: ``last tuesday``, ``nov 18``, ``el 2 de este mes``, ``11/18``, ``on the 18th``."""

import re
from collections.abc import Iterator
from itertools import islice

from understanding.when.days import (
    MONTHS,
    WEEKDAYS,
    Find,
    dated,
    day_of_month,
    slashed,
    week_back,
    weekday,
)
from understanding.when.signs import Day
from understanding.when.tokens import Tokens
from understanding.when.ways import TRIED, found, way

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_NUMBER = r"(?P<day>[0-3]?\d)"
_FOLLOWS = r",|then|was|clock|strike|night|morning|evening|afternoon|of_\w+"
_DATES = (
    way(
        " ".join(MONTHS),
        rf" {_NUMBER}(?: n?th)?(?: (?:of|the))* {_MONTH}(?:(?: (?:of|,))?(?: (?P<year>20\d\d)))?(?= )",
    ),
    way(
        " ".join(MONTHS),
        rf" {_MONTH}(?: ,)?(?: the)? {_NUMBER}(?P<th> n?th)?(?:(?: ,)? (?P<year>20\d\d))?(?= )",
    ),
    way("/", r" (?P<numbers>\d+/\d+(?:/\d+)?)(?= )"),
    way("0", r" (?P<numbers>\d+-\d+-\d+|\d+\.\d+\.\d+)(?= )"),
    way("this_month last_month", rf" {_NUMBER}(?: th)? of (?P<of>this_month|last_month)(?= )"),
    way("th", rf" (?:on the|the|the day) {_NUMBER} th(?= (?:$|(?:{_FOLLOWS}|on|about|an|this) ))"),
    way("day", rf" the day {_NUMBER}(?= )"),
    way("of", rf" (?:night|morning|afternoon|evening|dawn) of(?: the)? {_NUMBER}(?: th)?(?! xs? )(?= )"),
    way("the", rf"(?<! on) the (?P<day>1[3-9]|2\d|3[01])(?= (?:$|(?:{_FOLLOWS}|on the night) ))"),
)
_NAMES = frozenset({*WEEKDAYS, "on_sat", "on_sun"})
_WEEKDAY = re.compile(
    rf"(?: (?P<name>name)(?: x| then)?)?(?: (?P<before>last|past|next|this))? (?P<on>(?:on|the|last|for|every|clock|of) )?(?P<day>{'|'.join(WEEKDAYS)}|on_sat|on_sun)(?= )"
    r"(?: (?P<after>last(?! week)|next)(?= ))?(?:(?: (?:night|morning|afternoon|evening))?(?: of)? (?P<week>last_week))?"
)
_WEEK_BEFORE = re.compile(r" last_week(?: on)?$")
_BESIDE = re.compile(
    r" (?:night|morning|afternoon|evening|clock|strike|of_\w+|dawn|noon|midnight|[\d:]+ (?:am|pm)) "
)
_SHORT = {"on_sat": "saturday", "on_sun": "sunday"}
_WORDS_TOO = frozenset({"march", "may"})


def dates(line: Tokens) -> Iterator[Day]:
    """Yield the dates."""
    if "0" not in line.kinds:
        return
    for match in found(line, _DATES):
        find = _date(match, line.line[match.end() :])
        if find:
            yield Day(line.at(*match.span()), find, "date")


def _date(match: re.Match[str], rest: str) -> Find | None:
    told = match.groupdict()
    if numbers := told.get("numbers"):
        first, second, *year = (int(number) for number in re.split(r"[-/.]", numbers))
        if first > 31:  # noqa: PLR2004 - no day: the year comes first
            return dated(second, year[0], first) if year else None  # "40/60" is a price
        return slashed(first, second, (year[0] % 100 + 2000) if year else 0)
    day, month = int(told["day"] or 0), told.get("month")
    if month:
        counted = re.match(r" xs? ", f"{rest} ") and not told.get("th") and not told.get("year")
        if month in _WORDS_TOO and (counted or not day):
            return None
        return dated(MONTHS.index(month) + 1, day, int(told.get("year") or 0))
    return day_of_month(day, 1 if told.get("of") == "last_month" else 0) if 1 <= day <= 31 else None  # noqa: PLR2004 - days of a month


def weekdays(line: Tokens) -> Iterator[Day]:
    """Yield the days of the week; not a name, and not ``sat`` alone, which is a verb."""
    if _NAMES.isdisjoint(line.kinds):
        return
    for match in islice(_WEEKDAY.finditer(line.line), TRIED):
        name, start, end = match["day"], match.start(), match.end()
        led = match["on"] or match["before"] or match["after"]
        if match["name"] and not match["on"]:
            continue
        if name in _SHORT and not (led or _BESIDE.match(line.line, end)):
            continue
        number = WEEKDAYS.index(_SHORT.get(name, name))
        last = not {"last", "past"}.isdisjoint({(match["on"] or "").strip(), match["before"], match["after"]})
        find = weekday(number, before=last, after="next" in {match["before"], match["after"]})
        if match["week"] or _WEEK_BEFORE.search(line.line[:start]):
            find = week_back(1, number)
        yield Day(line.at(start, end), find, "weekday")
