"""Find the listed phrases of a language that is written with or without blanks, such as Korean."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from understanding.grammar import BrokenPhrase, Gap, spellings, steps
from understanding.phrases import Hit

GAP = 10
"""Characters that ``..`` may stand for, at most."""

_SKIPPED = re.compile(r"[\W_\u1100-\u11ff]+")


class Squeezed:
    """A text without blanks and signs, which knows where each character stood."""

    __slots__ = ("breaks", "places", "text")

    def __init__(self, folded: str) -> None:
        parts: list[str] = []
        places: list[int] = []
        breaks = {0}
        at = 0
        for gap in _SKIPPED.finditer(folded):
            parts.append(folded[at : gap.start()])
            places.extend(range(at, gap.start()))
            breaks.add(len(places))
            at = gap.end()
        parts.append(folded[at:])
        places.extend(range(at, len(folded)))
        self.text = "".join(parts)
        self.places = places
        self.breaks = breaks | {len(places)}


class Piece:
    """A run of characters, with what must stand at its ends."""

    __slots__ = ("characters", "closes", "opens")

    def __init__(self, written: str) -> None:
        self.opens = written.startswith("^")
        self.closes = written.endswith("$")
        self.characters = written.strip("^$")
        if not self.characters:
            raise BrokenPhrase(f"{written!r} is empty")

    def end(self, squeezed: Squeezed, at: int) -> int:
        """Return the index after this piece at ``at``, or 0."""
        end = at + len(self.characters)
        if not squeezed.text.startswith(self.characters, at):
            return 0
        if (self.opens and at not in squeezed.breaks) or (self.closes and end not in squeezed.breaks):
            return 0
        return end


class Syllables:
    """All phrases of all groups; ``^`` is the beginning of a word, ``$`` its end, blanks do not matter."""

    def __init__(self) -> None:
        self._lists: dict[str, list[tuple[str, ...]]] = {}
        self._pieces: dict[str, list[tuple[tuple[Piece, ...], str]]] = {}

    def add_list(self, name: str, entries: Iterable[str]) -> None:
        """Let ``<name>`` stand for any of these entries. Raise BrokenPhrase."""
        self._lists[name] = [row for entry in entries for row in spellings(entry, str, self._lists)]

    def add(self, group: str, phrase: str) -> None:
        """Let a phrase count for a group. Raise BrokenPhrase."""
        for run in _runs(phrase):
            rows = [spellings(part, str, self._lists) for part in run]
            for picked in product(*rows):
                pieces = tuple(Piece("".join(row)) for row in picked)
                self._pieces.setdefault(pieces[0].characters[:2], []).append((pieces, group))

    def find(self, squeezed: Squeezed) -> list[Hit]:
        """Return every phrase in the text."""
        hits: list[Hit] = []
        text = squeezed.text
        for at in range(len(text)):
            for key in {text[at : at + 2], text[at]}:
                for pieces, group in self._pieces.get(key, ()):
                    end = _follow(squeezed, pieces, at)
                    if end:
                        hits.append((group, squeezed.places[at], squeezed.places[end - 1] + 1))
        return hits


def _runs(phrase: str) -> Iterator[list[str]]:
    """Return the phrase cut at its gaps, once for each way of leaving out what may be missing."""
    for row in steps(phrase):
        runs = [""]
        for step in row:
            if isinstance(step, Gap):
                runs.append("")
            else:
                runs[-1] += "{" + "|".join(step) + "} "
        yield runs


def _follow(squeezed: Squeezed, pieces: tuple[Piece, ...], at: int) -> int:
    """Return the index after the last piece, or 0."""
    end = pieces[0].end(squeezed, at)
    for piece in pieces[1:]:
        if not end:
            return 0
        end = _next(squeezed, piece, end)
    return end


def _next(squeezed: Squeezed, piece: Piece, end: int) -> int:
    found = squeezed.text.find(piece.characters, end, end + GAP + len(piece.characters))
    while found >= 0:
        after = piece.end(squeezed, found)
        if after:
            return after
        found = squeezed.text.find(piece.characters, found + 1, end + GAP + len(piece.characters))
    return 0
