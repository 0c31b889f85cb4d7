"""What streets, crossings, schools and areas are called, and how each name is looked up."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Literal

from understanding.matching.folding import fold, tidy
from understanding.matching.vocabulary import Vocabulary
from understanding.where.numbers import Numbers
from understanding.where.sounds import HANGUL, WORD, even

FUZZY_LENGTH = 5
"""Letters below which a street name must be spelled right."""
SQUEEZED = 6
"""Letters from which on a name of two words may be written as one."""

Role = Literal["main", "cross", "parallel", "street", "area", "school", "landmark"]
"""The corridor; what crosses it once; what runs beside it; a street or an area off the map; a whole place by name."""
WHOLE = frozenset({"school", "landmark"})
Known = tuple[tuple[str, ...], str]
"""The words of a name, and what they mean."""
FAR = "#"
"""Any numbered street that is not on the map."""

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|d|ra|ta|va|na|da|ma|er|to|a)")
_BEHIND = ("kinds", "upon", "before", "not_named", "denied")
_AROUND = ("joins", "before", "kinds", "north", "south", "east", "west", "block")
_PAIR = 2
_HALF = 3  # letters of a name that is written as two words, in the first at least


class Atlas:
    """The names of a deployment's places, in every spelling that is learnt rather than guessed."""

    def __init__(self, vocabulary: Vocabulary, numbers: Numbers) -> None:
        self.words = vocabulary.streets
        self.ordinals = vocabulary.ordinals
        self.numerals = vocabulary.numbers
        self.listed = vocabulary.phrases.known | vocabulary.no_names | vocabulary.naming["names"]
        """Words that are never a misspelt street."""
        self.begins: frozenset[str] = frozenset()
        """Words with which a name begins, or a number in words."""
        self.idle: frozenset[str] = frozenset()
        """Listed words with which none does, nor one in digits: most words of a message."""
        self._learnt: dict[tuple[str, ...], str] = {}
        self.names: dict[str, list[Known]] = {}
        """By the first two words, or the only one: the words of a name, the longest first, and what it means."""
        self.firsts: dict[str, list[Known]] = {}
        """The same names of two words, by the first."""
        self.halves: set[str] = set()
        """Beginnings of one-word names that somebody may write as two words."""
        self.hangul: dict[str, list[tuple[str, str]]] = {}
        """By the first two syllables: a name in Hangul without blanks, the longest first, and what it means."""
        self.slips: dict[str, dict[str, str]] = {}
        """By first letter: one-word names that may be misspelt."""
        self.roles: dict[str, Role] = {}
        self.also: set[str] = set()
        """Streets whose name means something else as well."""
        self.pairs: dict[frozenset[str], str] = {}
        self.alone: dict[str, str] = {}
        """A street that crosses the corridor once, and the crossing."""
        self.initials: dict[str, str] = {}
        """The first letter of the corridor's name in a crossing, by the street that crosses it."""
        self.whole: dict[str, str] = {}
        """What is read where a school or a landmark is named: the school, or the landmark's crossing."""
        self.counted: dict[int, str] = {}
        """Numbered streets."""
        self.called: dict[int, str] = {}
        """What else is called by a bare number, as a freeway is."""
        self.ranges: list[range] = []
        """Numbered streets off the map."""
        self.numbers = numbers

    @cached_property
    def counting(self) -> AbstractSet[str]:
        """Words that are numbers, or ordinals."""
        return self.ordinals.keys() | self.numerals.keys()

    @cached_property
    def around(self) -> AbstractSet[str]:
        """Words that say a street follows."""
        return self.words["upon"] | self.words["before"]

    @cached_property
    def tails(self) -> Mapping[str, tuple[str, ...]]:
        """Of each group of words, those that stand behind a name in Korean."""
        return {name: tuple(filter(HANGUL.match, self.words[name])) for name in _BEHIND}

    @cached_property
    def placing(self) -> AbstractSet[str]:
        """Words that stand around the name of a street."""
        return {word for name in _AROUND for word in self.words[name]}

    def ordinal(self, word: str) -> int:
        """Return the number of a numbered street, or 0: ``3rd``, ``third``, ``tercera``; not ``3``."""
        if word in self.ordinals:
            return self.ordinals[word]
        match = _ORDINAL.fullmatch(word) if word[0].isdigit() else None
        return int(match[1]) if match else 0

    def numbered(self, number: int, *, bare: bool = False) -> str:
        """Return the street of a number, one of ours or one off the map; empty if there is none.

        A ``bare`` number may be what is called by it, such as a freeway.
        """
        away = any(number in known for known in self.ranges)
        called = self.called.get(number, "") if bare else ""
        return self.counted.get(number) or called or (FAR if away else "")

    def is_side(self, word: str) -> bool:
        """Whether a word is a side of a street: ``n``, ``sur``."""
        return any(word in self.words[side] for side in ("north", "south", "east", "west"))

    def add_street(self, written: str, street: str) -> None:
        """Learn one name of a street; a bare number is one as well."""
        if written.isdecimal():
            (self.counted if written == street else self.called)[int(written)] = street
            return
        self.add(written, street)
        if len(written) >= FUZZY_LENGTH and written.isascii() and written.isalpha():
            self.slips.setdefault(written[0], {}).setdefault(written, street)
            self.halves |= {written[:cut] for cut in range(_HALF, len(written) - 1)}

    def add(self, written: str, meaning: str) -> None:
        """Learn a name and its meaning; what was learnt first stays."""
        parts = tuple(WORD.findall(fold(tidy(written))))
        if parts and HANGUL.search(written):
            parts = (even("".join(parts)),)
        squeezed = "".join(parts)
        for name in (parts, (squeezed,)) if len(squeezed) >= SQUEEZED else (parts,):
            self._learnt.setdefault(name, meaning)

    def ready(self) -> None:
        """Sort what was learnt for looking up, the longest name first; to be called once, after the last name."""
        for name, meaning in sorted(self._learnt.items(), key=lambda known: -len("".join(known[0]))):
            if name and HANGUL.search(name[0]):
                self.hangul.setdefault(name[0][:_PAIR], []).append((name[0], meaning))
            else:
                self.names.setdefault(" ".join(name[:_PAIR]), []).append((name, meaning))
            if len(name) > 1:
                self.firsts.setdefault(name[0], []).extend([(name, meaning)] if len(name) == _PAIR else [])
        self.begins = frozenset({*self.firsts, *self.names, *self.halves, *self.counting})
        self.idle = frozenset(word for word in self.listed - self.begins if not word[0].isdigit())
