"""Read Korean times: ``밤 11시 반``, ``새벽 두세 시쯤``, ``한 시간 이십분 전``, ``11월 18일``, ``매주 금요일``; blanks do not matter.

Korean has two rows of numbers: hours are counted in its own (한, 두, 세), minutes and dates in the Chinese one (일, 이, 삼).
"""

import re
from collections.abc import Iterator
from itertools import islice

from understanding.matching.hits import Span
from understanding.when.days import back, dated, day_of_month, months_back
from understanding.when.hours import side
from understanding.when.signs import Ago, Clock, Day, Sign
from understanding.when.ways import TRIED

OWN = {
    "한두": 1,
    "두세": 2,
    "서너": 3,
    "너댓": 4,
    "네댓": 4,
    "네다섯": 4,
    "대여섯": 5,
    "예닐곱": 6,
    "일고여덟": 7,
    "여덟아홉": 8,
    "열두": 12,
    "열한": 11,
    "하나": 1,
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
}
"""The language's own numbers, and about as many: ``두세`` is two or three, and begins with two."""
MORE = {"한두": 2, "두세": 3, "서너": 4}
DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7, "팔": 8, "구": 9, "시": 10}
COUNTED = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "열흘": 10,
    "보름": 15,
}
MINUTES = {"분": 1, "시간": 60}
DAYS = {"일": 1, "주일": 7, "주": 7}
FARTHEST = 400
"""Days that a told time may lie back; more is a slip of the pen."""

_OWN = "|".join(sorted(OWN, key=len, reverse=True))
_CHINESE = "[일이삼사오육칠팔구십]{1,4}"
_COUNT = rf"(?:(?P<digits>\d{{1,3}})|(?P<own>{_OWN})|(?P<chinese>{_CHINESE})|(?P<half>반))"
_ABOUT = r" ?(?:쯤|정도|가량|인가|남짓|즈음|경)?"
_BEFORE = r" ?전(?!화|체|혀|문|기|번|남|여|철|단|구|부 )"
_DURED = r" ?(?:됐|되었|되었|지났|지남|됨|째|넘게|된 것|된거|된 거)"
_PART = r"(?P<part>새벽|아침|오전|점심|대낮|한낮|낮|오후|저녁|한밤|밤)"
_AGO = re.compile(
    rf"(?<![가-힣\d]){_COUNT} ?(?P<unit>분|시간)(?P<halves> ?반)?(?: ?(?P<rest>\d{{1,2}}|{_CHINESE}) ?분)?"
    rf"{_ABOUT}(?:{_BEFORE}|{_DURED})"
)
_DAYS_AGO = re.compile(
    rf"(?<![월\d.])(?:{_COUNT} ?(?P<unit>일|주일|주|달|개월)|(?P<counted>{'|'.join(COUNTED)}))(?: ?간)?{_ABOUT}{_BEFORE}"
)
_CLOCK = re.compile(
    rf"(?:{_PART} ?(?:에 ?|한 ?|늦게 ?|일찍 ?|약 ?|대략 ?)?)?(?<![\d가])(?P<hour>\d{{1,2}}|{_OWN})(?: ?[~-] ?\d{{1,2}})?"
    r" ?시(?!간|작|키|켜|민|내|장|도|선|집|끄|골|설|비|험|청|계|댁)(?: ?(?P<minute>\d{1,2}|[일이삼사오육칠팔구십]{1,4}) ?분| ?(?P<half>반))?"
)
_COLON = re.compile(rf"{_PART} ?(?:에 ?)?(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?P<half>)")
_DATE = re.compile(
    rf"(?P<month>\d{{1,2}}|[일이삼사오유칠팔구시십]{{1,2}}) ?월 ?(?P<day>\d{{1,2}}|{_CHINESE}) ?일(?! ?전)"
)
_OF_MONTH = re.compile(
    r"(?:(?P<this>이달|이번 ?달)|(?P<last>지난 ?달|저번 ?달))? ?(?<![\d월./])(?P<day>\d{1,2}) ?일"
    r"(?= ?(?:에(?! ?한)|날|밤|저녁|아침|오전|오후|새벽|점심|경|쯤|$)(?! ?전))"
)
_UNIT, _PAST = re.compile("분|시간"), re.compile("전")
_HOUR, _SIGN = re.compile("시"), re.compile(":")
_MONTH, _DIGIT_DAY = re.compile("월"), re.compile(r"\d ?일")
_SAME_HOUR = re.compile(r"이 ?시간|이 ?시각|이 ?맘때|이맘때")


