"""Find the place a message tells: two streets that cross, a school, or one cross street of the corridor."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from understanding.folding import Words, fold, tidy
from understanding.vocabulary import Vocabulary

FUZZY_WORDS = 12
"""Unknown words of a message that are compared with street names, at most."""
FUZZY_LENGTH = 5
"""Letters below which a street name must be spelled right."""
JOINED = 4
"""Words that may stand between the two streets of a crossing, all of them joining words."""

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|ra|ta|va|na|da|ma|er|to|a)?")
_HANGUL = re.compile("[가-힣]")
_KOREAN_NUMBER = re.compile(r"(?<!\d)(\d{1,3}) ?(?:번)?(?:가|길|스트리트|st|th|nd|rd)(?![지정족게])")
_WORD = re.compile(r"[^\W_]+")
_SPLIT = re.compile(r"\s(?:&|and|y)\s|/")


@dataclass(frozen=True, slots=True)
class Place:
    """A crossing or a school of the deployment."""

    name: str
    """As staff see it; two streets joined by ``&`` for a crossing."""
    lat: float | None
    lon: float | None
    kind: Literal["crossing", "school"]
    aliases: tuple[str, ...] = ()
    """Everyday names: of the cross street, or of the whole place when it has both streets (``a & b``)."""
    block: str = ""
    """The coarse name that is stored."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A street that was written: which one, where, and how surely it is a street."""

    street: str
    first: int
    after: int
    sure: bool
    """It has a suffix or a name of its own: not only a number."""
    exact: bool = True


