"""House numbers along the corridor: which crossing is nearest to one."""

from collections.abc import Sequence

from understanding.where.places import Place

BEYOND = 250
"""House numbers behind the last crossing from which on a house is off the map."""


class Numbers:
    """The numbers at which the corridor is crossed."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._known = [
            (place.number, place.name) for place in places if place.kind == "crossing" and place.number
        ]

    def nearest(self, count: int, side: str) -> str | None:
        """Return the crossing that is nearest to a house number, or None if it is beyond the map.

        ``side`` is ``N S E W``, or empty if none was told: then the sides are tried alike, and the first row wins.
        """
        near = [
            (abs(number.count - count), index, name)
            for index, (number, name) in enumerate(self._known)
            if not side or not number.side or number.side == side
        ]
        away, _, name = min(near, default=(BEYOND, 0, ""))
        return name if away < BEYOND else None
