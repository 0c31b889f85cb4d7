"""Find the crossing that two of the named streets make."""

from collections.abc import Sequence
from itertools import pairwise

from understanding.where.atlas import WHOLE, Atlas
from understanding.where.mentions import Cue, Mention
from understanding.where.plainly import Plainly
from understanding.where.sounds import WORD

JOINED = 5
"""Words that may stand between the two streets of a crossing, all of them joining words."""
APART = 90
"""Characters between the corridor and a cross street that is told later in the same breath, at most."""
_SIGNS = frozenset("&/+@")


class Crossings:
    """The streets that one message names, and what they make together."""

    def __init__(self, folded: str, found: Sequence[Mention], atlas: Atlas) -> None:
        self._folded = folded
        self._found = found
        self._atlas = atlas
        self._plainly = Plainly(folded, atlas)

    def joined(self) -> tuple[str | None, bool]:
        """Return the first crossing of two streets that are joined, and whether one that is not on the map is told."""
        away = False
        for one, other in pairwise(self._found):
            if not self._join(one, other):
                continue
            if "street" in {one.role, other.role}:
                away = True
            elif name := self._crossing(one, other):
                return name, False
        return None, away

    def near(self) -> str | None:
        """Return the crossing of the corridor, or of a street beside it, and a cross street told in the same breath."""
        found = self._found
        mains = [one for one in found if one.role == "main" or (one.role == "parallel" and one.cue >= Cue.ON)]
        crosses = [one for one in found if one.role == "cross" and self._plainly.beside(one)] if mains else []
        ways = [
            (max(cross.start - main.end, main.start - cross.end), cross.start, name)
            for main in mains
            for cross in crosses
            if (name := self._crossing(main, cross))
        ]
        away, _, name = min(ways, default=(APART, 0, ""))
        return name if away < APART else None

    def _crossing(self, one: Mention, other: Mention) -> str | None:
        """Return the crossing of two streets; that of a parallel street is the corridor's, at the same cross street."""
        if {one.role, other.role} == {"parallel", "cross"}:
            return self._atlas.alone[one.street if one.role == "cross" else other.street]
        return self._atlas.pairs.get(frozenset((one.street, other.street)))

    def _join(self, one: Mention, other: Mention) -> bool:
        """Whether nothing but joining words stands between two names; a bare number or "third" needs plainer ones."""
        groups, between = self._atlas.words, self._folded[one.end : other.start]
        words = WORD.findall(between[:APART])
        if len(between) > APART or len(words) > JOINED or WHOLE & {one.role, other.role}:
            return False
        if words and words[-1] in groups["dates"] and other.form in {"ordinal", "word"}:
            return False
        counted = {one.form, other.form} & {"digit", "word"}
        joins = groups["crosses"] if "digit" in counted else groups["joins"]
        if not all(word in joins or word in groups["article"] or self._atlas.is_side(word) for word in words):
            return False
        if other.form == "digit":
            return other.rounded
        signed = bool(groups["crosses"].intersection(words) or _SIGNS.intersection(between))
        return not counted or signed or ("word" in counted and Cue.KIND in {one.cue, other.cue})
