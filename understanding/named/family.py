"""Find the names of the sender's own family; what they are to the sender stays: ``my daughter Emily``."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from understanding.named.cuts import TRIED, Cut
from understanding.named.sieve import MOST_WORDS, Sieve

_GAP = re.compile(r"[ ,:'\"(-]{0,3}(?:(?:el|la) )?")
_ASKED = re.compile(r"[?!.]{1,3} ")
"""Behind ``have you seen my sister?`` a name may follow that goes on with a comma."""
_TOLD = re.compile(r", (?:\d|[a-z]+ (?:hair|shirt|hoodie|jacket|pelo|camisa|anos|years)|she|he|ella|el )")
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
        asked = _ASKED.match(sieve.folded, end)
        if asked and (first := sieve.first(asked.end())) is not None:
            after = sieve.name(first, "likely")
            if after > first and _TOLD.match(sieve.folded, sieve.words.ends[after - 1]):
                yield Cut(*sieve.span(first, after), "family")
    for start, _ in sieve.hits.of("naming.family_of")[:TRIED]:
        last = bisect_right(sieve.words.ends, start)
        for first in range(max(0, last - MOST_WORDS), last):
            if sieve.name(first, "likely") == last and start - sieve.words.ends[last - 1] <= 1:
                yield Cut(*sieve.span(first, last), "family")
                break
