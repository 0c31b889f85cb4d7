"""Read the hour that a message tells: ``2am``, ``10:15``, ``around 9``, ``a las 7 de la noche``, ``새벽 3시 반``."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import islice
from typing import Literal, NamedTuple

from understanding.matching.hits import Hits

TRIED = 12
"""Numbers and cues of one message that are looked at, at most."""
NOON = 12
SMALL_HOURS = 5
"""Hours of the night up to this belong to the next day."""

DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"(?<![\d$#.:/-])(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)|(?P<packed>[0-5]\d)(?= ?[ap]\.?m))?"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?| ?(?P<oclock>o ?'?clock|hrs\b))?(?![\d/%-])",
)
_KOREAN = re.compile(
    r"(?P<hour>\d{1,2}|열두|열한|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉) ?시(?!간)(?: ?(?P<minute>\d{1,2}) ?분| ?(?P<half>반))?",
)

Half = Literal["am", "pm", "24", ""]


class Hour(NamedTuple):
    """A clock time, and which half of the day: nothing where it is not told."""

    hour: int
    minute: int
    half: Half

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        hour = self.hour % NOON + NOON * (self.half == "pm") if self.half in {"am", "pm"} else self.hour % 24
        return hour * 60 + self.minute


def hour_told(folded: str, hits: Hits, numbers: Mapping[str, int]) -> Hour | None:
    """Return the clock time that is told, or None."""
    if "시" in folded:
        match = _KOREAN.search(folded)
        hour = (numbers.get(match["hour"]) or int(match["hour"])) if match else 25
        minute = (30 if match["half"] else int(match["minute"] or 0)) if match else 60
        if hour <= 24 and minute < 60:  # noqa: PLR2004  (the clock's own numbers)
            return Hour(hour, minute, _half(hour, hits))
    return (_in_digits(folded, hits) if DIGIT.search(folded) else None) or _in_words(hits, numbers)


def _in_digits(folded: str, hits: Hits) -> Hour | None:
    led_by = {end for _, end in hits.of("times.clock")[:TRIED]}
    for found in islice(_CLOCK.finditer(folded), TRIED):
        hour, minute = int(found["hour"]), int(found["minute"] or found["packed"] or 0)
        if found["half"]:
            if 1 <= hour <= NOON:
                return Hour(hour, minute, "am" if found["half"] == "a" else "pm")
            continue
        if folded[found.end() : found.end() + 1].isalpha():
            continue
        led = {found.start(), found.start() - 1} & led_by and _ends_there(folded, found.end(), hits)
        if led or found["oclock"] or (found["minute"] and ":" in found[0]):
            return Hour(hour, minute, _half(hour, hits))
    return None


def _ends_there(folded: str, end: int, hits: Hits) -> bool:
    """Tell whether what follows a number lets it be an hour: not ``at 3 motels``."""
    index = bisect_left(hits.words.starts, end)
    if index == len(hits.words) or folded[end : end + 1] in {",", ".", "!", "?", "\n"}:
        return True
    start = hits.words.starts[index]
    return any(first == start for first, _ in hits.of("times.after_clock"))


def _in_words(hits: Hits, numbers: Mapping[str, int]) -> Hour | None:
    """Return ``around nine``."""
    text = hits.words
    for _, end in hits.of("times.clock")[:TRIED]:
        index = bisect_left(text.starts, end)
        if index == len(text) or text.starts[index] > end + 1:
            continue
        hour = numbers.get(text.plain[index], 0)
        last = index + 1 == len(text)
        if 1 <= hour <= NOON and (
            last or any(first == text.starts[index + 1] for first, _ in hits.of("times.after_clock"))
        ):
            return Hour(hour, 0, _half(hour, hits))
    return None


def _half(hour: int, hits: Hits) -> Half:
    """Return the half of the day of an hour without am or pm, by the part of the day that is told."""
    if hour > NOON or hour == 0:
        return "24"
    morning = "times.morning" in hits and "times.last_night" not in hits
    if morning or "times.dawn" in hits or "times.this_morning" in hits:
        return "am"
    if "times.afternoon" in hits or "times.evening" in hits:
        return "pm"
    if any(f"times.{name}" in hits for name in ("night", "last_night", "tonight")):
        return "am" if hour <= SMALL_HOURS or hour == NOON else "pm"
    return ""
