"""Find the facts of a message: what stood in the words, never what somebody looks like."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from understanding.matching.hits import Hits, Span, marked
from understanding.reading import Fact
from understanding.what.people import people
from understanding.what.vehicles import PARTS, Part, vehicles

DEEDS = ("child", "weapon", "control", "threat", "nuisance")
FLAGS = frozenset({"child", "weapon", "vehicle", "control", "nuisance"})
"""Kinds that the flows know, as flags."""
PLACES = ("motel", "car", "house", "massage", "street", "school", "business")
"""Kinds of places, which are facts of the kind ``place``."""
MOST = 40
"""Facts of one message, at most."""
TRIED = 80
"""Facts that are weighed against one another in one message, at most."""

_DIGIT = re.compile(r"\d")
_TABLES = ("facts.", "colors.", "makes.", "bodies.")
_KINDS = tuple((f"facts.{name}", name, "") for name in DEEDS) + tuple(
    (f"facts.{name}", "place", name) for name in PLACES
)
"""Groups, and the fact that each tells."""


def facts(folded: str, hits: Hits, numbers: Mapping[str, int]) -> tuple[Fact, ...]:
    """Return what the message tells of what was seen, in order of appearance; places are those in the message."""
    told = [group for group in hits.spans if group.startswith(_TABLES)]
    digits = bool(_DIGIT.search(folded))
    if not digits and not told:
        return ()
    found: list[Fact] = [
        Fact(kind, value, start, end)
        for group, kind, value in _KINDS
        if group in hits.spans
        for start, end in hits.spans[group]
    ]
    found += people(folded, hits, numbers)
    parts = [
        Part(start, end, PARTS[table], name)
        for table, _, name in (group.partition(".") for group in told)
        if table in PARTS
        for start, end in hits.of(f"{table}.{name}")
    ]
    if parts or digits:
        found += vehicles(folded, hits, parts)
    if not found:
        return ()
    found.sort(key=lambda fact: (fact.start, -fact.end))
    return tuple(_each_once(_apart(found[:TRIED], hits)))[:MOST]


def _apart(found: Sequence[Fact], hits: Hits) -> Iterator[Fact]:
    """Yield what nothing else explains: no idiom, nothing of the witness's own, no longer words around it."""
    own = hits.of("facts.own")
    idle = _marks((*own, *hits.of("facts.idle")), hits)
    undriven = _marks((*own, *hits.of("facts.undriven")), hits)
    wide = [fact for fact in found if fact.kind in {"place", "child"}]
    for fact in found:
        marks = undriven if fact.kind in {"vehicle", "plate"} else idle
        if marks.find(1, fact.start, fact.end) < 0 and not any(_explains(other, fact) for other in wide):
            yield fact


def _marks(spans: Sequence[Span], hits: Hits) -> bytearray:
    return marked(spans, hits.length) if spans else bytearray()


def _explains(other: Fact, fact: Fact) -> bool:
    """Tell whether another's words say what this one's are about: ``a high school girl`` names no school."""
    inside = other.start <= fact.start and fact.end <= other.end
    if fact.kind == "vehicle":
        return inside and (other.value, fact.value) == ("car", "car")  # "in his car" tells where, not which
    if fact.kind != "place" or other.value == fact.value:
        return False
    shop = other.value == "massage" and fact.value in {"business", "house"}
    return (inside and other.end - other.start > fact.end - fact.start) or (
        shop and 0 <= fact.start - other.end <= 1
    )


def _each_once(found: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts in order of appearance; where two of a kind overlap, their words are one's."""
    last: dict[tuple[str, str], Fact] = {}
    for fact in sorted(found, key=lambda fact: (fact.start, -fact.end)):
        key = (fact.kind, "" if fact.kind == "people" else fact.value)
        held = last.get(key)
        if held is not None and fact.start < held.end:
            if fact.end > held.end and fact.kind != "people":
                last[key] = Fact(fact.kind, fact.value, held.start, fact.end)
            continue
        if held is not None:
            yield held
        last[key] = fact
    yield from last.values()


def kept_in(found: Iterable[Fact], place: Callable[[int, int], Span | None]) -> tuple[Fact, ...]:
    """Return the facts at their places in the kept text; one whose words were taken out is no fact."""
    moved = ((fact, place(fact.start, fact.end)) for fact in found)
    return tuple(Fact(fact.kind, fact.value, *span) for fact, span in moved if span)


def flags(found: Iterable[Fact]) -> frozenset[str]:
    """Return the kinds that the flows know."""
    return frozenset(fact.kind for fact in found) & FLAGS
