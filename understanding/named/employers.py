"""Find the name of the sender's own employer; the kind of work stays: ``I work at [employer]``, ``a bakery``."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from understanding.matching.vocabulary import Vocabulary
from understanding.named.cuts import TRIED, Cut
from understanding.named.sieve import Sieve

MOST_WORDS = 5
"""Words of a business's name, at most."""

_GAP = re.compile(
    r"(?:,| called| named| que se llama| llamad[ao])? ?[\"']?(?:(?:the|la|el|los|las|un|una|a|an) )?[\"']?"
)
_JOINT = re.compile(r" |-|'| [&+] ")
_GROUPS = ("naming.employer", "naming.own_employer", "naming.employer_of")
_LINKS = frozenset({"of", "de", "del", "la", "los", "las", "el", "the"})
_CALLED = re.compile(r" (?:que se llama|llamad[ao]|called|named|by the name of) ")
_CROSSING = re.compile(
    r" ?(?:and|&|y|n|/|@|x) (?:la )?(?:\d|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|tercera|cuarta|quinta|sexta|septima|octava)\b)"
)


def employers(sieve: Sieve, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield proper names behind ``I work at`` or before ``where I work``."""
    hits = sieve.hits
    if not any(group in hits for group in _GROUPS):
        return
    finder = _Finder(sieve, vocabulary)
    for group in _GROUPS[:2]:
        for _, end in hits.of(group)[:TRIED]:
            gap = _GAP.match(sieve.folded, end)
            first = sieve.first(gap.end()) if gap else None
            if gap and first is not None:
                yield from finder.behind(first, looks=bool(gap[0].strip(" ,")) or group == _GROUPS[1])
    for start, _ in hits.of("naming.employer_of")[:TRIED]:
        last = bisect_left(sieve.words.ends, start + 1)
        if start - (sieve.words.ends[last - 1] if last else 0) <= len(", "):
            yield from finder.before(last)


class _Finder:
    """Tells a business's own name from what kind of place it is."""

    def __init__(self, sieve: Sieve, vocabulary: Vocabulary) -> None:
        self._sieve = sieve
        self._words = sieve.words
        self._kinds = vocabulary.naming["businesses"]
        self._never = (vocabulary.naming["no_employers"], vocabulary.no_names)

    def behind(self, first: int, *, looks: bool) -> Iterator[Cut]:
        """Yield the name that begins at this word; it may have to look like one, as behind an article."""
        called = _CALLED.match(self._sieve.folded, self._words.ends[first]) if self._kind(first) else None
        if called:
            first = bisect_left(self._words.starts, called.end())
        after = self._end(first)
        proper = [index for index in range(first, after) if self._proper(index)]
        if looks and not any(
            self._kind(index) or self._sieve.capital(index) for index in range(first, after)
        ):
            return  # "at the dealership": what it is, not what it is called
        if (
            not proper
            and after - first > 1
            and all(self._sieve.capital(index) for index in range(first, after))
        ):
            proper = [first]
        if not proper or _CROSSING.match(self._sieve.folded, self._words.ends[after - 1]):
            return
        begin = proper[0] if self._kind(first) and not self._sieve.capital(first) else first
        yield Cut(self._words.starts[begin], self._words.ends[after - 1], "employer")

    def before(self, last: int) -> Iterator[Cut]:
        """Yield the name that ends before this word: capitals, or an unknown word and a kind of place."""
        first = last
        while first > max(0, last - MOST_WORDS) and self._fits(first - 1):
            if first < last and not self._tied(first - 1):
                break
            first -= 1
        if any(self._proper(index) for index in range(first, last)):
            yield Cut(self._words.starts[first], self._words.ends[last - 1], "employer")

    def _end(self, first: int) -> int:
        """Return the word after the longest name that could begin here."""
        after = first
        while after < min(len(self._words), first + MOST_WORDS):
            step = 1 if self._fits(after) else 2 if after > first and self._links(after) else 0
            if not step or (after > first and not self._tied(after - 1)):
                break
            after += step
        return after

    def _links(self, index: int) -> bool:
        """Tell whether a small word holds a name together: ``La Fonda del Sol``, ``Smog and Tire``."""
        if index + 1 >= len(self._words):
            return False
        word = self._words.written[index]
        if word in {"and", "y", "n"}:
            return self._kind(index + 1)
        return (word in _LINKS or word.isdecimal()) and self._sieve.capital(index + 1)

    def _tied(self, index: int) -> bool:
        gap = self._sieve.folded[self._words.ends[index] : self._words.starts[index + 1]]
        return _JOINT.fullmatch(gap) is not None

    def _fits(self, index: int) -> bool:
        number = self._words.written[index].isdecimal()
        if number:
            return index + 1 < len(self._words) and (self._kind(index + 1) or self._sieve.capital(index + 1))
        return self._proper(index) or self._kind(index) or self._sieve.capital(index)

    def _kind(self, index: int) -> bool:
        return self._words.written[index] in self._kinds

    def _proper(self, index: int) -> bool:
        word = self._words.written[index]
        if self._kind(index) or not word.isascii() or any(word in listed for listed in self._never):
            return False
        if word.isdecimal():
            return self._fits(index)
        return self._sieve.capital(index) or self._sieve.given(index) or not self._sieve.common(index)
