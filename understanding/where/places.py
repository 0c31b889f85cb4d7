"""The rows of a deployment's places.csv: what stands in each, and what is wrong with one that cannot be used."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from understanding.matching.folding import fold, tidy

Kind = Literal["crossing", "school", "landmark", "parallel", "street", "area"]
"""A ``crossing`` of two streets, a ``school``, a ``landmark`` that stands at a crossing, a street ``parallel`` to the
corridor; and, not on the map, another ``street`` and another ``area``, which is a town, a neighborhood or a park."""
Side = Literal["N", "S", "E", "W", ""]

NAMES = re.compile(r"\s(?:&|and|y)\s|/")
"""What stands between the two streets of a crossing."""
_NUMBER = re.compile(r"(\d{1,5})(?: ([NSEW]))?")
_TWO = 2


class BrokenRow(ValueError):
    """A row of places.csv cannot be used: the message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A house number where a street is crossed, and on which side of the place numbers are counted from."""

    count: int
    side: Side


@dataclass(frozen=True, slots=True)
class Place:
    """A row of places.csv."""

    name: str
    """As staff see it; two streets joined by ``&`` for a crossing."""
    lat: float | None
    lon: float | None
    kind: Kind
    aliases: tuple[str, ...] = ()
    """Everyday names: of the cross street, or of both streets (``a & b``, in the order of the name); of anything else.
    ``30-190`` stands for the numbered streets from one to the other, in a row for streets that are not on the map."""
    block: str = ""
    """The coarse name that is stored."""
    number: Number | None = None
    """The number of the corridor's houses at a crossing."""
    also: str = ""
    """What else the street's name means to people; then it needs more to be taken for the street."""


def places(rows: Iterable[Mapping[str, str]]) -> list[Place]:
    """Return the places that rows tell; raise BrokenRow with one sentence that names the row."""
    found = [_place(count, row) for count, row in enumerate(rows, start=2)]
    crossings = {place.name for place in found if place.kind == "crossing"}
    seen: set[str] = set()
    for count, place in enumerate(found, start=2):
        where = f"places.csv, line {count} ({place.name})"
        if place.name in seen:
            raise BrokenRow(f"{where}: the name stands in two rows.")
        if place.kind in {"crossing", "school", "landmark"} and place.block not in crossings:
            raise BrokenRow(f"{where}: block must be the name of a crossing, not {place.block!r}.")
        seen.add(place.name)
    return found


def _place(count: int, row: Mapping[str, str]) -> Place:
    cells = {column: (cell or "").strip() for column, cell in row.items() if column}
    name, kind = cells.get("name", ""), cells.get("kind", "")
    where = f"places.csv, line {count} ({name or 'no name'})"
    if not name:
        raise BrokenRow(f"{where}: name is empty.")
    known = next((known for known in get_args(Kind) if known == kind), None)
    if known is None:
        raise BrokenRow(f"{where}: kind must be one of {', '.join(get_args(Kind))}, not {kind!r}.")
    if known == "crossing" and len(NAMES.split(fold(tidy(name)))) != _TWO:
        raise BrokenRow(f"{where}: a crossing is two streets joined by &.")
    return Place(
        name=name,
        kind=known,
        lat=_degrees(where, "lat", cells.get("lat", "")),
        lon=_degrees(where, "lon", cells.get("lon", "")),
        aliases=tuple(filter(None, cells.get("aliases", "").split("|"))),
        block=cells.get("block", ""),
        number=_number(where, cells.get("number", "")),
        also=cells.get("also", ""),
    )


def _degrees(where: str, column: str, cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        raise BrokenRow(f"{where}: {column} must be degrees or empty, not {cell!r}.") from None


def _number(where: str, cell: str) -> Number | None:
    match = _NUMBER.fullmatch(cell)
    if cell and not match:
        raise BrokenRow(f"{where}: number must be a house number and a side, such as 300 S, not {cell!r}.")
    side: Side = next((side for side in get_args(Side) if match and side == match[2]), "")
    return Number(int(match[1]), side) if match else None
