"""Put the signs of one message together: the moment that it tells, seen from now, and the habit."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from understanding.reading import Recurs
from understanding.when.hours import NOON, SMALL_HOURS, side
from understanding.when.signs import PARTS, Clock, Day, Habit, Part, Signs

SOON = timedelta(minutes=5)
"""A told hour this little ahead of our clock is now, not yesterday."""
FARTHEST = timedelta(days=400)
"""How long ago a told time may be; more is a slip of the pen."""
NEAR = 40
"""Characters between a day and its part, at most."""
BESIDE = 4
"""Characters between two names of one day, at most."""


class Telling:
    """What one message tells of time, seen from now."""

    def __init__(
        self, signs: Signs, now: datetime, zone: tzinfo, *, vague: bool, past: bool, formerly: bool
    ) -> None:
        self._signs = signs
        self._now = now.astimezone(zone).replace(microsecond=0)
        self._zone = zone
        self._vague = vague
        self._past = past
        self._formerly = formerly
        self._told = self._day() if signs.days else None

    def moment(self) -> datetime | None:
        """Return the start of the time that is told; a habit has none."""
        signs = self._signs
        if signs.agos:
            return self._back(timedelta(minutes=signs.agos[0].minutes))
        day = self._told
        if day is None and self._habit():
            return self._now if any(now.sure for now in signs.nows) else None
        clock = self._clock(day)
        if clock:
            return self._on(day, clock) if day else None if self._vague else self._lately(clock)
        if self._is_now(day):
            return self._now
        if day:
            part = self._part(day)
            return self._wall(self._date(day), PARTS[part.name] * 60 if part else 0)
        return None if self._vague else self._lately_in()

    def recurs(self) -> Recurs | None:
        """Return the habit; its hour and its part are those that belong to no particular day."""
        habit = self._habit()
        if habit is None:
            return None
        free = self._told is None
        clock = next(iter(self._signs.clocks), None) if free else None
        beside = [part.name for part in self._signs.parts] if free else []
        part = next((each.part for each in self._signs.habits if each.part), beside[0] if beside else "")
        days = habit.days or tuple(
            sorted({self._date(day).weekday() for day in self._signs.days if day.kind == "weekday"})
        )
        return Recurs(days, part, self._hour(clock, part) if clock else "")

    def _habit(self) -> Habit | None:
        if not self._signs.habits:
            return None
        habits = sorted(self._signs.habits, key=lambda habit: (not habit.sure, not habit.days))
        beside = (
            self._signs.clocks or self._signs.parts or any(day.kind == "weekday" for day in self._signs.days)
        )
        return next((habit for habit in habits if habit.sure or beside), None)

    def _hour(self, clock: Clock, part: str) -> str:
        half = clock.half or side(clock.hour, part or "night")[0]
        minutes = clock._replace(half=half).minutes
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def _day(self) -> Day | None:
        """Return the day that is told; of several the first, and a date before the names of its day."""
        habits = [habit for habit in self._signs.habits if not habit.sure]
        days = [
            day
            for day in self._signs.days
            if day.find(self._now) is not None and not (habits and day.kind == "weekday")
        ]
        dated = [day for day in days if day.kind == "date"]
        if dated:
            days = [day for day in days if day.kind != "weekday"]
        if any(day.kind != "wide" for day in days):
            days = [day for day in days if day.kind != "wide"]
        others = [day for day in days if not (day.kind == "weekday" and self._beside(day, days))]
        return min(others or days, key=self._date, default=None)

    def _beside(self, day: Day, days: list[Day]) -> bool:
        """Tell whether a weekday stands right beside another name of its day: ``today, friday``."""
        return any(
            other.kind == "named" and max(other.at[0] - day.at[1], day.at[0] - other.at[1]) <= BESIDE
            for other in days
        )

    def _date(self, day: Day) -> date:
        found = day.find(self._now)
        if found is None:
            raise ValueError
        return found

    def _part(self, day: Day) -> Part | None:
        """Return the part of the day that stands nearest to it."""
        far = {
            max(part.at[0] - day.at[1], day.at[0] - part.at[1], 0): part
            for part in reversed(self._signs.parts)
        }
        nearest = min(far, default=NEAR)
        return far[nearest] if nearest < NEAR else None

    def _clock(self, day: Day | None) -> Clock | None:
        """Return the clock time, its half told by the part of the day where it has none; noon and midnight are clock times."""
        signs = self._signs
        parts = [part.name for part in signs.parts]
        if not signs.clocks:
            exact = next((part for part in signs.parts if part.name in {"noon", "midnight"}), None)
            if exact is None:
                return None
            late = exact.name == "midnight" and day is not None and (day.night or "night" in parts)
            return Clock(exact.at, NOON, 0, "pm" if exact.name == "noon" else "am", late)
        clock = signs.clocks[0]
        if not clock.half and parts:
            near = (self._part(day) if day else None) or signs.parts[0]
            half, late = side(clock.hour, near.name)
            return clock._replace(half=half, late=late)
        return clock

    def _on(self, day: Day, clock: Clock) -> datetime:
        """Return an hour of a day; the small hours of a night are the next day's."""
        told = self._date(day)
        small = clock.half == "am" and (clock.hour <= SMALL_HOURS or clock.hour == NOON)
        small = small or (clock.half == "24" and clock.hour in {0, 24})
        night = day.night or any(part.name == "night" for part in self._signs.parts)
        if small and (clock.late or night):
            later = self._wall(told + timedelta(days=1), clock.minutes)
            return later if later <= self._now + SOON else self._wall(told, clock.minutes)
        if clock.half:
            return self._wall(told, clock.minutes)
        morning, evening = (self._wall(told, clock._replace(half=half).minutes) for half in ("am", "pm"))
        if told > self._now.date():
            return morning if 6 < clock.hour < NOON else evening  # noqa: PLR2004 - people rise at about six
        return evening if evening <= self._now + SOON else morning

    def _is_now(self, day: Day | None) -> bool:
        """Tell whether this moment is meant: a bare ``now`` beside a past day only says what has become of it."""
        nows = self._signs.nows
        if any(now.sure for now in nows):
            return True
        return bool(nows) and not self._formerly and (day is None or self._date(day) >= self._now.date())

    def _lately(self, clock: Clock) -> datetime:
        """Return the last time, not after now, at which the clock showed this."""
        halves = [clock] if clock.half else [clock._replace(half="am"), clock._replace(half="pm")]
        return max(self._last(half.minutes) for half in halves)

    def _last(self, minutes: int) -> datetime:
        told = self._wall(self._now.date(), minutes)
        return told if told <= self._now + SOON else self._wall(self._now.date() - timedelta(days=1), minutes)

    def _lately_in(self) -> datetime | None:
        """Return the last beginning of a part of the day that is told alone, of something that was."""
        part = next(iter(self._signs.parts), None)
        if part is None or not (self._past or part.name == "dawn"):
            return None
        return self._last(PARTS[part.name] * 60)

    def _wall(self, day: date, minutes: int) -> datetime:
        """Return a wall clock time on a day; one that the clock skips is moved on by the gap."""
        told = datetime.combine(day, time(minutes // 60 % 24, minutes % 60), self._zone)
        return told.astimezone(UTC).astimezone(self._zone)

    def _back(self, span: timedelta) -> datetime | None:
        return (self._now.astimezone(UTC) - span).astimezone(self._zone) if span <= FARTHEST else None
