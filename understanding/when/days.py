"""Find the day that is told, seen from the day on which it is told; nothing is known here of hours."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

SMALL_HOURS = 5
"""Hours of the night before this belong to the day before, as people speak."""
AHEAD = timedelta(days=45)
"""How far ahead a date without a year may be; another is of last year."""
WEEK = 7
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
FEASTS = {
    "halloween": (10, 31),
    "christmas_eve": (12, 24),
    "christmas": (12, 25),
    "new_years_eve": (12, 31),
    "new_years_day": (1, 1),
    "valentines": (2, 14),
    "independence": (7, 4),
    "all_souls": (11, 2),
}
"""Month and day of the feasts that fall on the same date each year."""

Find = Callable[[datetime], date | None]
"""Gives the day that is meant, by the wall clock at which it is told; None where there is none."""


def back(days: int) -> Find:
    """Find the day so many days ago; fewer than none are ahead."""
    return lambda now: now.date() - timedelta(days=days)


def tonight(now: datetime) -> date:
    """Find the day whose night it is: a night goes on till morning."""
    return now.date() - timedelta(days=now.hour < SMALL_HOURS)


def weekday(number: int, *, before: bool = False, after: bool = False) -> Find:
    """Find the last such weekday, 0 for Monday; today's name is today, or a week ``before`` or ``after``."""

    def find(now: datetime) -> date:
        past = (now.weekday() - number) % WEEK
        if after:
            return now.date() + timedelta(days=WEEK - past)
        return now.date() - timedelta(days=past or WEEK * before)

    return find


def week_back(weeks: int, number: int = 0) -> Find:
    """Find a weekday of a week before this one, which began on Monday."""
    return lambda now: now.date() - timedelta(days=now.weekday() - number + WEEK * weeks)


def weekend(now: datetime) -> date:
    """Find the Saturday of the last weekend."""
    return now.date() - timedelta(days=(now.weekday() - 5) % WEEK)


def months_back(months: int) -> Find:
    """Find the same day some months ago, or the last that the month has."""

    def find(now: datetime) -> date:
        year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
        for day in range(now.day, now.day - 4, -1):
            if found := _date(year, month + 1, day):
                return found
        raise ValueError

    return find


def first_of_month(months: int) -> Find:
    """Find the first day of the month some months ago."""
    return lambda now: first.replace(day=1) if (first := months_back(months)(now)) else None


def day_of_month(day: int, months: int = 0) -> Find:
    """Find the last day, not after today, that has this number; or that of a month some months ago."""

    def find(now: datetime) -> date | None:
        for before in (months, months + 1):
            first = first_of_month(before)(now)
            found = _date(first.year, first.month, day) if first else None
            if found and (months or found <= now.date()):
                return found
        return None

    return find


def dated(month: int, day: int, year: int = 0) -> Find:
    """Find a date; without a year, the last one, or one that is near ahead."""

    def find(now: datetime) -> date | None:
        if year:
            return _date(year, month, day)
        found = (_date(each, month, day) for each in (now.year + 1, now.year, now.year - 1))
        return next((one for one in found if one and one <= now.date() + AHEAD), None)

    return find


def slashed(first: int, second: int, year: int = 0) -> Find:
    """Find ``11/18``, month first as in the United States, unless the day first is much nearer to now."""

    def find(now: datetime) -> date | None:
        ways = [way(now) for way in (dated(first, second, year), dated(second, first, year))]
        found = [one for one in ways if one]
        if len(found) > 1 and abs(found[0] - now.date()) <= timedelta(days=180):
            return found[0]
        return min(found, key=lambda one: abs(one - now.date()), default=None)

    return find


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
