"""Find the names of the sender's own family; what they are to the sender stays: ``my daughter Emily``."""

import re
from collections.abc import Iterator

from understanding.named.cuts import TRIED, Cut
from understanding.named.sieve import Sieve

_GAP = re.compile(r"[ ,:'\"(-]{0,3}(?:(?:el|la) )?")
_PAIR = re.compile(r",? (?:and|y|n|&|e) ")


def family(sieve: Sieve) -> Iterator[Cut]:
    """Yield the names behind words of one's own family, and those tied to them by ``and``."""
    for _, end in sieve.hits.of("naming.family")[:TRIED]:
        gap = _GAP.match(sieve.folded, end)
        while gap and (first := sieve.first(gap.end())) is not None:
            after = sieve.name(first, "called")
            if after == first:
                break
            yield Cut(*sieve.span(first, after), "family")
            gap = _PAIR.match(sieve.folded, sieve.words.ends[after - 1])