def _found(folded: str, pattern: re.Pattern[str], needs: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a pattern is found; ``needs``, sooner looked for, is found in every message in which it is."""
    if needs.search(folded):
        yield from islice(pattern.finditer(folded), TRIED)


def number(written: str) -> int:
    """Return a number in digits, in the language's own words or in Chinese ones, up to 99: ``12``, ``열두``, ``십이``."""
    if written.isdecimal():
        return int(written)
    if written in OWN:
        return OWN[written]
    tens, ten, ones = written.rpartition("십")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def read(folded: str) -> Iterator[Sign]:
    """Yield the clock times, the spans that end now and the dates."""
    for match in _found(folded, _AGO, _UNIT):
        count = _count(match)
        minutes = count * MINUTES[match["unit"]] + 30 * bool(match["halves"]) + number(match["rest"] or "0")
        yield Ago(match.span(), round(minutes))
    same_hour = bool(_SAME_HOUR.search(folded))
    for match in _found(folded, _DAYS_AGO, _PAST):
        yield from _days_ago(match, same_hour=same_hour)
    yield from _clocks(folded)
    for match in _found(folded, _DATE, _MONTH):
        yield Day(match.span(), dated(number(match["month"]), number(match["day"])), "date")
    for match in _found(folded, _OF_MONTH, _DIGIT_DAY):
        if 1 <= int(match["day"]) <= 31:  # noqa: PLR2004 - days of a month
            yield Day(match.span(), day_of_month(int(match["day"]), int(bool(match["last"]))), "date")


def _count(match: re.Match[str]) -> float:
    """Return how many are counted; of ``한두`` the more, because that is the start."""
    if match["half"]:
        return 0.5
    if match["own"]:
        return MORE.get(match["own"], OWN[match["own"]])
    return number(match["digits"] or match["chinese"])


def _days_ago(match: re.Match[str], *, same_hour: bool) -> Iterator[Sign]:
    if match["unit"] in {"달", "개월"}:
        if _count(match) <= FARTHEST / 31:
            yield Day(match.span(), months_back(int(_count(match))), "date")
        return
    days = COUNTED[match["counted"]] if match["counted"] else int(_count(match) * DAYS[match["unit"]])
    if days <= FARTHEST:
        yield Ago(match.span(), days * 1440) if same_hour else Day(match.span(), back(days), "date")


def _clocks(folded: str) -> Iterator[Clock]:
    for match in (*_found(folded, _CLOCK, _HOUR), *_found(folded, _COLON, _SIGN)):
        minute = 30 if match["half"] else number(match["minute"] or "0")
        clock = _clock(match.span(), number(match["hour"]), minute, match["part"] or "")
        if clock:
            yield clock


def _clock(at: Span, hour: int, minute: int, part: str) -> Clock | None:
    if hour > 24 or minute > 59:  # noqa: PLR2004 - the clock's own numbers
        return None
    return Clock(at, hour, minute, *side(hour, PARTS.get(part, "")))


PARTS = {
    "새벽": "dawn",
    "아침": "morning",
    "오전": "morning",
    **dict.fromkeys(("점심", "낮", "대낮", "한낮"), "noon"),
    "오후": "afternoon",
    "저녁": "evening",
    "밤": "night",
    "한밤": "night",
}
