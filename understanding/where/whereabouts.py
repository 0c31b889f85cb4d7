"""Find the place a message tells: a crossing, a school, a landmark, or plainly one that is not on the map."""

from collections.abc import Sequence
from typing import NamedTuple

from understanding.matching.hits import Hits
from understanding.where.atlas import WHOLE, Atlas
from understanding.where.crossings import Crossings
from understanding.where.hangul import in_hangul
from understanding.where.houses import house
from understanding.where.mentions import Mention, spaced
from understanding.where.plainly import Plainly
from understanding.where.sounds import HANGUL


class Whereabouts(NamedTuple):
    """What a message tells of where it was."""

    place: str | None = None
    """The name of a crossing or a school."""
    outside: bool = False
    """A place is plainly told, and it is not on the map."""
    house: bool = False
    """The place follows from a house number alone."""
    rough: bool = False
    """The words tell more than the place: a house, a street beside the corridor, a landmark, a place off the map."""

    @property
    def told(self) -> bool:
        """Whether any place is told, on the map or not."""
        return self.place is not None or self.outside


NOWHERE = Whereabouts()


def find_place(folded: str, found: Sequence[Mention], atlas: Atlas) -> Whereabouts:
    """Return the place that is told most plainly: two streets, a house, the corridor and a street, a whole place, one street."""
    if not found:
        return NOWHERE
    crossings = Crossings(folded, found, atlas)
    crossing, away = crossings.joined()
    if crossing or away:
        return Whereabouts(crossing, outside=crossing is None, rough=_rough(found))
    number = house(folded, found, atlas)
    if number is not None:
        return Whereabouts(number or None, outside=not number, house=True, rough=True)
    place = crossings.near() or _whole(found, atlas)
    return Whereabouts(place, rough=_rough(found)) if place else _single(folded, found, atlas)


def mentions(folded: str, hits: Hits, atlas: Atlas) -> Sequence[Mention]:
    """Return every street, area and whole place that is named, in the order of the text."""
    if hits.squeezed and HANGUL.search(folded):
        return in_hangul(folded, hits.squeezed, atlas)
    return spaced(hits.words, folded, atlas)


def _rough(found: Sequence[Mention]) -> bool:
    return any(mention.role not in {"main", "cross", "school"} for mention in found)


def _whole(found: Sequence[Mention], atlas: Atlas) -> str | None:
    return next((atlas.whole[mention.street] for mention in found if mention.role in WHOLE), None)


def _single(folded: str, found: Sequence[Mention], atlas: Atlas) -> Whereabouts:
    """Return what a single name tells, if it is plainly meant: an area, a cross street, a street that is not on the map."""
    plainly = Plainly(folded, atlas)
    if any(mention.role == "area" and plainly.away(mention) for mention in found):
        return Whereabouts(outside=True, rough=True)
    crosses = [mention for mention in found if mention.role == "cross"]
    for mention in crosses:
        if plainly.initialed(mention):
            return Whereabouts(atlas.alone[mention.street])
    for mention in crosses:
        if plainly.alone(mention) and not plainly.crossed(mention):
            return Whereabouts(atlas.alone[mention.street])
    away = any(mention.role == "street" and plainly.away(mention) for mention in found)
    return Whereabouts(outside=away, rough=away)
