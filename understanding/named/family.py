"""Find the names of the sender's own family; what they are to the sender stays: ``my daughter Emily``."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from understanding.named.cuts import TRIED, Cut
from understanding.named.sieve import MOST_WORDS, Sieve

_GROUPS = ("naming.family", "naming.family_of")
_GAP = re.compile(r"[ ,:'\"(-]{0,3}(?:(?:el|la) )?")
_ASKED = re.compile(r"[?!.]{1,3} ")
"""Behind ``have you seen my sister?`` a name may follow that goes on with a comma."""
_TOLD = re.compile(r", (?:\d|[a-z]+ (?:hair|shirt|hoodie|jacket|pelo|camisa|anos|years)|she|he|ella|el )")
_CALLED = re.compile(
    r"(?:(?!\b(?:guy|man|men|boyfriend|friend|pimp|he met|she met|novio|hombre|tipo|senor|amigo|amiga|girl|woman|muchacha|muchacho|dude)\b)[^.!?\n]){0,40}?\b(?:"
    r"(?:his|her|their|the|su) (?:name|names|nombre|nickname)(?:'?s| is| es)?|named|called|we call (?:him|her|them)|goes by|who we call|se llaman?|llamad[oa]s?|le (?:decimos|dicen|digo)|de nombre) "
)
"""Between a word of one's own family and its name, further on in the sentence: ``my boy, eight, we call him``."""
_PAIR = re.compile(
    r"(?:,? \d{1,2})?,? (?:and|y|n|&|e) (?:(?:el|la) )?|(?:,? \d{1,2})?, (?=[a-z]{3,12}(?:,| and | y ))"
)


def family(sieve: Sieve) -> Iterator[Cut]:
    """Yield the names behind words of one's own family, those tied to them by ``and``, and those before ``is my son``."""
    if sieve.hits.spans.keys().isdisjoint(_GROUPS):
        return
    for _, end in sieve.hits.of("naming.family")[:TRIED]:
        yield from _listed(sieve, end)
        yield from _later(sieve, end)
    for start, _ in sieve.hits.of("naming.family_of")[:TRIED]:
        last = bisect_right(sieve.words.ends, start)
        for first in range(max(0, last - MOST_WORDS), last):
            if sieve.name(first, "likely") == last and start - sieve.words.ends[last - 1] <= 1:
                yield Cut(*sieve.span(first, last), "family")
                break


def _listed(sieve: Sieve, end: int) -> Iterator[Cut]:
    """Yield the names right behind this place: ``Ana and Leo``, ``Ana, 6, and Leo``."""
    gap = _GAP.match(sieve.folded, end)
    while gap and (first := sieve.first(gap.end())) is not None:
        after = sieve.name(first, "called")
        if after == first:
            return
        yield Cut(*sieve.span(first, after), "family")
        gap = _PAIR.match(sieve.folded, sieve.words.ends[after - 1])


def _later(sieve: Sieve, end: int) -> Iterator[Cut]:
    """Yield the name that is told further on: ``my boy, we call him``, ``have you seen my sister? Imani, 17``."""
    called = _CALLED.match(sieve.folded, end)
    asked = None if called else _ASKED.match(sieve.folded, end)
    place = called or asked
    first = sieve.first(place.end()) if place else None
    if first is not None:
        after = sieve.name(first, "called" if called else "likely")
        if after > first and (called or _TOLD.match(sieve.folded, sieve.words.ends[after - 1])):
            yield Cut(*sieve.span(first, after), "family")
