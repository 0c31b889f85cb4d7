"""Read when something happened, as the start of the time that is told."""

import re
from bisect import bisect_left
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import islice

from understanding.vocabulary import Hits

FARTHEST = timedelta(days=400)
"""How long ago a told time may be; more is a slip of the pen."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "january february march april may june july august september october november december".split()
_UNITS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
_PARTS = {"dawn": 0, "morning": 6, "noon": 12, "afternoon": 12, "evening": 18, "night": 18, "midnight": 0}

TRIED = 12
"""Numbers and cues of one message that are looked at, at most."""

_TWELVE = 12
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"(?<![\d$#.:/-])(?P<h>[01]?\d|2[0-4])(?:[:.h](?P<m>[0-5]\d)|(?P<mm>[0-5]\d)(?= ?[ap]\.?m))?"
    r"(?: ?(?P<half>a|p)\.? ?m\b\.?| ?(?P<oclock>o ?'?clock|hrs\b))?(?![\d/%-])",
)
_KOREAN_CLOCK = re.compile(
    r"(?P<h>\d{1,2}|열두|열한|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉) ?시(?!간)(?: ?(?P<m>\d{1,2}) ?분| ?(?P<half>반))?",
)
_KOREAN_AGO = re.compile(
    r"(?P<n>\d{1,3}|한|두|세|네|다섯|여섯|일곱|열|몇|이|삼|사|오|십|삼십|이십) ?(?P<unit>분|시간|일|주일|주|달|개월) ?(?:쯤|정도)? ?전",
)
_KOREAN_DAYS_AGO = {
    "이틀 전": 2,
    "이틀전": 2,
    "사흘 전": 3,
    "사흘전": 3,
    "하루 전": 1,
    "하루전": 1,
    "나흘 전": 4,
    "반시간 전": 0,
}
_KOREAN_UNITS = {"분": 1, "시간": 60, "일": 1440, "주일": 10080, "주": 10080, "달": 43200, "개월": 43200}
_KOREAN_DATE = re.compile(r"(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일")
_DATE = re.compile(
    r"(?<![\d/-])(?P<month>0?[1-9]|1[0-2])[/](?P<day>0?[1-9]|[12]\d|3[01])(?:[/](?:20)?\d\d)?(?![\d/])"
)
_SINO = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
    "몇": 3,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "십": 10,
    "이십": 20,
    "삼십": 30,
}
_TOLD = frozenset(
    "times.yesterday times.before_yesterday times.today times.tonight times.last_night times.this_morning"
    " times.this_afternoon times.tomorrow times.dawn times.morning times.noon times.afternoon times.evening times.night"
    " times.midnight times.last_week times.last_month times.last_weekend".split(),
)


class Clock:
    """Reads one message's time, in the deployment's zone."""

    def __init__(self, folded: str, hits: Hits, now: datetime, zone: tzinfo, numbers: dict[str, int]) -> None:
        self._text = folded
        self._hits = hits
        self._now = now.astimezone(zone).replace(microsecond=0)
        self._zone = zone
        self._numbers = numbers

    def read(self) -> datetime | None:
        """Return the start of the time that is told, or None."""
        ago = self._ago()
        if ago is not None:
            return ago
        day, firm = self._day()
        hour = self._hour()
        if hour is not None:
            return self._at_hour(day, firm, *hour)
        if self._has("now"):
            return self._now
        if self._has("every"):
            return None
        part = self._part()
        if day is None and part is not None:
            return None if part[0] not in {"night", "midnight", "dawn"} else None
        if day is None:
            return self._span()
        return self._local(day, part[1] if part else 0)

    def _has(self, name: str) -> bool:
        return f"times.{name}" in self._hits

    def _local(self, day: datetime, minutes: int) -> datetime:
        """Return the wall clock time on a day; a time that the clock skips is moved on by the gap."""
        wall = datetime.combine(
            day.date() + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60)
        )
        return wall.replace(tzinfo=self._zone).astimezone(UTC).astimezone(self._zone)

    def _back(self, minutes: int) -> datetime | None:
        span = timedelta(minutes=minutes)
        if span > FARTHEST:
            return None
        return (self._now.astimezone(UTC) - span).astimezone(self._zone)

    def _ago(self) -> datetime | None:
        """Read ``half an hour ago``, ``hace 20 minutos``, ``두 시간 전``."""
        marks = [*self._hits.of("times.ago"), *self._hits.of("times.ago_before")]
        if not marks:
            return None
        for words, days in _KOREAN_DAYS_AGO.items():
            if words in self._text:
                return self._back(days * 1440 or 30)
        match = _KOREAN_AGO.search(self._text)
        if match:
            count = _SINO.get(match["n"]) or int(match["n"])
            return self._back(count * _KOREAN_UNITS[match["unit"]])
        if self._has("half_hour"):
            return self._back(30)
        return self._counted_ago(marks)

    def _counted_ago(self, marks: list[tuple[int, int]]) -> datetime | None:
        text = self._hits.words
        for name, minutes in _UNITS.items():
            for start, end in self._hits.of(f"times.{name}")[:TRIED]:
                near = any(0 <= first - end <= 4 or -1 <= start - last <= 16 for first, last in marks[:TRIED])  # noqa: PLR2004
                if start not in text.starts or not near:
                    continue
                count = self._count(text.starts.index(start))
                if count:
                    return self._back(count * minutes)
        return None

    def _count(self, index: int) -> int:
        """Return the number before a unit: ``2``, ``two``, ``an``, ``a few``."""
        text = self._hits.words
        for word in reversed(text.plain[max(0, index - 2) : index]):
            if word.isdecimal() and len(word) <= 3:  # noqa: PLR2004  (nobody counts beyond 999)
                return int(word)
            if word in self._numbers:
                return self._numbers[word]
            place = text.starts[text.plain.index(word)]
            if any(start <= place < end for start, end in self._hits.of("times.few")):
                return 3
            if any(start <= place < end for start, end in self._hits.of("times.an")):
                return 1
        return 0

    def _day(self) -> tuple[datetime | None, bool]:
        """Return the day that is told, at any hour of it, and whether it is told at all."""
        now = self._now
        today = datetime.combine(now.date(), time(12))
        if self._has("before_yesterday"):
            return today - timedelta(days=2), True
        if self._has("last_night") or self._has("yesterday"):
            return today - timedelta(days=1), True
        if self._has("tonight"):
            return today - timedelta(days=now.hour < 6), True  # noqa: PLR2004  (the night goes on till morning)
        if self._has("today") or self._has("this_morning") or self._has("this_afternoon"):
            return today, True
        if self._has("tomorrow"):
            return today + timedelta(days=1), True
        return self._weekday(today) or self._date(today) or (None, False)

    def _weekday(self, today: datetime) -> tuple[datetime, bool] | None:
        for number, name in enumerate(_DAYS):
            if self._has(name) and not self._has("every"):
                back = (today.weekday() - number) % 7
                if not back and self._has("last"):
                    back = 7
                return today - timedelta(days=back), True
        return None

    def _date(self, today: datetime) -> tuple[datetime, bool] | None:
        match = (_KOREAN_DATE.search(self._text) if "월" in self._text else None) or (
            _DATE.search(self._text) if "/" in self._text else None
        )
        if match:
            return self._dated(today, int(match["month"]), int(match["day"]))
        for number, name in enumerate(_MONTHS, 1):
            for start, end in self._hits.of(f"times.{name}"):
                near = re.findall(r"(?<!\d)\d{1,2}(?!\d)", self._text[max(0, start - 8) : end + 5])
                if near:
                    return self._dated(today, number, int(near[0]))
        return None

    def _dated(self, today: datetime, month: int, day: int) -> tuple[datetime, bool] | None:
        for year in (today.year, today.year - 1):
            try:
                told = today.replace(year=year, month=month, day=day)
            except ValueError:
                continue
            if told <= today + timedelta(days=1):
                return told, True
        return None

    def _hour(self) -> tuple[int, int, str] | None:
        """Return hour, minute and ``am``, ``pm``, ``24`` or nothing, if a clock time is told."""
        match = _KOREAN_CLOCK.search(self._text) if "시" in self._text else None
        if match:
            hour = _SINO.get(match["h"]) or int(match["h"])
            minute = 30 if match["half"] else int(match["m"] or 0)
            return (hour, minute, self._half(hour)) if hour <= 24 and minute < 60 else None  # noqa: PLR2004
        if not _DIGIT.search(self._text):
            return self._spelt_hour()
        clocks = self._hits.of("times.clock")[:TRIED]
        for found in islice(_CLOCK.finditer(self._text), TRIED):
            hour, minute = int(found["h"]), int(found["m"] or found["mm"] or 0)
            if found["half"]:
                if 1 <= hour <= _TWELVE:
                    return hour, minute, f"{found['half']}m"
                continue
            told = found["m"] and ":" in found[0] or found["oclock"]
            led = any(0 <= found.start() - end <= 1 for _, end in clocks)
            follows = self._text[found.end() : found.end() + 1]
            if (told or (led and self._free(found.end()))) and not follows.isalpha():
                return hour, minute, self._half(hour)
        return self._spelt_hour()

    def _free(self, end: int) -> bool:
        """Tell whether what follows a number lets it be an hour: not ``at 3 girls``, ``by 5th``."""
        rest = self._text[end:].lstrip(" ,.!")
        index = bisect_left(self._hits.words.starts, end)
        if not rest or index == len(self._hits.words):
            return True
        word = self._hits.words.plain[index]
        return self._text[end : end + 1] in ",.!?" or word in _AFTER_HOUR

    def _spelt_hour(self) -> tuple[int, int, str] | None:
        text = self._hits.words
        for _, end in self._hits.of("times.clock")[:TRIED]:
            index = bisect_left(text.starts, end)
            if index < len(text) and text.starts[index] <= end + 1:
                if 1 <= self._numbers.get(text.plain[index], 0) <= _TWELVE:
                    after = text.plain[index + 1] if index + 1 < len(text) else ""
                    if not after or after in _AFTER_HOUR:
                        hour = self._numbers[text.plain[index]]
                        return hour, 0, self._half(hour)
        return None

    def _half(self, hour: int) -> str:
        """Return which half of the day an hour without am or pm belongs to."""
        if hour > _TWELVE or hour == 0:
            return "24"
        if (
            self._has("dawn")
            or (self._has("morning") and not self._has("last_night"))
            or self._has("this_morning")
        ):
            return "am"
        if self._has("afternoon") or self._has("evening"):
            return "pm"
        if any(self._has(name) for name in ("night", "last_night", "tonight")):
            return "am" if hour <= 5 or hour == _TWELVE else "pm"  # noqa: PLR2004  (the night's small hours)
        return ""

    def _at_hour(self, day: datetime | None, firm: bool, hour: int, minute: int, half: str) -> datetime:
        if half in {"am", "pm"}:
            hour = hour % _TWELVE + (_TWELVE if half == "pm" else 0)
        minutes = hour % 24 * 60 + minute
        at_night = (
            self._has("last_night") or self._has("tonight") or (self._has("night") and self._has("yesterday"))
        )
        if day is not None and firm:
            if at_night and half == "am":
                day += timedelta(days=1)
            told = self._local(day, minutes)
            if told > self._now and at_night and half == "am":
                told = self._local(day - timedelta(days=1), minutes)
            return told
        choices = [minutes] if half else [minutes, (minutes + 720) % 1440]
        return max(self._latest(choice) for choice in choices)

    def _latest(self, minutes: int) -> datetime:
        """Return the last time, not after now, at which the clock showed this."""
        today = datetime.combine(self._now.date(), time(12))
        told = self._local(today, minutes)
        return (
            told
            if told <= self._now + timedelta(minutes=5)
            else self._local(today - timedelta(days=1), minutes)
        )

    def _part(self) -> tuple[str, int] | None:
        if self._has("last_night") or self._has("tonight"):
            return "night", 18 * 60
        if self._has("this_morning"):
            return "dawn" if self._has("dawn") else "morning", 0 if self._has("dawn") else 6 * 60
        if self._has("this_afternoon"):
            return "afternoon", 12 * 60
        for name, hour in _PARTS.items():
            if self._has(name):
                return name, hour * 60
        return None

    def _span(self) -> datetime | None:
        today = datetime.combine(self._now.date(), time(12))
        if self._has("last_weekend"):
            return self._local(today - timedelta(days=(today.weekday() - 5) % 7 or 7), 0)
        if self._has("last_week"):
            return self._local(today - timedelta(days=today.weekday() + 7), 0)
        if self._has("last_month"):
            return self._local((today.replace(day=1) - timedelta(days=1)).replace(day=1), 0)
        return None


_AFTER_HOUR = frozenset(
    "in at on the last this today yesterday tonight by near and a an there was were is i we he she they two three some"
    " every again de en la por el hoy ayer anoche una un habia hay vi y no am pm or ish oclock to till until outside with"
    " right western girls women men guys cars".split()
) - frozenset("girls women men guys cars".split())


def when(folded: str, hits: Hits, now: datetime, zone: tzinfo, numbers: dict[str, int]) -> datetime | None:
    """Return the start of the time that a message tells, aware, in the zone; or None."""
    told = any(group.startswith("times.") for group in hits.spans)
    if not told and not _DIGIT.search(folded) and "시" not in folded:
        return None
    try:
        return Clock(folded, hits, now, zone, numbers).read()
    except (OverflowError, ValueError):  # the calendar's ends: a clock near year 1 or 9999
        return None
