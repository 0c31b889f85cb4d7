"""Tell how many persons were seen, where a number of them is told."""

import re
from collections.abc import Iterator, Mapping

from understanding.matching.hits import Hits, Span
from understanding.reading import Fact

MOST = 60
"""Persons; a larger number is an address, a price or a year."""
TRIED = 20
"""Numbers of persons that are read of one message, at most."""

_DIGITS = re.compile(r"\d+")


def people(folded: str, hits: Hits, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Yield each number of persons, as a whole number written in digits."""
    uncounted = hits.of("facts.uncounted")
    for start, end in hits.of("facts.people")[:TRIED]:
        if any(first <= start < last for first, last in uncounted):
            continue
        count = _count((start, end), folded, hits, numbers)
        if 0 < count <= MOST:
            yield Fact("people", str(count), start, end)


def _count(span: Span, folded: str, hits: Hits, numbers: Mapping[str, int]) -> int:
    """Return the number told in these words, or 0."""
    start, end = span
    digits = _DIGITS.search(folded, start, end)
    if digits:
        return int(digits[0]) if len(digits[0]) <= len(str(MOST)) else 0
    inside = [
        (last - first, int(group.removeprefix("counts.")))
        for group, spans in hits.spans.items()
        if group.startswith("counts.")
        for first, last in spans
        if start <= first and last <= end
    ]
    if inside:
        return max(inside)[1]
    words = hits.words
    return next(
        (
            numbers[word]
            for word, at in zip(words.plain, words.starts, strict=True)
            if start <= at < end and word in numbers
        ),
        0,
    )
