"""Read when something happened, as the start of the time that is told, and what happens again and again."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from understanding.matching.hits import Hits, Span
from understanding.matching.vocabulary import Vocabulary
from understanding.reading import Recurs
from understanding.when import korean, korean_habits
from understanding.when.dates import dates, weekdays
from understanding.when.habits import habits
from understanding.when.hours import clocks
from understanding.when.plain import KINDS, plain_signs, standing
from understanding.when.signs import Ago, Day, Habit, Part, Sign, Signs
from understanding.when.spans import spans
from understanding.when.telling import Telling
from understanding.when.tokens import Tokens, tokens

DIGIT = re.compile(r"\d")
HANGUL = re.compile("[가-힣]")
_OTHER = re.compile(r"[^\W_가-힣]")
"""Without any of these, and without a listed word, no token of a text in Hangul tells a time."""
_KOREAN_CUES = re.compile("시|전|일|됐|째|마다|매주")
_PAST = re.compile(
    "[" + "".join(chr(code) for code in range(0xAC00 + 20, 0xD7A4, 28) if chr(code) not in "있겠") + "]"
)
"""A syllable that ends in ㅆ: what was done. 있 and 겠 are not."""
_CUES = frozenset(f"times.{kind}" for kind in (*KINDS, "spoken")) - {
    f"times.{kind}"
    for kind in ("clock", "about", "an", "few", "last", "next", "every", "been", "nothing", "rather")
}
"""Groups without which, and without a digit, no time is told."""


def when(
    folded: str, hits: Hits, now: datetime, zone: tzinfo, vocabulary: Vocabulary
) -> tuple[datetime | None, Recurs | None]:
    """Return the start of the time that a message tells, aware, in the zone, and the habit that it tells; None for none."""
    groups = hits.spans.keys()
    hangul = not folded.isascii() and bool(HANGUL.search(folded))
    told = not _CUES.isdisjoint(groups) or bool(DIGIT.search(folded))
    told = told or ("times.clock" in groups and not vocabulary.numbers.keys().isdisjoint(hits.words.plain))
    if not told and not (hangul and _KOREAN_CUES.search(folded)):
        return None, None
    words: list[tuple[str, Span]] = []
    found: list[Sign] = []
    if not hangul or _OTHER.search(folded) or not vocabulary.telling.keys().isdisjoint(hits.words.plain):
        line = tokens(folded, hits, vocabulary)
        words += zip(line.line.split(), line.spans, strict=True)
        found += plain_signs(words)
        found += _latin(line, dated=any(isinstance(sign, Day | Part) for sign in found))
    if hangul:
        korean_words = [(kind, at) for kind, at in standing(hits) if HANGUL.match(folded, at[0])]
        found += [*plain_signs(korean_words), *korean.read(folded), *korean_habits.read(folded, korean_words)]
        words += korean_words
    kinds = {kind for kind, _ in words}
    corrected = max((at[1] for kind, at in words if kind == "rather"), default=0)
    past = "was" in kinds or (hangul and bool(_PAST.search(folded)))
    try:
        telling = Telling(
            Signs.of(_apart(found), corrected),
            now,
            zone,
            vague="vague" in kinds,
            past=past,
            formerly="formerly" in kinds,
        )
        return telling.moment(), telling.recurs()
    except (OverflowError, ValueError):  # the calendar's ends: a clock near year 1 or 9999
        return None, None


def _latin(line: Tokens, *, dated: bool) -> Iterator[Sign]:
    yield from spans(line)
    yield from dates(line)
    named = list(weekdays(line))
    yield from named
    yield from clocks(line, dated=dated or bool(named))
    yield from habits(line)


def _apart(found: list[Sign]) -> list[Sign]:
    """Return the signs less those that are only a piece of a span or a habit."""
    spoken = [sign.at for sign in found if isinstance(sign, Ago | Habit)]
    dated = [sign.at for sign in found if isinstance(sign, Day) and sign.kind == "date"]
    return [
        sign
        for sign in found
        if isinstance(sign, Ago | Habit)
        or not (
            any(sign.at[0] < last and first < sign.at[1] for first, last in spoken)
            or (not isinstance(sign, Part) and any(_within(sign.at, date) for date in dated))
        )
    ]


def _within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
