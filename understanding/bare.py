"""Tell whether a message names a place or a time and nothing else, so that nothing is lost if only these are kept."""

from itertools import islice

from understanding.commands import SHORT
from understanding.matching.hits import Hits, marked
from understanding.where.places import HANGUL, Map
from understanding.where.whereabouts import KOREAN_NUMBER, MENTIONS, mentions

AROUND = frozenset({"fillers", "answers.yes", "answers.no", "answers.now", "answers.past"})
"""Groups whose words may stand around a place or a time."""


def bare(folded: str, hits: Hits, known: set[str], map_: Map) -> bool:
    """Whether every word belongs to a place, to a time, or to what is said around them; only a short message can be that.

    In Korean a word is taken whole, with what clings to it.
    """
    if len(folded) > SHORT:
        return False
    spans = [
        span
        for group in hits.spans
        if group in AROUND or group.startswith("times.")
        for span in hits.of(group)
    ]
    text, marks = hits.words, marked(spans, len(folded))
    for street in islice(mentions(text.written, known, map_), MENTIONS):
        start, end = text.starts[street.first], text.ends[street.after - 1]
        marks[start:end] = b"\1" * (end - start)
    return all(
        word[0].isdigit()
        or (
            marks.find(1, start, end) >= 0 or _hangul_place(word, map_)
            if HANGUL.search(word)
            else marks.find(0, start, end) < 0 or word in map_.placing
        )
        for word, start, end in zip(text.written, text.starts, text.ends, strict=True)
    )


def _hangul_place(word: str, map_: Map) -> bool:
    """Whether a word in Hangul holds the name or the number of a street."""
    names = (*map_.hangul, *map_.hangul_places)
    return bool(KOREAN_NUMBER.search(word)) or any(name in word or word in name for name in names)
