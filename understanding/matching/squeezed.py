"""A text as it is looked through where blanks tell little."""

import re

_KEPT = re.compile(r"[^\W_\u1100-\u11ff]+")


class Squeezed:
    """A text without blanks and signs, which knows where each character stood."""

    __slots__ = ("breaks", "places", "text")

    def __init__(self, folded: str) -> None:
        places: list[int] = []
        breaks = {0}
        runs: list[str] = []
        for run in _KEPT.finditer(folded):
            runs.append(run[0])
            places += range(*run.span())
            breaks.add(len(places))  # where one run ends the next begins
        self.text = "".join(runs)
        self.places = places
        self.breaks = breaks
