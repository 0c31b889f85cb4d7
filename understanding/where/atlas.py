"""What streets, crossings, schools and areas are called: a deployment's places, learnt once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from understanding.matching.folding import fold, tidy
from understanding.matching.vocabulary import Vocabulary
from understanding.where.numbers import Numbers
from understanding.where.places import NAMES, Place
from understanding.where.schools import everyday
from understanding.where.sounds import HANGUL, WORD, even

FUZZY_LENGTH = 5
"""Letters below which a street name must be spelled right."""
SQUEEZED = 6
"""Letters from which on a name of two words may be written as one."""

Role = Literal["main", "cross", "parallel", "street", "area", "place"]
"""The corridor; what crosses it once; what runs beside it; a street or an area off the map; a whole place by name."""
Known = tuple[tuple[str, ...], str]
"""The words of a name, and what they mean."""

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|d|ra|ta|va|na|da|ma|er|to|a)")
_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})")
_PAIR = 2


class Atlas:
    """The names of a deployment's places, in every spelling that is learnt rather than guessed."""

    def __init__(self, places: Sequence[Place], vocabulary: Vocabulary) -> None:
        self.words = vocabulary.streets
        self.ordinals = vocabulary.ordinals
        self.numerals = vocabulary.numbers
        self.listed = vocabulary.phrases.known | vocabulary.no_names | _all(vocabulary.names)
        """Words that are never a misspelt street."""
        self.names: dict[str, list[Known]] = {}
        """By first word: the words of a name, the longest first, and the street, the area or the place."""
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
        """Numbered streets, and what else is called by a number."""
        self.ranges: list[range] = []
        """Numbered streets off the map."""
        self._learn(places)
        for word, number in self.ordinals.items():
            if HANGUL.match(word) and number in self.counted:
                self._learn_name(word, self.counted[number])
        self.numbers = Numbers(places)
        around = ("joins", "before", "kinds", "north", "south", "east", "west", "block")
        self.placing = {word for name in around for word in self.words[name]}
        """Words that stand around the name of a street."""

    def ordinal(self, word: str) -> int:
        """Return the number of a numbered street, or 0: ``3rd``, ``third``, ``tercera``; not ``3``."""
        if word in self.ordinals:
            return self.ordinals[word]
        match = _ORDINAL.fullmatch(word) if word[0].isdigit() else None
        return int(match[1]) if match else 0

    def numbered(self, number: int, *, far: bool) -> str:
        """Return the street of a number: one of ours or, if ``far``, one off the map; empty if there is none."""
        away = far and any(number in known for known in self.ranges)
        return self.counted.get(number) or ("#" if away else "")

    def is_side(self, word: str) -> bool:
        """Whether a word is a side of a street: ``n``, ``sur``."""
        return any(word in self.words[side] for side in ("north", "south", "east", "west"))

    def _learn(self, places: Sequence[Place]) -> None:
        crossings = [place for place in places if len(self._halves(place)) == _PAIR]
        count = Counter(street for place in crossings for street in self._halves(place))
        for place in crossings:
            self._learn_crossing(place, count)
        for place in crossings:
            for alias in place.aliases:
                self._learn_alias(alias, place, count)
        for place in places:
            if place.kind in {"school", "landmark", "area"}:
                self._learn_whole(place, "area" if place.kind == "area" else "place")
        for place in places:
            if place.kind in {"parallel", "street"}:
                self._learn_beside(place)

    def _halves(self, place: Place) -> list[str]:
        return (
            [self._street(half) for half in NAMES.split(fold(tidy(place.name)))]
            if place.kind == "crossing"
            else []
        )

    def _street(self, written: str) -> str:
        """Return a street's own name: ``main`` for ``main ave``, ``3`` for ``3rd st``."""
        parts = WORD.findall(written)
        if len(parts) > 1 and parts[-1] in self.words["kinds"]:
            parts = parts[:-1]
        if len(parts) > 1 and self.is_side(parts[0]):
            parts = parts[1:]
        number = self.ordinal(parts[0]) if len(parts) == 1 else 0
        return str(number) if number else " ".join(parts)

    def _learn_crossing(self, place: Place, count: Counter[str]) -> None:
        halves = self._halves(place)
        self.pairs[frozenset(halves)] = place.name
        cross, main = sorted(halves, key=lambda street: count[street])
        single = count[cross] == 1 and count[main] > 1
        for street, role in ((main, "main"), (cross, "cross")) if single else ():
            self.roles[street] = "main" if role == "main" else "cross"
        for street in halves:
            self.roles.setdefault(street, "main")
            self._learn_street(street, street)
        if single:
            self.alone[cross] = place.name
            self.initials[cross] = main[0]
        if place.also:
            self.also.add(cross)

    def _learn_alias(self, alias: str, place: Place, count: Counter[str]) -> None:
        """Learn ``james m wood`` for the cross street; ``a & b`` for both streets."""
        halves = self._halves(place)
        parts = NAMES.split(fold(tidy(alias)))
        if len(parts) == _PAIR:
            for part, street in zip(parts, halves, strict=True):
                self._learn_street(self._street(part), street)
            return
        cross = min(halves, key=lambda street: count[street])
        for written in {self._street(parts[0]), " ".join(WORD.findall(parts[0]))}:
            self._learn_street(written, cross)

    def _learn_beside(self, place: Place) -> None:
        """Learn a street that runs beside the corridor, or one that is not on the map."""
        street = self._street(fold(tidy(place.name)))
        if street in self.roles:
            street = f"{street} ({place.kind})"
        self.roles[street] = "parallel" if place.kind == "parallel" else "street"
        if place.also:
            self.also.add(street)
        for alias in (place.name, *place.aliases):
            numbers = _RANGE.fullmatch(alias)
            if numbers:
                self.ranges.append(range(int(numbers[1]), int(numbers[2]) + 1))
                self.roles["#"] = "street"
                continue
            written = fold(tidy(alias))
            for name in {self._street(written), " ".join(WORD.findall(written))}:
                self._learn_street(name, street)

    def _learn_street(self, written: str, street: str) -> None:
        if written.isdecimal():
            self.counted[int(written)] = street
            return
        self._learn_name(written, street)
        if len(written) >= FUZZY_LENGTH and written.isascii() and written.isalpha():
            self.slips.setdefault(written[0], {}).setdefault(written, street)

    def _learn_whole(self, place: Place, role: Role) -> None:
        """Let ``kim elementary``, ``kim elem``, ``escuela kim`` stand for Charles H. Kim Elementary."""
        meaning = f"{role}: {place.name}"
        self.roles[meaning] = role
        self.whole[meaning] = place.block if place.kind == "landmark" else place.name
        for name in (place.name, *place.aliases):
            self._learn_name(name, meaning)
        names = everyday(place.name, self.words["school"], self.words["kinds"])
        for name in names if place.kind == "school" else ():
            self._learn_name(name, meaning)

    def _learn_name(self, written: str, meaning: str) -> None:
        """Add a name and its meaning; what was learnt first stays."""
        parts = tuple(WORD.findall(fold(tidy(written))))
        if parts and HANGUL.search(written):
            name = even("".join(parts))
            known = self.hangul.setdefault(name[:2], [])
            if all(name != other for other, _ in known):
                known.append((name, meaning))
                known.sort(key=lambda entry: -len(entry[0]))
        elif parts:
            self._learn_words(parts, meaning)
            if len(parts) > 1 and len("".join(parts)) >= SQUEEZED:
                self._learn_words(("".join(parts),), meaning)

    def _learn_words(self, parts: tuple[str, ...], meaning: str) -> None:
        entries = self.names.setdefault(parts[0], [])
        if all(other != parts for other, _ in entries):
            entries.append((parts, meaning))
            entries.sort(key=lambda entry: -len(entry[0]))


def _all(names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*names.values())
