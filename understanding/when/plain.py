"""Turn single listed words and phrases into signs: ``yesterday``, ``last night``, ``방금``, ``at noon``."""

from collections.abc import Iterable, Iterator, Mapping

from understanding.matching.hits import Hits, Span
from understanding.when.days import (
    FEASTS,
    back,
    dated,
    first_of_month,
    tonight,
    week_back,
    weekend,
)
from understanding.when.signs import PARTS, Day, Now, Part, Sign

_ORDER = (
    "nothing vague rather before_yesterday before_last_night three_days_ago after_tomorrow last_night this_morning"
    " this_afternoon yesterday today tonight tomorrow right_now now daily nightly often of_dawn of_morning of_afternoon"
    " of_evening of_night weeknights weekdays weekday weekends mondays tuesdays wednesdays thursdays fridays saturdays"
    " sundays last_week this_week last_month this_month last_weekend weekend january february april june july august"
    " september october november december monday tuesday wednesday thursday friday saturday sunday halloween"
    " christmas_eve christmas new_years_eve new_years_day valentines independence all_souls dawn morning noon afternoon"
    " evening midnight nights night minute hour day week month ago_before ago before_hour strike clock until last next"
    " every always couple few been about an"
)
KINDS = tuple(_ORDER.split())
"""Groups of ``times`` that tell something by themselves; of two that stand at the same words, the first."""
_RANKS = {f"times.{kind}": rank for rank, kind in enumerate(KINDS)}

_DAYS = {
    "yesterday": back(1),
    "before_yesterday": back(2),
    "before_last_night": back(2),
    "three_days_ago": back(3),
    "today": back(0),
    "tonight": tonight,
    "tomorrow": back(-1),
    "after_tomorrow": back(-2),
    "last_night": back(1),
    "this_morning": back(0),
    "this_afternoon": back(0),
    "this_week": week_back(0),
    "last_week": week_back(1),
    "this_month": first_of_month(0),
    "last_month": first_of_month(1),
    "last_weekend": weekend,
    "weekend": weekend,
    **{feast: dated(*date) for feast, date in FEASTS.items()},
}
_PARTS = {
    **{part: part for part in PARTS},
    **{f"of_{part}": part for part in PARTS},
    "last_night": "night",
    "before_last_night": "night",
    "tonight": "night",
    "this_morning": "morning",
    "this_afternoon": "afternoon",
}
_BY_NIGHT = frozenset({"last_night", "before_last_night", "tonight"})
_NOWS = frozenset({"now", "right_now"})
_PLAIN = frozenset({*_DAYS, *_PARTS, *_NOWS})
_WIDE = frozenset({"this_week", "last_week", "this_month", "last_month"})
"""Spans that another day within them tells better."""


def phrases(spans: Mapping[str, Iterable[Span]]) -> dict[int, tuple[str, int]]:
    """Return the longest listed phrase that begins at each place: its group, and where it ends."""
    told: dict[int, tuple[str, int]] = {}
    for group in sorted(_RANKS.keys() & spans.keys(), key=_RANKS.__getitem__):
        kind = group.removeprefix("times.")
        for start, end in spans[group]:
            if start not in told or end > told[start][1]:
                told[start] = kind, end
    return told


def standing(hits: Hits) -> Iterator[tuple[str, Span]]:
    """Yield the listed phrases of a message from left to right, the longest where several begin."""
    after = 0
    for start, (kind, end) in sorted(phrases(hits.spans).items()):
        if start >= after:
            after = end
            yield kind, (start, end)


def plain_signs(told: Iterable[tuple[str, Span]]) -> Iterator[Sign]:
    """Yield what each phrase says by itself."""
    for kind, at in told:
        if kind not in _PLAIN:
            continue
        if find := _DAYS.get(kind):
            yield Day(
                at,
                find,
                "wide" if kind in _WIDE else "date" if kind in FEASTS else "named",
                kind in _BY_NIGHT,
            )
        if part := _PARTS.get(kind):
            yield Part(at, part)
        if kind in _NOWS:
            yield Now(at, kind == "right_now")
