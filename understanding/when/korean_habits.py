"""Read Korean habits: ``매주 금요일 밤``, ``월요일하고 목요일마다``, ``밤마다``, ``주말이면``."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from understanding.matching.hits import Span
from understanding.when.days import WEEKDAYS, Find, week_back, weekday
from understanding.when.habits import ALL, FREE, WORKING
from understanding.when.korean import PARTS
from understanding.when.signs import Day, Habit, Sign
from understanding.when.ways import TRIED

_LETTERS = "월화수목금토일"
_DAY = f"[{_LETTERS}](?:요일|욜)"
_DAYS = (
    rf"(?P<days>{_DAY}(?:[ ,·/]|이랑|하고|와|과|및|도|랑)*(?:{_DAY}(?:[ ,·/]|이랑|하고|와|과|및|도|랑)*)*)"
)
_PART = r"(?: ?(?P<part>새벽|아침|오전|점심|낮|오후|저녁|밤))?"
_EACH = r" ?(?:에 ?)?(?:마다|이면|만 ?되면|이 ?되면)"
_RUN = re.compile(rf"(?<![가-힣])([{_LETTERS}]{{2,7}}) ?(?:요일 ?)?(?:마다|에만)")
_WAYS = (
    re.compile(rf"매주 ?{_DAYS}{_PART}"),
    re.compile(rf"{_DAYS}{_PART}{_EACH}{_PART.replace('<part>', '<later>')}"),
    re.compile(r"(?<=시) ?(?:반 ?)?마다"),
    re.compile(rf"(?P<part>새벽|아침|오전|점심|낮|오후|저녁|밤){_EACH}"),
)
_EACH_CUES = re.compile("매주|마다|이면|되면")
_NAMED = {"daily": ALL, "nightly": ALL, "often": (), "weekends": FREE, "weekdays": WORKING}


def read(folded: str, words: Sequence[tuple[str, Span]]) -> Iterator[Sign]:
    """Yield the habits, and the days of the week that are none."""
    for way in _WAYS if _EACH_CUES.search(folded) else ():
        for match in islice(way.finditer(folded), TRIED):
            told = match.groupdict()
            letters = re.findall(f"([{_LETTERS}])(?:요일|욜)", told.get("days") or "")
            days = tuple(sorted({_LETTERS.index(letter) for letter in letters})) or ALL
            yield Habit(match.span(), days, PARTS.get(told.get("part") or told.get("later") or "", ""))
    for match in islice(_RUN.finditer(folded), TRIED) if "마다" in folded or "에만" in folded else ():
        yield Habit(match.span(), tuple(sorted({_LETTERS.index(letter) for letter in match[1]})))
    for place, (kind, at) in enumerate(words):
        if kind in _NAMED:
            yield Habit(at, _NAMED[kind], "night" if kind == "nightly" else "")
        elif kind == "always":
            yield Habit(at, (), sure=False)
        elif kind in WEEKDAYS:
            before = words[place - 1] if place else ("", (0, 0))
            near = at[0] - before[1][1] <= 2  # noqa: PLR2004 - a blank and a particle
            yield Day(at, _find(WEEKDAYS.index(kind), before[0] if near else ""), "weekday")


def _find(number: int, before: str) -> Find:
    """Return a day of the week as it is told: of last week, the last one, or of this week."""
    if before == "last_week":
        return week_back(1, number)
    return weekday(number, before=before == "last", after=before == "next")
