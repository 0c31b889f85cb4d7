"""Tell which words of a message begin with a capital, where capitals mean something."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def capitals(tidied: str, starts: Sequence[int]) -> AbstractSet[int]:
    """Return the indexes of such words; none in a text that is all, or nearly all, capitals."""
    found = {index for index, start in enumerate(starts) if tidied[start].isupper()}
    words = tidied.split() if found else ()
    nearly = tidied.isupper() or sum(word[0].isupper() for word in words) > len(words) // 2 + 2
    return frozenset() if nearly else found
