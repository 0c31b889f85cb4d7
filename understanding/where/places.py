"""The places of a deployment, learnt once: crossings by their two streets, schools by their everyday names."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from understanding.matching.folding import fold, tidy
from understanding.matching.vocabulary import Vocabulary

HANGUL = re.compile("[가-힣]")
WORD = re.compile(r"[^\W_]+")
FUZZY_LENGTH = 5
"""Letters below which a street name must be spelled right."""

_SPLIT = re.compile(r"\s(?:&|and|y)\s|/")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|ra|ta|va|na|da|ma|er|to|a)?")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A crossing or a school of the deployment."""

    name: str
    """As staff see it; two streets joined by ``&`` for a crossing."""
    lat: float | None
    lon: float | None
    kind: Literal["crossing", "school"]
    aliases: tuple[str, ...] = ()
    """Everyday names: of the cross street, or of both streets (``a & b``, in the order of the name); of a school."""
    block: str = ""
    """The coarse name that is stored."""


class Map:
    """What streets, crossings and schools are called."""

    def __init__(self, places: Sequence[Place], vocabulary: Vocabulary) -> None:
        self.words = vocabulary.streets
        self._ordinals = vocabulary.ordinals
        self.streets: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        """By first word: the words of a street, the longest first, and its own name."""
        self.slips: dict[str, str] = {}
        """One-word names that may be misspelt."""
        self.hangul: dict[str, str] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        """By first word: the words of a whole place, the longest first, and its name."""
        self.hangul_places: dict[str, str] = {}
        self.pairs: dict[frozenset[str], str] = {}
        self.alone: dict[str, str] = {}
        """A street that crosses the corridor once, and the crossing."""
        self.corridor: dict[str, str] = {}
        """The same street, and the name of the corridor there."""
        crossings = [
            place for place in places if place.kind == "crossing" and len(self._halves(place.name)) == _PAIR
        ]
        count = Counter(street for place in crossings for street in self._halves(place.name))
        for place in crossings:
            self._learn_crossing(place, count)
        for place in crossings:
            for alias in place.aliases:
                self._learn_alias(alias, place, count)
        for place in places:
            if place not in crossings:
                self._learn_school(place)
        around = (word for name in ("joins", "before", "kinds", "sides") for word in self.words[name])
        wholes = (word for known in self.phrases.values() for parts, _ in known for word in parts)
        self.placing = {*around, *wholes}
        """Words that a whole place's name is made of, or that stand around the name of a street."""

    def number(self, word: str) -> int:
        """Return the number that a street's word stands for, or 0: ``3rd``, ``third``, ``tercera``, ``3``."""
        if word in self._ordinals:
            return self._ordinals[word]
        match = _ORDINAL.fullmatch(word)
        return int(match[1]) if match else 0

    def _halves(self, name: str) -> list[str]:
        return [self._street(half) for half in _SPLIT.split(fold(tidy(name)))]

    def _street(self, written: str) -> str:
        """Return a street's own name: ``western`` for ``western ave``, ``3`` for ``3rd st``."""
        parts = WORD.findall(written)
        if len(parts) > 1 and parts[-1] in self.words["kinds"]:
            parts = parts[:-1]
        if len(parts) > 1 and parts[0] in self.words["sides"]:
            parts = parts[1:]
        number = self.number(parts[0]) if len(parts) == 1 else 0
        return str(number) if number else " ".join(parts)

    def _learn_crossing(self, place: Place, count: Counter[str]) -> None:
        halves = self._halves(place.name)
        self.pairs[frozenset(halves)] = place.name
        cross, main = sorted(halves, key=lambda street: count[street])
        for street in halves:
            self._learn_street(street, street)
        if count[cross] == 1 and count[main] > 1:
            self.alone[cross] = place.name
            self.corridor[cross] = main

    def _learn_alias(self, alias: str, place: Place, count: Counter[str]) -> None:
        """Learn ``james m wood`` for the cross street; ``a & b`` for both streets."""
        halves = self._halves(place.name)
        parts = _SPLIT.split(fold(tidy(alias)))
        if len(parts) == _PAIR:
            for part, street in zip(parts, halves, strict=True):
                self._learn_street(self._street(part), street)
            return
        written = self._street(parts[0])
        first = written.split()[:1]
        taken = any(" ".join(known) == written for known, _ in self.streets.get("".join(first), ()))
        whole = " ".join(WORD.findall(parts[0]))
        self._learn_street(whole if taken else written, min(halves, key=lambda street: count[street]))

    def _learn_street(self, written: str, street: str) -> None:
        parts = tuple(written.split())
        if HANGUL.search(written):
            self.hangul["".join(parts)] = street
        elif parts:
            _learn(self.streets, parts, street)
            if len(parts) == 1 and len(written) >= FUZZY_LENGTH:
                self.slips[written] = street

    def _learn_school(self, place: Place) -> None:
        """Let ``kim elementary``, ``kim elem``, ``escuela kim`` stand for Charles H. Kim Elementary."""
        parts = [part for part in WORD.findall(fold(tidy(place.name))) if len(part) > 1]
        own = [part for part in parts if part not in self.words["school"] and part not in self.words["kinds"]]
        for name in (own, own[-1:] if len(parts) > _PAIR and len(own) > 1 else []):
            for kind in self.words["school"] if name else ():
                self._learn_phrase(f"{' '.join(name)} {kind}", place.name)
                self._learn_phrase(f"{kind} {' '.join(name)}", place.name)
        for alias in (place.name, *place.aliases):
            self._learn_phrase(alias, place.name)

    def _learn_phrase(self, written: str, name: str) -> None:
        parts = tuple(WORD.findall(fold(tidy(written))))
        if parts and HANGUL.search(written):
            self.hangul_places["".join(parts)] = name
        elif parts:
            _learn(self.phrases, parts, name)


def _learn(table: dict[str, list[tuple[tuple[str, ...], str]]], parts: tuple[str, ...], meaning: str) -> None:
    """Add words and their meaning to a table by first word; what was learnt first stays."""
    entries = table.setdefault(parts[0], [])
    if all(known != parts for known, _ in entries):
        entries.append((parts, meaning))
        entries.sort(key=lambda entry: -len(entry[0]))
