"""A way in which a time is said: a pattern over tokens, and the tokens without which it need not be tried."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from understanding.when.tokens import Tokens

TRIED = 12
"""Places of one message at which one way is found, at most."""


class Way(NamedTuple):
    """One way; of each of ``needs`` one token stands in every message in which it is found."""

    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]


def way(needs: str, pattern: str) -> Way:
    """Return a way from the tokens that it needs, one of each group before a semicolon, and its pattern."""
    return Way(tuple(frozenset(group.split()) for group in needs.split(";")), re.compile(pattern))


def found(line: Tokens, ways: Sequence[Way]) -> Iterator[re.Match[str]]:
    """Yield where the ways are found, the surest first; no two of them overlap."""
    taken: list[tuple[int, int]] = []
    for needs, pattern in ways:
        if any(map(line.kinds.isdisjoint, needs)):
            continue
        for match in islice(pattern.finditer(line.line), TRIED):
            start, end = match.span()
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield match