class Gazetteer:
    """The places of a deployment, ready to be found."""

    def __init__(self, places: Sequence[Place], vocabulary: Vocabulary) -> None:
        self._words = vocabulary.streets
        self._ordinals = vocabulary.ordinals
        self._known = vocabulary.phrases.known
        self._streets: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._hangul: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._pairs: dict[frozenset[str], str] = {}
        self._alone: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        crossings = [place for place in places if place.kind == "crossing"]
        count = Counter(street for place in crossings for street in self._halves(place.name))
        for place in crossings:
            self._learn_crossing(place, count)
        for place in crossings:
            for alias in place.aliases:
                self._learn_alias(alias, place, count)
        for place in places:
            if place.kind == "school":
                self._learn_school(place)

    def _halves(self, name: str) -> list[str]:
        return [self._street(half) for half in _SPLIT.split(fold(tidy(name)))]

    def _street(self, written: str) -> str:
        """Return a street's own name: ``western`` for ``western ave``, ``3`` for ``3rd st``."""
        parts = _WORD.findall(written)
        if len(parts) > 1 and parts[-1] in self._words["kinds"]:
            parts = parts[:-1]
        if len(parts) > 1 and parts[0] in self._words["sides"]:
            parts = parts[1:]
        if len(parts) == 1:
            number = self._number(parts[0])
            return str(number) if number else parts[0]
        return " ".join(parts)

    def _number(self, word: str) -> int:
        if word in self._ordinals:
            return self._ordinals[word]
        match = _ORDINAL.fullmatch(word)
        return int(match[1]) if match else 0

    def _learn_crossing(self, place: Place, count: Counter[str]) -> None:
        halves = self._halves(place.name)
        if len(halves) != 2:  # noqa: PLR2004  (a crossing has two streets)
            self._learn_phrase(place.name, place.name)
            return
        self._pairs[frozenset(halves)] = place.name
        cross = min(halves, key=lambda street: count[street])
        main = max(halves, key=lambda street: count[street])
        for street in halves:
            self._learn_street(street, street)
        if count[cross] == 1 and count[main] > 1:
            self._alone[cross] = place.name

    def _learn_alias(self, alias: str, place: Place, count: Counter[str]) -> None:
        """Learn ``james m wood`` for the cross street; ``a & b`` for both, in the order of the place's name."""
        halves = self._halves(place.name)
        parts = _SPLIT.split(fold(tidy(alias)))
        if len(halves) == len(parts) == 2:  # noqa: PLR2004  (two streets)
            for part, street in zip(parts, halves, strict=True):
                self._learn_street(self._street(part), street)
        elif len(halves) == 2:  # noqa: PLR2004
            written = self._street(parts[0])
            taken = any(" ".join(known) == written for known, _ in self._streets.get(written.split()[0], ()))
            whole = " ".join(_WORD.findall(parts[0]))
            self._learn_street(whole if taken else written, min(halves, key=lambda street: count[street]))
        else:
            self._learn_phrase(alias, place.name)

    def _learn_street(self, written: str, street: str) -> None:
        parts = tuple(written.split())
        if not parts:
            return
        if _HANGUL.search(written):
            self._hangul["".join(parts)] = street
        else:
            self._streets.setdefault(parts[0], []).append((parts, street))
            self._streets[parts[0]].sort(key=lambda entry: -len(entry[0]))
            if len(parts) == 1 and len(written) >= FUZZY_LENGTH:
                self._names[written] = street

    def _learn_phrase(self, written: str, name: str) -> None:
        parts = tuple(_WORD.findall(fold(tidy(written))))
        if parts:
            self._phrases.setdefault(parts[0], []).append((parts, name))
            self._phrases[parts[0]].sort(key=lambda entry: -len(entry[0]))

    def _learn_school(self, place: Place) -> None:
        """Let ``kim elementary``, ``kim elem``, ``escuela kim`` stand for Charles H. Kim Elementary."""
        parts = [part for part in _WORD.findall(fold(tidy(place.name))) if len(part) > 1]
        own = [
            part for part in parts if part not in self._words["school"] and part not in self._words["kinds"]
        ]
        for name in (own, own[-1:] if len(own) > 1 and place.name.count(" ") > 1 else []):
            for kind in self._words["school"] if name else ():
                if not _HANGUL.search(kind):
                    self._learn_phrase(" ".join([*name, kind]), place.name)
                    self._learn_phrase(" ".join([kind, *name]), place.name)
        for alias in (place.name, *place.aliases):
            self._learn_phrase(alias, place.name)
            if _HANGUL.search(alias):
                self._hangul["".join(alias.split())] = f"={place.name}"

    def find(self, folded: str, text: Words) -> str | None:
        """Return the name of the place that is told, or None."""
        written = text.written
        whole = self._whole(written)
        mentions = sorted(self._mentions(folded, written), key=lambda mention: mention.first)
        return (
            self._pair(mentions, written)
            or whole
            or self._hangul_place(folded)
            or self._lone(mentions, written)
        )

    def _whole(self, written: Sequence[str]) -> str | None:
        for index, word in enumerate(written):
            for parts, name in self._phrases.get(word, ()):
                if tuple(written[index : index + len(parts)]) == parts:
                    return name
        return None

    def _mentions(self, folded: str, written: Sequence[str]) -> Iterator[Mention]:
        tried = 0
        index = 0
        while index < len(written):
            mention = self._named(written, index) or self._numbered(written, index)
            if mention is None and tried < FUZZY_WORDS and self._could_be_slip(written[index]):
                tried += 1
                mention = self._slip(written, index)
            if mention is None:
                index += 1
            else:
                yield mention
                index = mention.after

    def _could_be_slip(self, word: str) -> bool:
        return len(word) >= FUZZY_LENGTH and word.isalpha() and word.isascii() and word not in self._known

    def _named(self, written: Sequence[str], index: int) -> Mention | None:
        for parts, street in self._streets.get(written[index], ()):
            after = index + len(parts)
            if tuple(written[index:after]) == parts and not parts[0].isdigit():
                return Mention(street, index, self._past_kind(written, after), sure=True)
        return None

    def _slip(self, written: Sequence[str], index: int) -> Mention | None:
        word = written[index]
        for name, street in self._names.items():
            if abs(len(name) - len(word)) <= 2:  # noqa: PLR2004  (no more letters are lost or added)
                allowed = 1 if len(name) < 8 else 2  # noqa: PLR2004  (a long name may have two slips)
                if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
                    return Mention(
                        street, index, self._past_kind(written, index + 1), sure=False, exact=False
                    )
        return None

    def _past_kind(self, written: Sequence[str], after: int) -> int:
        return after + 1 if after < len(written) and written[after] in self._words["kinds"] else after

    def _numbered(self, written: Sequence[str], index: int) -> Mention | None:
        """Return a numbered street: ``3rd``, ``third st``, ``la tercera``, ``3``; the last only beside another street."""
        word = written[index]
        number = self._number(word)
        if not number or str(number) not in self._streets:
            return None
        after = self._past_kind(written, index + 1)
        if after == index + 1 and after < len(written) and written[after] in self._words["not_street"]:
            return None
        return Mention(str(number), index, after, sure=after > index + 1 or not word.isdigit())

    def _pair(self, mentions: Sequence[Mention], written: Sequence[str]) -> str | None:
        for one, other in zip(mentions, mentions[1:], strict=False):
            name = self._pairs.get(frozenset((one.street, other.street)))
            between = written[one.after : other.first]
            if name and len(between) <= JOINED and all(word in self._words["joins"] for word in between):
                return name
        return self._sided(mentions, written)

    def _sided(self, mentions: Sequence[Mention], written: Sequence[str]) -> str | None:
        """Return ``w 1st``: one side letter and a cross street, where the corridor's name begins with that letter."""
        for mention in mentions:
            if mention.first and mention.street in self._alone:
                name = self._alone[mention.street]
                main = next((half for half in self._halves(name) if half != mention.street), "")
                if written[mention.first - 1] == main[:1] and not written[mention.first].isdigit():
                    return name
        return None

    def _lone(self, mentions: Sequence[Mention], written: Sequence[str]) -> str | None:
        """Return the crossing of a cross street that stands alone, if it is plainly meant as a street."""
        for mention in mentions:
            if mention.street not in self._alone or not mention.exact or not mention.sure:
                continue
            kind = written[mention.after - 1] in self._words["kinds"] and mention.after > mention.first + 1
            before = mention.first > 0 and written[mention.first - 1] in self._words["before"]
            if (kind or before) and not self._crossed(mention, written):
                return self._alone[mention.street]
        return None

    def _crossed(self, mention: Mention, written: Sequence[str]) -> bool:
        """Tell whether the street is joined to another one that is not ours: ``3rd and vermont``."""
        joins = {"and", "n", "y", "x", "e", "con", "nd"}
        after, before = mention.after, mention.first - 1
        if after + 1 < len(written) and written[after] in joins and written[after + 1] not in self._known:
            return True
        return before > 0 and written[before] in joins and written[before - 1] not in self._known

    def _hangul_place(self, folded: str) -> str | None:
        """Return a place written in Hangul, where particles cling to names: ``웨스턴 3가에서``."""
        if not _HANGUL.search(folded):
            return None
        squeezed = folded.replace(" ", "")
        streets = {street for name, street in self._hangul.items() if name in squeezed}
        for street in streets:
            if street.startswith("="):
                return street[1:]
        streets |= {match[1] for match in _KOREAN_NUMBER.finditer(folded)}
        streets |= {word for word in folded.split() if word in self._streets and not word.isdigit()}
        for pair, name in self._pairs.items():
            if pair <= streets:
                return name
        alone = [self._alone[street] for street in streets if street in self._alone]
        return alone[0] if len(alone) == 1 else None
