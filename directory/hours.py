"""Weekly opening hours, as a deployment writes them, and whether a moment lies within them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Self

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60  # minutes

_TIME = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_PART = re.compile(r"(?P<days>[a-z]+(?:-[a-z]+)?(?:,[a-z]+(?:-[a-z]+)?)*) (?P<times>[\d:,-]+)")


class BrokenHours(ValueError):
    """Opening hours are not of the form ``24/7``, ``mon-fri 09:00-17:00; sat 10:00-12:00`` or empty."""


class NaiveTime(ValueError):
    """A moment without a time zone cannot be compared with opening hours."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One stretch of one weekday by the clock on the wall; past midnight it runs on into the next day."""

    weekday: int
    """0 is Monday."""
    opens: int
    """Minutes after midnight, 0 to 1439."""
    closes: int
    """Minutes after that same midnight, more than ``opens``; above 1440 it is the next day's morning."""

    def holds(self, weekday: int, minute: int) -> bool:
        """Whether a minute of a weekday lies within; the opening minute does, the closing one does not."""
        days_after = (weekday - self.weekday) % 7
        return self.opens <= days_after * DAY + minute < self.closes

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {_clock(self.opens)}-{_clock(self.closes)}"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers, by the clock on the wall, so that summer time changes nothing."""

    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``24/7``, a week such as ``mon-fri 09:00-17:00; wed,sat 22:00-02:00``, or nothing: not known.

        ``daily`` stands for all seven days, several times of one day are joined by commas, and a closing time that
        is not after the opening time belongs to the next day. Raises `BrokenHours`.
        """
        words = " ".join(text.lower().split())
        if words in {"", "24/7"}:
            return cls(tuple(Span(day, 0, DAY) for day in range(7)) if words else ())
        return cls(tuple(sorted({span for part in words.split(";") for span in _part(part.strip())})))

    @property
    def known(self) -> bool:
        """Whether anything is known at all; unknown hours are never taken for open ones."""
        return bool(self.spans)

    @property
    def always(self) -> bool:
        """Whether somebody answers at every hour of the week."""
        return self.spans == tuple(Span(day, 0, DAY) for day in range(7))

    def open_at(self, at: datetime, zone: tzinfo) -> bool:
        """Whether somebody answers at an aware moment, in the zone where the service is; raises `NaiveTime`."""
        if at.utcoffset() is None:
            raise NaiveTime(str(NaiveTime.__doc__))
        local = at.astimezone(zone)
        return any(span.holds(local.weekday(), local.hour * 60 + local.minute) for span in self.spans)

    def __str__(self) -> str:
        return "24/7" if self.always else "; ".join(map(str, self.spans))


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes == DAY else minutes % DAY, 60)
    return f"{hour:02}:{minute:02}"


def _part(part: str) -> Iterator[Span]:
    if not (found := _PART.fullmatch(part)):
        raise BrokenHours(f"{part!r} is not of the form 'mon-fri 09:00-17:00'")
    for time in found["times"].split(","):
        opens, closes = _times(time)
        for day in _days(found["days"]):
            yield Span(day, opens, closes)


def _times(time: str) -> tuple[int, int]:
    if not (found := _TIME.fullmatch(time)):
        raise BrokenHours(f"{time!r} is not of the form '09:00-17:00'")
    hour, minute, until_hour, until_minute = map(int, found.groups())
    opens, closes = hour * 60 + minute, until_hour * 60 + until_minute
    if max(minute, until_minute) > 59 or opens >= DAY or closes > DAY or opens == closes:  # noqa: PLR2004  # minutes of an hour
        raise BrokenHours(f"{time!r} is no stretch of a day; a whole day is '00:00-24:00'")
    return opens, closes if closes > opens else closes + DAY


def _days(days: str) -> Iterator[int]:
    for run in ("mon-sun" if days == "daily" else days).split(","):
        first, _, last = run.partition("-")
        try:
            start, end = DAYS.index(first), DAYS.index(last or first)
        except ValueError:
            raise BrokenHours(f"{run!r} is no day or run of days; days are {' '.join(DAYS)} daily") from None
        yield from (day % 7 for day in range(start, end + 1 if end >= start else end + 8))
