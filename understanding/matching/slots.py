"""One step of a phrase in a language without blanks: what may stand there, and what must follow."""

from collections import defaultdict
from collections.abc import Iterable

from understanding.matching.squeezed import Squeezed

GAP = 10
"""Characters that ``..`` may stand for, at most."""

Runs = dict[str, tuple[bool, bool]]
"""Runs of characters; of each whether a word must begin with it, and end with it."""
Lengths = dict[str, tuple[int, ...]]
"""By first character: how long the runs are, the longest first."""


class Slot:
    """What may stand at one step: runs of characters, whether a gap may stand before them, and the step behind."""

    __slots__ = ("behind", "gap", "lengths", "runs")

    def __init__(self, runs: Runs, lengths: Lengths, *, gap: bool) -> None:
        self.gap = gap
        self.behind: Slot | None = None
        self.runs = runs
        self.lengths = lengths

    def follow(self, squeezed: Squeezed, end: int) -> int:
        """Return the index after the last step, or -1; the first way that fits is taken."""
        text, breaks, behind = squeezed.text, squeezed.breaks, self.behind
        for at in range(end, min(end + GAP, len(text)) + 1) if self.gap else (end,):
            for length in self.lengths.get(text[at : at + 1], ()):
                after = at + length
                rims = self.runs.get(text[at:after])
                if rims is None or after > len(text):
                    continue
                if (rims[0] and at not in breaks) or (rims[1] and after not in breaks):
                    continue
                last = after if behind is None else behind.follow(squeezed, after)
                if last >= 0:
                    return last
        return -1


def rimmed(written: Iterable[str], mark: str) -> Runs:
    """Tell of each run whether a word must begin and end with it; one that is written without need not."""
    runs: Runs = {}
    for run in written:
        bare = run.strip("^$")
        opens, closes = bool(mark) or run.startswith("^"), run.endswith("$")
        old = runs.get(bare, (True, True))
        runs[bare] = (opens and old[0], closes and old[1])
    return runs


def lengths_of(runs: Runs) -> Lengths:
    """Sort the lengths of runs by first character; an empty run may stand before any."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for run in runs:
        found[run[:1]].add(len(run))
    empty = found.get("", set())
    return {first: tuple(sorted(lengths | empty, reverse=True)) for first, lengths in found.items()}
