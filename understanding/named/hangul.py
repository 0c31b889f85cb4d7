"""Tell a Korean name from other words by its syllables, and by what clings to it."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from understanding.matching.vocabulary import Vocabulary

LONGEST = 5
"""Syllables of a name, and the blank in it, at most."""
GIVEN, FULL, LONG = 2, 3, 4
"""Syllables of a given name, of one with a family name, and of one with a family name of two."""
PARTICLES = "이은는도로하한해만지서랑오주임인자기게명중"
"""Syllables that cling to everyday words and make them look like names: ``이상한``, where ``이상`` is listed as none."""

_LATIN = re.compile(r"[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2}")
_RUN = re.compile(r"[가-힣]+(?: [가-힣]+)?")


class Hangul:
    """Knows frequent given names and the syllables that others are made of."""

    def __init__(self, folded: str, vocabulary: Vocabulary) -> None:
        self._folded = folded
        self._never: AbstractSet[str] = vocabulary.no_names
        self._naming: Mapping[str, AbstractSet[str]] = vocabulary.naming

    def end(
        self, at: int, following: re.Pattern[str], *, loose: bool = False, alone: bool = False
    ) -> int | None:
        """Return where the longest name that begins here ends, if what must follow does.

        Where it is ``loose`` any short word is one that does not begin as a word does that is listed as no name;
        where a given name may stand ``alone``, the syllables of one are enough.
        """
        run = _RUN.match(self._folded, at)
        for end in range(min(run.end(), at + LONGEST + 1), at, -1) if run else ():
            word = self._folded[at:end]
            if word not in self._never and following.match(self._folded, end):
                named = self._is_name(word) or (alone and self._is_given(word))
                if named or (loose and self.loose(word)):
                    return end
        return None

    def latin(self, at: int, following: re.Pattern[str], *, sure: bool = False) -> int | None:
        """Return where a name in Latin letters ends, if what must follow does; an unknown one only where it is ``sure``."""
        run = _LATIN.match(self._folded, at)
        if run and following.match(self._folded, run.end()):
            first = run[0].partition(" ")[0]
            if first in self._naming["names"] or (sure and first not in self._never):
                return run.end()
        return None

    def loose(self, word: str) -> bool:
        """Tell whether this is one word that does not begin as a word does that is listed as no name."""
        return " " not in word and not self._begins_otherwise(word)

    def surname(self, at: int) -> bool:
        """Tell whether a family name of one syllable stands here."""
        return self._folded[at : at + 1] in self._naming["surnames"]

    def _is_name(self, word: str) -> bool:
        front, _, back = word.partition(" ")
        if back:
            foreign = front in self._naming["names"] and back in self._naming["surnames"]
            return foreign or (front in self._naming["surnames"] and self._is_given(back))
        if len(word) == FULL and word[:2] in self._naming["surnames"]:
            return word[2] in self._naming["last_syllables"]
        if len(word) == FULL and word[0] in self._naming["surnames"] and self._is_given(word[1:]):
            return not (word[-1] in PARTICLES and word[:2] in self._never)
        if len(word) == LONG and word[:2] in self._naming["surnames"]:
            return self._is_given(word[2:])
        return word in self._naming["names"]

    def _is_given(self, word: str) -> bool:
        if word in self._naming["names"]:
            return True
        first, last = self._naming["first_syllables"], self._naming["last_syllables"]
        return len(word) == GIVEN and word[0] in first and word[1] in last

    def _begins_otherwise(self, word: str) -> bool:
        return any(word[:length] in self._never for length in (GIVEN, FULL, LONG))
