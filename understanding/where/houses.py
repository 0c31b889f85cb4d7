"""Find the crossing nearest to a house or a block that is told by its number: ``the 400 block of N Main``."""

import re
from collections.abc import Sequence

from understanding.where.atlas import Atlas
from understanding.where.mentions import Mention
from understanding.where.sounds import WORD

_COUNT = re.compile(r"(?<![\w$#:.,-])(\d{3,5})(?![\d:.,%-]*\d|\w*(?:am|pm))")
_TRIED = 8
"""Numbers of one message that are looked at, at most."""
_NEAR = 40
"""Characters between a number and the street, at most."""
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}


def house(folded: str, found: Sequence[Mention], atlas: Atlas) -> str | None:
    """Return the crossing nearest to a house on the corridor or beside it; empty if it is beyond the map; else None."""
    streets = [mention for mention in found if mention.role in {"main", "parallel"}]
    if not streets:
        return None
    counts = [match for _, match in zip(range(_TRIED), _COUNT.finditer(folded), strict=False)]
    for mention in streets:
        for match in counts:
            side = _side(folded, match, mention, atlas)
            if side is not None:
                return atlas.numbers.nearest(int(match[1]), side) or ""
    return None


def _side(folded: str, match: re.Match[str], mention: Mention, atlas: Atlas) -> str | None:
    """Return the side on which a number counts houses of the street, empty if none is told, None if it counts else."""
    groups, before = atlas.words, match.end() <= mention.start
    gap = folded[match.end() : mention.start] if before else folded[mention.end : match.start()]
    if len(gap) > _NEAR:
        return None
    words = WORD.findall(gap)
    ahead = WORD.findall(folded[max(match.start() - 16, 0) : match.start()])[-1:]
    behind = _first(folded[match.end() : match.end() + 12], groups["block"])
    blocks = any(word in groups["block"] for word in (*words, *ahead)) or behind
    around = [*WORD.findall(folded[max(mention.start - 12, 0) : mention.start])[-1:], *words]
    around += WORD.findall(folded[mention.end : mention.end + 12])[:1]
    side = _sided(around, atlas)
    between = groups["of"] | groups["block"] | (groups["joins"] if blocks else set())
    if not all(word in between or atlas.is_side(word) for word in words):
        return None
    if any(word in groups["not_number"] for word in ahead):
        return None
    if blocks or (before and (side or mention.role == "main")):
        return side
    aside = WORD.findall(folded[match.end() : match.end() + 8])[:1]
    if not before and aside and (told := _sided(aside, atlas)):
        return told
    return side if not before and mention.role == "main" and _ends(folded[match.end() :]) else None


def _sided(words: Sequence[str], atlas: Atlas) -> str:
    return next((name for name, group in _SIDES.items() for word in words if word in atlas.words[group]), "")


def _first(tail: str, group: set[str]) -> bool:
    """Whether a text goes on with a word of a group; in Korean more may cling to it."""
    tail = tail.lstrip()
    return any(tail.startswith(word) for word in group)


def _ends(tail: str) -> bool:
    return not tail.strip() or tail.lstrip()[0] in ".,;!?"
