"""Read when something happened, as the start of the time that is told."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo

from understanding.matching.hits import Hits
from understanding.when.clocks import DIGIT, SMALL_HOURS, Hour, hour_told
from understanding.when.spans import minutes_ago

FARTHEST = timedelta(days=400)
"""How long ago a told time may be; more is a slip of the pen."""
SOON = timedelta(minutes=5)
"""A told hour this little ahead of our clock is now, not yesterday."""

# The hour at which each part of a day begins.
_PARTS = {"dawn": 0, "morning": 6, "noon": 12, "afternoon": 12, "evening": 18, "night": 18, "midnight": 0}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
_MONTHS += ["august", "september", "october", "november", "december"]
_KOREAN_DATE = re.compile(r"(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일")
_DATE = re.compile(
    r"(?<![\d/-])(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?:/(?:20)?\d\d)?(?![\d/])"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def when(folded: str, hits: Hits, now: datetime, zone: tzinfo, numbers: Mapping[str, int]) -> datetime | None:
    """Return the start of the time that a message tells, aware, in the zone; or None."""
    told = frozenset(group.removeprefix("times.") for group in hits.spans if group.startswith("times."))
    if not told and not DIGIT.search(folded):
        return None
    try:
        return _Telling(folded, hits, told, now, zone).read(numbers)
    except (OverflowError, ValueError):  # the calendar's ends: a clock near year 1 or 9999
        return None


class _Telling:
    """One message's time, seen from now."""

    def __init__(self, folded: str, hits: Hits, told: frozenset[str], now: datetime, zone: tzinfo) -> None:
        self._text = folded
        self._hits = hits
        self._told = told
        self._now = now.astimezone(zone).replace(microsecond=0)
        self._zone = zone
        self._today = self._now.replace(tzinfo=None, hour=12, minute=0, second=0)
        """Noon of today by the wall clock: days are counted from it."""

    def read(self, numbers: Mapping[str, int]) -> datetime | None:
        ago = minutes_ago(self._text, self._hits, numbers)
        if ago is not None:
            return self._back(timedelta(minutes=ago))
        day, hour = self._day(), hour_told(self._text, self._hits, numbers)
        if hour is not None:
            return self._on(day, hour) if day else self._lately(hour)
        if self._has("now"):
            return self._now
        if self._has("every"):
            return None
        return self._wall(day, self._part() * 60) if day else self._long_ago()

    def _has(self, *names: str) -> bool:
        return not self._told.isdisjoint(names)

    def _wall(self, day: datetime, minutes: int) -> datetime:
        """Return a wall clock time on a day; one that the clock skips is moved on by the gap."""
        told = datetime.combine(day.date(), time(minutes // 60, minutes % 60), self._zone)
        return told.astimezone(UTC).astimezone(self._zone)

    def _back(self, span: timedelta) -> datetime | None:
        return (self._now.astimezone(UTC) - span).astimezone(self._zone) if span <= FARTHEST else None

    def _day(self) -> datetime | None:
        """Return noon of the day that is told, or None."""
        if self._has("before_yesterday"):
            return self._today - timedelta(days=2)
        if self._has("last_night", "yesterday"):
            return self._today - timedelta(days=1)
        if self._has("tonight"):
            return self._today - timedelta(
                days=self._now.hour <= SMALL_HOURS
            )  # the night goes on till morning
        if self._has("today", "this_morning", "this_afternoon"):
            return self._today
        if self._has("tomorrow"):
            return self._today + timedelta(days=1)
        return self._weekday() or self._date()

    def _weekday(self) -> datetime | None:
        for number, name in enumerate(_DAYS if self._told else ()):
            if self._has(name) and not self._has("every"):
                back = (self._today.weekday() - number) % 7
                return self._today - timedelta(days=back or 7 * self._has("last"))
        return None

    def _date(self) -> datetime | None:
        match = _KOREAN_DATE.search(self._text) if "월" in self._text else None
        match = match or (_DATE.search(self._text) if "/" in self._text else None)
        if match:
            return self._dated(int(match["month"]), int(match["day"]))
        for number, name in enumerate(_MONTHS if self._told else (), 1):
            for start, end in self._hits.of(f"times.{name}")[:1]:
                near = _NUMBER.search(self._text, max(0, start - 6), end + 5)
                if near:
                    return self._dated(number, int(near[0]))
        return None

    def _dated(self, month: int, day: int) -> datetime | None:
        for year in (self._today.year, self._today.year - 1):
            try:
                told = self._today.replace(year=year, month=month, day=day)
            except ValueError:  # no such day in this year
                continue
            if told <= self._today + timedelta(days=1):
                return told
        return None

    def _on(self, day: datetime, hour: Hour) -> datetime:
        """Return an hour of a day; the small hours of ``last night`` are this morning's."""
        at_night = self._has("last_night", "tonight") or (self._has("night") and self._has("yesterday"))
        if at_night and hour.half == "am":
            told = self._wall(day + timedelta(days=1), hour.minutes)
            return told if told <= self._now else self._wall(day, hour.minutes)
        return self._wall(day, hour.minutes)

    def _lately(self, hour: Hour) -> datetime:
        """Return the last time, not after now, at which the clock showed this."""
        halves = [hour] if hour.half else [hour._replace(half="am"), hour._replace(half="pm")]
        return max(self._last(half.minutes) for half in halves)

    def _last(self, minutes: int) -> datetime:
        told = self._wall(self._today, minutes)
        return told if told <= self._now + SOON else self._wall(self._today - timedelta(days=1), minutes)

    def _part(self) -> int:
        """Return the hour at which the part of the day that is told begins."""
        if self._has("last_night", "tonight"):
            return _PARTS["night"]
        if self._has("this_morning") and not self._has("dawn"):
            return _PARTS["morning"]
        return next(
            (hour for name, hour in _PARTS.items() if self._has(name)), 12 * self._has("this_afternoon")
        )

    def _long_ago(self) -> datetime | None:
        if self._has("last_weekend"):
            return self._wall(self._today - timedelta(days=(self._today.weekday() - 5) % 7 or 7), 0)
        if self._has("last_week"):
            return self._wall(self._today - timedelta(days=self._today.weekday() + 7), 0)
        if self._has("last_month"):
            return self._wall((self._today.replace(day=1) - timedelta(days=1)).replace(day=1), 0)
        return None
