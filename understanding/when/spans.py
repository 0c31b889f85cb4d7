"""Read how long ago something was: ``half an hour ago``, ``hace 20 minutos``, ``두 시간 전``."""

import re
from collections.abc import Mapping

from understanding.matching.hits import Hits, Span
from understanding.when.clocks import TRIED

UNITS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
"""Minutes of each unit; a month counts 30 days."""
FEW = 3
"""What ``a few`` is read as."""
AFTER, BEFORE = 4, 16
"""Characters between a unit and the ``ago`` behind it, or the ``hace`` before it, at most."""

_KOREAN = re.compile(
    r"(?P<count>\d{1,3}|한|두|세|네|다섯|여섯|일곱|열|몇|이|삼|사|오|십|이십|삼십) ?(?P<unit>분|시간|일|주일|주|달|개월)"
    r" ?(?:쯤|정도)? ?전",
)
_KOREAN_UNITS = {"분": 1, "시간": 60, "일": 1440, "주일": 10080, "주": 10080, "달": 43200, "개월": 43200}
_KOREAN_DAYS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4}
_KOREAN_NAMED = re.compile(f"({'|'.join(_KOREAN_DAYS)}) ?전")
_SINO = {"몇": FEW, "십": 10, "이십": 20, "삼십": 30}


def minutes_ago(folded: str, hits: Hits, numbers: Mapping[str, int]) -> int | None:
    """Return how many minutes ago something was, or None if that is not told."""
    marks = [*hits.of("times.ago"), *hits.of("times.ago_before")][:TRIED]
    if not marks:
        return None
    if "전" in folded:
        match = _KOREAN_NAMED.search(folded)
        if match:
            return _KOREAN_DAYS[match[1]] * UNITS["day"]
        match = _KOREAN.search(folded)
        if match:
            word = match["count"]
            count = _SINO.get(word) or numbers.get(word) or int(word)
            return count * _KOREAN_UNITS[match["unit"]]
    if "times.half_hour" in hits:
        return UNITS["hour"] // 2
    return _counted(hits, marks, numbers)


def _counted(hits: Hits, marks: list[Span], numbers: Mapping[str, int]) -> int | None:
    starts = hits.words.starts
    for name, minutes in UNITS.items():
        for start, end in hits.of(f"times.{name}")[:TRIED]:
            near = any(0 <= first - end <= AFTER or 0 <= start - last <= BEFORE for first, last in marks)
            if near and start in starts:
                count = _count(hits, starts.index(start), numbers)
                if count:
                    return count * minutes
    return None


def _count(hits: Hits, index: int, numbers: Mapping[str, int]) -> int:
    """Return the number in the two words before a unit, or 0: ``2``, ``two``, ``an``, ``a few``."""
    text = hits.words
    for before in range(index - 1, max(index - 3, -1), -1):
        word, start = text.plain[before], text.starts[before]
        if word.isdecimal() and len(word) <= 3:  # noqa: PLR2004  (nobody counts beyond 999)
            return int(word)
        if any(first <= start < last for first, last in hits.of("times.few")):
            return FEW
        if any(first <= start < last for first, last in hits.of("times.an")):
            return 1
        if word in numbers:
            return numbers[word]
    return 0
