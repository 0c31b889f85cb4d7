"""Tell a name from other words, in languages that put blanks between words."""

import re
from bisect import bisect_left

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary
from understanding.named.capitals import capitals
from understanding.named.trust import NO_NAME, Trust

MOST_WORDS = 3
"""Words of a name, at most, besides its title."""

_JOINT = re.compile(r" |-| ?'")
_DOTTED = re.compile(r"\.? ?")
_ENDING = re.compile(r"\s*(?:[.,!?;\n]|$)")
_GAP = re.compile(r"[ ,:'\"*(-]{0,3}")


class Sieve:
    """Tells names from the other words of one message."""

    def __init__(self, tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> None:
        self.folded = folded
        self.hits = hits
        self.words = hits.words
        self._vocabulary = vocabulary
        self._given = vocabulary.naming["names"]
        self._everyday = vocabulary.naming["everyday"]
        self._titles = vocabulary.naming["titles"]
        self.calls = vocabulary.naming["calls"]
        """Words with which one calls to somebody: ``hey``."""
        self.capitals = capitals(tidied, self.words.starts)
        """Words that begin with a capital where capitals mean something."""

    def first(self, end: int, gap: re.Pattern[str] = _GAP) -> int | None:
        """Return the word that follows this place, if hardly anything lies between."""
        index = bisect_left(self.words.starts, end)
        if index < len(self.words) and gap.fullmatch(self.folded, end, self.words.starts[index]):
            return index
        return None

    def name(self, first: int, trust: Trust) -> int:
        """Return the word after the name that begins at this word; the same word if none begins here."""
        begin = self._behind_title(first)
        if begin == first and trust in {"sure", "said"} and self._articled(first, trust):
            begin = first + 1
        if begin >= len(self.words) or not (self._begins(begin, trust) or begin > first):
            return first
        after, most = begin + 1, begin + MOST_WORDS
        while after < min(len(self.words), most):
            step = 1 if self._goes_on(after, trust) else self._linked(after)
            if not step:
                break
            most += step - 1
            after += step
        return after

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the place of these words, less the ``'s`` of an owner."""
        last = self.words.written[after - 1]
        return self.words.starts[first], self.words.ends[after - 1] - 2 * last.endswith("'s")

    def owns(self, after: int) -> bool:
        """Tell whether the name that ends before this word owns what follows: ``Emily's``."""
        return self.words.written[after - 1].endswith("'s")

    def opens(self, start: int) -> bool:
        """Tell whether a sentence begins here, maybe behind a greeting."""
        before = self.folded[:start].rstrip()
        greeted = any(last <= start <= last + 2 for _, last in self.hits.of("greetings"))
        called = before.rpartition(" ")[2] in self._vocabulary.naming["calls"]
        return not before or before[-1] in ".,!?;:\n-" or greeted or called

    def ends(self, after: int) -> bool:
        """Tell whether nothing more is said in the sentence from this word on."""
        return _ENDING.match(self.folded, self.words.ends[after - 1]) is not None

    def given(self, index: int) -> bool:
        """Tell whether this word is a frequent given name."""
        return self.words.written[index].removesuffix("'s") in self._given

    def everyday(self, index: int) -> bool:
        """Tell whether this word is a given name and an everyday word: ``rose``, ``luz``."""
        return self.words.written[index].removesuffix("'s") in self._everyday

    def capital(self, index: int) -> bool:
        """Tell whether this word begins with a capital where capitals mean something."""
        return index in self.capitals

    def common(self, index: int) -> bool:
        """Tell whether this is an everyday word of any language."""
        word = self.words.written[index]
        known = self._vocabulary.phrases.known
        return word in known or any(word in listed for listed in self._vocabulary.words.values())

    def excluded(self, index: int) -> bool:
        """Tell whether this is no word, or one that is listed as no name."""
        word = self.words.written[index]
        return word in self._vocabulary.no_names or not word.isascii() or not word.replace("'", "").isalpha()

    def titled(self, index: int) -> bool:
        """Tell whether this word goes before names: ``Mrs``, ``doña``."""
        return self.words.written[index] in self._titles

    def _behind_title(self, first: int) -> int:
        """Return the word behind a title, or behind an article and a title (``la señora``)."""
        for index in (first, first + 1):
            if index + 1 < len(self.words) and self.titled(index) and self._dotted(index):
                article = index == first or self.words.written[first] in self._vocabulary.naming["articles"]
                return index + 1 if article and self._titles_name(index + 1) else first
        return first

    def _articled(self, first: int, trust: Trust) -> bool:
        """Tell whether an article and a word with a capital, or a given name, are what one is called: ``la Güera``."""
        if self.words.written[first : first + 1] not in (["la"], ["el"]) or not self._tied(first):
            return False
        named = self.words.written[first + 1]
        if self.given(first + 1) or (trust == "sure" and named in self._vocabulary.naming["nicknames"]):
            return True
        return self.capital(first + 1) and named.isalpha()

    def _titles_name(self, index: int) -> bool:
        """Tell whether a title before this word makes it a name."""
        if self.given(index) or self.everyday(index) or self._surname(index):
            return True
        return self.capital(index) and not self.excluded(index)

    def _dotted(self, index: int) -> bool:
        return (
            _DOTTED.fullmatch(self.folded, self.words.ends[index], self.words.starts[index + 1]) is not None
        )

    def _begins(self, index: int, trust: Trust) -> bool:
        if self.given(index) or (
            self.everyday(index) and (trust in {"sure", "called"} or self.capital(index))
        ):
            return True
        if trust == "listed" or self.excluded(index):
            return False
        if trust == "any":
            return self.words.written[index] not in self.calls
        capital, common = self.capital(index), self.common(index)
        if common and trust == "sure" and self._nicknamed(index):
            return True
        if common:
            return capital and trust in {"sure", "called"}
        return capital or trust == "sure" or self._stands(index, trust) or self._surname(index)

    def _stands(self, index: int, trust: Trust) -> bool:
        """Tell whether an unknown word stands as names do: ``nahida from apt 3``, or ``im nhi`` at an end."""
        word, end = self.words.written[index], self.words.ends[index]
        said = any(0 < start - end <= len(", ") for start, _ in self.hits.of("naming.here"))
        alone = trust == "said" and self.ends(index + 1) and not NO_NAME.search(word)
        return (
            (said or alone)
            and len(word) > len("me")
            and not word.endswith(("ing", "ed", "ly", "ando", "endo"))
        )

    def _nicknamed(self, index: int) -> bool:
        """Tell whether an everyday word begins a nickname: ``lil ray``, ``big tone``."""
        return self.titled(index) and self._tied(index) and not self.excluded(index + 1)

    def _tied(self, index: int) -> bool:
        """Tell whether another word follows with nothing but a blank between."""
        return index + 1 < len(self.words) and self.words.starts[index + 1] == self.words.ends[index] + 1

    def _surname(self, index: int) -> bool:
        return self.words.written[index] in self._vocabulary.naming["surnames"]

    def _linked(self, index: int) -> int:
        """Return how many words from here go on with a name: ``viuda de Ruiz``; a family name must end them."""
        links = self._vocabulary.naming["links"]
        for after in range(index, min(index + MOST_WORDS + 1, len(self.words))):
            if not (self._tied(after - 1) and self.words.written[after] in links):
                family = after > index and self._tied(after - 1) and self._surname(after)
                return after - index + 1 if family else 0
        return 0

    def _goes_on(self, index: int, trust: Trust) -> bool:
        gap = self.folded[self.words.ends[index - 1] : self.words.starts[index]]
        initial = len(self.words.written[index - 1]) == 1 and gap == ". "
        if not (_JOINT.fullmatch(gap) or initial) or self.owns(index):
            return False
        word = self.words.written[index]
        if gap == "-" or self.given(index) or self._surname(index):
            return word.isalpha()
        if len(word) == 1 and word.isalpha() and self.capital(index):
            return True
        if self.excluded(index):
            return False
        if self.common(index):
            return trust == "sure" and self.capital(index) and self.ends(index + 1)
        return self.capital(index) or (trust == "sure" and self.ends(index + 1))
