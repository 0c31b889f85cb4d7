"""A small dictionary of senses: words that mean alike weigh alike, also those that no example had, in any language."""

from collections.abc import Mapping, Sequence

from understanding.matching.folding import fold

NEAR = 3
"""Words within which two senses are seen together."""
LONGEST = 6
"""Syllables of the beginning of a Korean word by which its sense is found; endings follow."""


class BrokenSenses(ValueError):
    """A table of senses cannot be used; the message names the sense."""


class Senses:
    """The senses of words, by word; by the beginning of a word where endings cling to it."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Learn the tables: by language and sense, the words, separated by blanks. Raise BrokenSenses."""
        self._by_word: dict[str, tuple[str, ...]] = {}
        for table in tables.values():
            for sense, words in table.items():
                if not isinstance(words, str):
                    raise BrokenSenses(
                        f"The words of the sense {sense} should be one text, with blanks between them."
                    )
                for word in fold(words).replace("'", "").split():
                    known = self._by_word.get(word, ())
                    if sense not in known:
                        self._by_word[word] = (*known, sense)

        lengths: dict[str, set[int]] = {}
        for word in self._by_word:
            if len(word) <= LONGEST:
                lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}
        """By first character: how long the words are that may be such a beginning, the longest first."""

    @property
    def combined(self) -> frozenset[tuple[str, ...]]:
        """Return all senses that a word has, for every word that has some: each combination once."""
        return frozenset(self._by_word.values())

    def of(self, word: str) -> tuple[str, ...]:
        """Return the senses of a word; of one in Hangul those of the longest beginning that has any."""
        found = self._by_word.get(word)
        if found is None and not word.isascii():
            for length in self._lengths.get(word[0], ()):
                found = self._by_word.get(word[:length])
                if found is not None:
                    break
        return found or ()

    def traits(self, words: Sequence[str]) -> list[str]:
        """Return each sense of a message, and each two that stand near one another, in their order."""
        found: list[str] = []
        before: list[tuple[str, ...]] = []
        for word in words:
            senses = self.of(word)
            for sense in senses:
                found.append(f"@{sense}")
                found += [f"@{earlier}>{sense}" for others in before for earlier in others]
            before = [*before[-NEAR + 1 :], senses]
        return found
