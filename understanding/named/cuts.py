"""What is taken out of a message, and whose it is: the sender's, somebody else's, or not to be told."""

from typing import Literal, NamedTuple

from understanding.matching.hits import Hits
from understanding.reading import Doubt

BEFORE = 60
"""Characters within which a cue before a number still speaks of it."""
AFTER = 30
"""Characters within which a cue after it does; such a cue counts as twice as far."""
TRIED = 12
"""Cues of one kind that are followed in one message, at most."""


class Cut(NamedTuple):
    """A piece of the message that goes, or is asked about."""

    start: int
    end: int
    kind: str
    hint: str = ""
    asked: bool = False


class Named(NamedTuple):
    """The message less what names its sender."""

    text: str
    removed: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pieces: tuple[tuple[int, int, int], ...] = ()
    """What was kept, where something went: first and last place in the message, and where it begins in the text."""

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where words of the message stand in the text; None if any of them went."""
        if not self.pieces:
            return start, end
        for first, last, at in self.pieces:
            if first <= start and end <= last:
                return start - first + at, end - first + at
        return None


def whose(start: int, end: int, hits: Hits) -> Literal["mine", "theirs", ""]:
    """Return whose the thing at this place is, by the nearest cue; a tie is somebody else's."""
    best: tuple[int, Literal["mine", "theirs", ""]] = (BEFORE + 1, "")
    owners: tuple[Literal["theirs", "mine"], ...] = ("theirs", "mine")
    for owner in owners:
        for first, last in hits.of(f"naming.{owner}"):
            if last <= start:
                away = start - last
            elif first >= end:
                away = (first - end) * BEFORE // AFTER
            else:
                away = 0
            if away < best[0]:
                best = (away, owner)
    return best[1]


def applied(text: str, cuts: list[Cut]) -> Named:
    """Return the text with each piece replaced by its mark; of overlapping pieces the first and longest counts."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    doubts: list[Doubt] = []
    removed: dict[str, None] = {}
    at = length = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.start < at:
            continue
        mark = f"[{cut.kind} {len(doubts) + 1}]" if cut.asked else f"[{cut.kind}]"
        if cut.asked:
            doubts.append(Doubt(cut.kind, mark, text[cut.start : cut.end], cut.hint))
        else:
            removed[cut.kind] = None
        parts += [text[at : cut.start], mark]
        pieces.append((at, cut.start, length))
        length += cut.start - at + len(mark)
        at = cut.end
    pieces.append((at, len(text), length))
    return Named("".join([*parts, text[at:]]), tuple(removed), tuple(doubts), tuple(pieces))
