"""Learn the names of a deployment's places, once."""

import re
from collections import Counter
from collections.abc import Sequence

from understanding.matching.folding import fold, tidy
from understanding.matching.vocabulary import Vocabulary
from understanding.where.atlas import FAR, Atlas, Role
from understanding.where.numbers import Numbers
from understanding.where.places import NAMES, Place
from understanding.where.schools import everyday
from understanding.where.sounds import HANGUL, WORD

_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})")
_PAIR = 2
_WHOLES: dict[str, Role] = {"school": "school", "landmark": "landmark", "area": "area"}


def learnt(places: Sequence[Place], vocabulary: Vocabulary) -> Atlas:
    """Return the atlas of a deployment."""
    atlas = Atlas(vocabulary, Numbers(places))
    _Learner(atlas).learn(places)
    for word, number in atlas.ordinals.items():
        if HANGUL.match(word) and number in atlas.counted:
            atlas.add(word, atlas.counted[number])
    atlas.ready()
    return atlas


class _Learner:
    """Fills an atlas, row by row."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def learn(self, places: Sequence[Place]) -> None:
        """Learn crossings first, then what their other names are, whole places, and what runs beside or elsewhere."""
        crossings = [place for place in places if len(self._halves(place)) == _PAIR]
        count = Counter(street for place in crossings for street in self._halves(place))
        for place in crossings:
            self._learn_crossing(place, count)
        for place in crossings:
            for alias in place.aliases:
                self._learn_alias(alias, place, count)
        for place in places:
            if role := _WHOLES.get(place.kind):
                self._learn_whole(place, role)
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
        if len(parts) > 1 and parts[-1] in self._atlas.words["kinds"]:
            parts = parts[:-1]
        if len(parts) > 1 and self._atlas.is_side(parts[0]):
            parts = parts[1:]
        number = self._atlas.ordinal(parts[0]) if len(parts) == 1 else 0
        return str(number) if number else " ".join(parts)

    def _learn_crossing(self, place: Place, count: Counter[str]) -> None:
        halves = self._halves(place)
        self._atlas.pairs[frozenset(halves)] = place.name
        cross, main = sorted(halves, key=lambda street: count[street])
        single = count[cross] == 1 and count[main] > 1
        for street, role in ((main, "main"), (cross, "cross")) if single else ():
            self._atlas.roles[street] = "main" if role == "main" else "cross"
        for street in halves:
            self._atlas.roles.setdefault(street, "main")
            self._atlas.add_street(street, street)
        if single:
            self._atlas.alone[cross] = place.name
            self._atlas.initials[cross] = main[0]
        if place.also:
            self._atlas.also.add(cross)

    def _learn_alias(self, alias: str, place: Place, count: Counter[str]) -> None:
        """Learn ``james m wood`` for the cross street; ``a & b`` for both streets."""
        halves = self._halves(place)
        parts = NAMES.split(fold(tidy(alias)))
        if len(parts) == _PAIR:
            for part, street in zip(parts, halves, strict=True):
                self._atlas.add_street(self._street(part), street)
            return
        cross = min(halves, key=lambda street: count[street])
        for written in {self._street(parts[0]), " ".join(WORD.findall(parts[0]))}:
            self._atlas.add_street(written, cross)

    def _learn_beside(self, place: Place) -> None:
        """Learn a street that runs beside the corridor, or one that is not on the map."""
        street = self._street(fold(tidy(place.name)))
        if street in self._atlas.roles:
            street = f"{street} ({place.kind})"
        self._atlas.roles[street] = "parallel" if place.kind == "parallel" else "street"
        if place.also:
            self._atlas.also.add(street)
        for alias in (place.name, *place.aliases):
            numbers = _RANGE.fullmatch(alias)
            if numbers:
                self._atlas.ranges.append(range(int(numbers[1]), int(numbers[2]) + 1))
                self._atlas.roles[FAR] = "street"
                continue
            written = fold(tidy(alias))
            for name in {self._street(written), " ".join(WORD.findall(written))}:
                self._atlas.add_street(name, street)

    def _learn_whole(self, place: Place, role: Role) -> None:
        """Let ``kim elementary``, ``kim elem``, ``escuela kim`` stand for Charles H. Kim Elementary."""
        meaning = f"{role}: {place.name}"
        self._atlas.roles[meaning] = role
        if place.also:
            self._atlas.also.add(meaning)
        self._atlas.whole[meaning] = place.block if place.kind == "landmark" else place.name
        for name in (place.name, *place.aliases):
            self._atlas.add(name, meaning)
        names = everyday(place.name, self._atlas.words["school"], self._atlas.words["kinds"])
        for name in names if place.kind == "school" else ():
            self._atlas.add(name, meaning)
