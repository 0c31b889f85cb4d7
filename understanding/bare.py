"""Tell whether a message names a place or a time and nothing else, so that nothing is lost if only these are kept."""

from collections.abc import Iterable

from understanding.commands import SHORT
from understanding.matching.hits import Hits, marked
from understanding.where.atlas import Atlas
from understanding.where.mentions import Mention
from understanding.where.sounds import HANGUL

AROUND = frozenset({"fillers", "answers.yes", "answers.no", "answers.now", "answers.past"})
"""Groups whose words may stand around a place or a time."""


def bare(folded: str, hits: Hits, named: Iterable[Mention], atlas: Atlas) -> bool:
    """Whether every word belongs to a place, to a time, or to what is said around them; only a short message can be that.

    In Korean a word is taken whole, with what clings to it; particles alone, which stand in most words, tell nothing.
    """
    if len(folded) > SHORT:
        return False
    told = [
        span
        for group in hits.spans
        if (group in AROUND and group != "fillers") or group.startswith("times.")
        for span in hits.of(group)
    ]
    told += [(name.start, name.end) for name in named]
    text, marks = hits.words, marked(told, len(folded))
    around = marked([*told, *hits.of("fillers")], len(folded))
    return all(
        word[0].isdigit()
        or around.find(0, start, end) < 0
        or (marks.find(1, start, end) >= 0 if HANGUL.search(word) else word in atlas.placing)
        for word, start, end in zip(text.written, text.starts, text.ends, strict=True)
    )
