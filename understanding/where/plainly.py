"""Judge how plainly a name is meant as the place: alone, or beside another that surely is."""

from collections.abc import Sequence

from understanding.where.atlas import Atlas
from understanding.where.mentions import Cue, Mention
from understanding.where.sounds import WORD

AHEAD = 30
"""Characters before and behind a name that may say what it is joined to."""


class Plainly:
    """The names of one message, and what stands around them."""

    def __init__(self, folded: str, atlas: Atlas) -> None:
        self._folded = folded
        self._atlas = atlas
        self._groups = atlas.words

    def beside(self, mention: Mention) -> bool:
        """Whether a cross street may be meant, beside a street that surely is."""
        if mention.counts:
            return mention.cue >= Cue.ON and not self._dated(mention)
        if mention.form in {"name", "slip"}:
            told = mention.street not in self._atlas.also or not self._folded.isascii()
            return mention.cue > Cue.NONE or (mention.form == "name" and told)
        if mention.form in {"ordinal", "article"}:
            return not self._dated(mention)
        return mention.cue >= Cue.ON and mention.rounded

    def alone(self, mention: Mention) -> bool:
        """Whether a street that stands alone is plainly meant as one: ``on main``, ``main st``, or nothing else is said."""
        match mention.form:
            case "name":
                least = Cue.ON if mention.counts or mention.street in self._atlas.also else Cue.NEAR
                return mention.cue >= least or self._everything(mention)
            case "ordinal":
                least = Cue.ON if mention.counts else Cue.NEAR
                return mention.cue >= least and not self._dated(mention)
            case "article" | "slip":
                return mention.cue >= Cue.ON
            case "word":
                return mention.cue >= Cue.ON and mention.rounded
            case "digit":
                return mention.cue >= Cue.KIND

    def away(self, mention: Mention) -> bool:
        """Whether a street or an area that is not on the map is plainly told."""
        if mention.role == "area":
            before = self._before(mention)
            while before and before[-1] in self._groups["dates"]:
                before = before[:-1]
            if not before:
                return mention.street not in self._atlas.also
            led = before[-1] in self._atlas.around | self._groups["inside"]
            return mention.inside or mention.cue > Cue.NONE or led
        if mention.street in self._atlas.also or mention.form != "name":
            return mention.cue >= Cue.KIND
        return self.alone(mention)

    def crossed(self, mention: Mention) -> bool:
        """Whether a street is joined to a word that we do not know, which may be a street that is not on the map."""
        joins, listed = self._groups["crosses"], self._atlas.listed
        after = WORD.findall(self._folded[mention.end : mention.end + AHEAD])[:2]
        before = self._before(mention)[-2:][::-1]
        return any(
            len(words) > 1 and words[0] in joins and not words[1].isdigit() and words[1] not in listed
            for words in (after, before)
        )

    def initialed(self, mention: Mention) -> bool:
        """Whether the first letter of the corridor stands before a numbered street: ``w 1st``, ``w and 1st``."""
        initial = self._atlas.initials.get(mention.street)
        if not initial or mention.form not in {"ordinal", "word"}:
            return False
        before = self._before(mention)
        if before and before[-1] in self._groups["crosses"] and before[-1] != initial:
            before = before[:-1]
        return bool(before) and before[-1] == initial

    def _before(self, mention: Mention) -> Sequence[str]:
        return WORD.findall(self._folded[max(mention.start - AHEAD, 0) : mention.start])

    def _dated(self, mention: Mention) -> bool:
        """Whether an ordinal stands as days and things do: "the 3rd", "a 3rd"."""
        before = self._before(mention)
        return bool(before) and before[-1] in self._groups["dates"]

    def _everything(self, mention: Mention) -> bool:
        """Whether the whole message is this name."""
        rest = WORD.findall(self._folded[: mention.start] + " " + self._folded[mention.end :])
        return all(word in self._groups["kinds"] or self._atlas.is_side(word) for word in rest)
