"""A text as it is looked through where blanks tell little."""

import re

_KEPT = re.compile(r"[^\W_\u1100-\u11ff]+")


class Squeezed:
    """A text without blanks and signs, which knows where each character stood."""

    __slots__ = ("breaks", "places", "text")

    def __init__(self, folded: str) -> None:
        places: list[int] = []
        breaks = {0}
        for run in _KEPT.finditer(folded):
            breaks.add(len(places))
            places.extend(range(*run.span()))
        breaks.add(len(places))
        self.text = "".join(_KEPT.findall(folded))
        self.places = places
        self.breaks = breaks
