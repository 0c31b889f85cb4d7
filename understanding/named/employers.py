"""Find the name of the sender's own employer; the kind of work stays: ``I work at [employer]``, ``a bakery``."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from understanding.matching.vocabulary import Vocabulary
from understanding.named.addresses import house
from understanding.named.cuts import TRIED, Cut
from understanding.named.sieve import Sieve

MOST_WORDS = 5
"""Words of a business's name, at most."""

_GAP = re.compile(
    r"(?:,| called| named| que se llama| llamad[ao])? ?[\"']?(?:(?:the|la|el|los|las|un|una|a|an) )?[\"']?"
)
_JOINT = re.compile(r" |-|'| [&+] ")
_GROUPS = (
    "naming.employer",
    "naming.own_employer",
    "naming.job",
    "naming.employer_of",
    "naming.gig",
    "naming.own_place",
)
_APPOSED = re.compile(r"(?: [\w']+){0,4}, (?:the |la |el )?")
_BESIDE = re.compile(
    r",? (?:(?:here )?(?:from|at|of|with|over at|down at)|de|del|en) (?:the |la |el |los |las )?"
)
_TAKES = re.compile(
    r" (?:is|was|has|[a-z]+s|hace|tiene|esta|vende|pega|cobra|deja|mete|trae|anda|sabe|dice)\b"
)
"""What follows a workplace, where somebody is told about who works there: ``takes 20 bucks``."""
SAID_BEFORE = 30
"""Characters between ``I am`` and what one is, at most, with a name between."""
_SOMEBODY = ("la ", "el ", "the ", "una ", "esa ", "ese ")
"""Before what somebody is at work: it is told of others."""
_BEFORE_CUE = len(", ")
"""Characters between a name and the cue behind it, at most."""
_LINKS = frozenset({"of", "de", "del", "la", "los", "las", "el", "the"})
_CALLED = re.compile(r" (?:que se llama|llamad[ao]|called|named|by the name of) ")
_CROSSING = re.compile(
    r" ?(?:and|&|y|n|/|@|x) (?:la )?(?:\d|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|tercera|cuarta|quinta|sexta|septima|octava)\b)"
)


class Finder:
    """Tells a business's own name from what kind of place it is."""

    def __init__(self, sieve: Sieve, vocabulary: Vocabulary) -> None:
        self._sieve = sieve
        self._words = sieve.words
        self._kinds = vocabulary.naming["businesses"]
        self._brands = vocabulary.naming["brands"]
        self._never = (vocabulary.naming["no_employers"], vocabulary.no_names)

    def brand(self, index: int) -> bool:
        """Tell whether this word alone is what a business is called."""
        return self._words.written[index] in self._brands

    def behind(self, first: int, *, looks: bool) -> Iterator[Cut]:
        """Yield the name that begins at this word; it may have to look like one, as behind an article."""
        called = _CALLED.match(self._sieve.folded, self._words.ends[first]) if self._kind(first) else None
        if called:
            first = bisect_left(self._words.starts, called.end())
        after = self._end(first)
        proper = [index for index in range(first, after) if self._proper(index)]
        if looks and not any(
            self._kind(index) or self._sieve.capital(index) or self.brand(index)
            for index in range(first, after)
        ):
            return  # "at the dealership": what it is, not what it is called
        begin = first
        while (
            self._kind(begin) and not (self.brand(begin) or self._sieve.capital(begin)) and begin < after - 1
        ):
            begin += 1
        if after - begin > 1 and all(self._sieve.capital(index) for index in range(begin, after)):
            proper = [begin]
        if not proper or _CROSSING.match(self._sieve.folded, self._words.ends[after - 1]):
            return
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
        if word not in _LINKS and not word.isdecimal():
            return False
        return self._sieve.capital(index + 1) or self._links(index + 1)

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
        if self.brand(index):
            return True
        if self._kind(index) or not word.isascii() or any(word in listed for listed in self._never):
            return False
        if word.isdecimal():
            return self._fits(index)
        return self._sieve.capital(index) or self._sieve.given(index) or not self._sieve.common(index)


def employers(sieve: Sieve, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield proper names behind ``I work at`` or before ``where I work``."""
    if sieve.hits.spans.keys().isdisjoint(_GROUPS):
        return
    finder = Finder(sieve, vocabulary)
    for group in _GROUPS[:3]:
        for start, end in sieve.hits.of(group)[:TRIED]:
            if _of_others(sieve, start):
                continue
            if group != "naming.job":
                yield from _behind(sieve, finder, end, looks=group != _GROUPS[0])
            elif sieve.opens(start):
                named = _behind(sieve, finder, end, looks=True)
                yield from (cut for cut in named if not _TAKES.match(sieve.folded, cut.end))
    yield from _own(sieve, finder)
    for start, _ in sieve.hits.of("naming.employer_of")[:TRIED]:
        last = bisect_right(sieve.words.ends, start)
        if start - (sieve.words.ends[last - 1] if last else 0) <= _BEFORE_CUE:
            yield from finder.before(last)


def _of_others(sieve: Sieve, start: int) -> bool:
    """Tell whether an article before a job makes it somebody's of whom is told, not what the sender is."""
    own = any(0 <= start - end <= SAID_BEFORE for _, end in sieve.hits.of("naming.i_am"))
    return not own and sieve.folded.endswith(_SOMEBODY, 0, start)


def beside(cuts: Sequence[Cut], sieve: Sieve, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield the house or the business with which somebody says a name of one's own: ``Rosa from Kim's Market``."""
    finder = Finder(sieve, vocabulary)
    for cut in cuts[:TRIED]:
        if sieve.folded[cut.end : cut.end + 1] not in {",", " "}:
            continue
        if address := house(sieve.folded, cut.end):
            yield address
        tie = _BESIDE.match(sieve.folded, cut.end)
        first = sieve.first(tie.end()) if tie else None
        if first is not None:
            yield from finder.behind(first, looks=True)


def _behind(sieve: Sieve, finder: Finder, end: int, *, looks: bool) -> Iterator[Cut]:
    """Yield the name that follows a cue, maybe behind an article; it may have to look like one."""
    gap = _GAP.match(sieve.folded, end)
    first = sieve.first(gap.end()) if gap else None
    if gap and first is not None:
        yield from finder.behind(first, looks=looks or bool(gap[0].strip(" ,")))


def _own(sieve: Sieve, finder: Finder) -> Iterator[Cut]:
    """Yield brands behind ``I drive``, and the name behind a comma after ``my shop``."""
    for _, end in sieve.hits.of("naming.gig")[:TRIED]:
        first = sieve.first(end)
        if first is not None and finder.brand(first):
            yield Cut(*sieve.span(first, first + 1), "employer")
    for _, end in sieve.hits.of("naming.own_place")[:TRIED]:
        apposed = _APPOSED.match(sieve.folded, end)
        first = sieve.first(apposed.end()) if apposed else None
        if first is not None and sieve.capital(first):
            yield from finder.behind(first, looks=True)
