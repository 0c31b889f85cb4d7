"""Find the listed phrases of a language that is written with or without blanks, such as Korean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from understanding.matching.grammar import BrokenPhrase, Gap, One, spellings, steps
from understanding.matching.phrases import Hit

GAP = 10
"""Characters that ``..`` may stand for, at most."""

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


class Start(NamedTuple):
    """A phrase that begins with a run of characters: whether a word must begin and end with it, and what follows."""

    opens: bool
    closes: bool
    behind: Slot | None
    group: str


class Syllables:
    """All phrases of all groups; ``^`` is the beginning of a word, ``$`` its end, blanks do not matter."""

    def __init__(self) -> None:
        self._lists: dict[str, list[tuple[str, ...]]] = {}
        self._starts: dict[str, list[Start]] = {}
        self._begun: dict[str, tuple[Mapping[str, Sequence[Start]], Sequence[Start]]] = {}
        """By how they begin: the phrases that one next character lets go on, by that, and those that any other does."""
        self._openings: dict[str, tuple[int, ...]] = {}
        """By their first two characters, or the only one: how long beginnings are, the shortest first."""
        self._read: dict[tuple[One, str], tuple[Runs, Lengths]] = {}
        """What a step stands for behind a mark: the same steps stand in many phrases."""

    def add_list(self, name: str, entries: Iterable[str]) -> None:
        """Let ``<name>`` stand for any of these entries. Raise BrokenPhrase."""
        self._lists[name] = [row for entry in entries for row in spellings(entry, str, self._lists)]

    def add(self, group: str, phrase: str) -> None:
        """Let a phrase count for a group. Raise BrokenPhrase."""
        for slot in self._slots(phrase):
            for run, (opens, closes) in slot.runs.items():
                start = Start(opens, closes, slot.behind, group)
                known = self._starts.get(run)
                if known is None:
                    self._starts[run] = [start]
                else:
                    known.append(start)

    def _slots(self, phrase: str) -> Iterator[Slot]:
        for row in steps(phrase):
            slots: list[Slot] = []
            mark, gap = "", False
            for step in row:
                if isinstance(step, Gap):
                    gap = True
                elif step == ("^",):
                    mark = "^"
                else:
                    slots.append(Slot(*self._runs(step, mark), gap=gap))
                    mark, gap = "", False
            if not slots or "" in slots[0].runs:
                raise BrokenPhrase(f"{phrase!r} could be empty")
            for slot, behind in pairwise(slots):
                slot.behind = behind
            yield slots[0]

    def _runs(self, step: One, mark: str) -> tuple[Runs, Lengths]:
        """Return what a step stands for, and how long that is."""
        read = self._read.get((step, mark))
        if read is None:
            written = ("".join(words) for choice in step for words in spellings(choice, str, self._lists))
            runs = _rimmed(written, mark)
            read = self._read[step, mark] = runs, _lengths(runs)
        return read

    def ready(self) -> None:
        """Sort the phrases by their next character, and let two characters tell how long a phrase's beginning may be.

        To be called once, after the last ``add``.
        """
        self._begun = {run: _by_next(starts) for run, starts in self._starts.items()}
        found: defaultdict[str, set[int]] = defaultdict(set)
        for run in self._starts:
            found[run[:2]].add(len(run))
        single = {key: lengths for key, lengths in found.items() if len(key) == 1}
        self._openings = {
            key: tuple(sorted(lengths | single.get(key[0], set()))) for key, lengths in found.items()
        }

    def find(self, squeezed: Squeezed) -> list[Hit]:
        """Return every phrase in the text."""
        hits: list[Hit] = []
        text, places, breaks = squeezed.text, squeezed.places, squeezed.breaks
        openings, begun = self._openings, self._begun
        for at, first in enumerate(text):
            for length in openings.get(text[at : at + 2]) or openings.get(first, ()):
                end = at + length
                found = begun.get(text[at:end])
                if found is None or end > len(text):
                    continue
                for opens, closes, behind, group in found[0].get(text[end : end + 1], found[1]):
                    if (opens and at not in breaks) or (closes and end not in breaks):
                        continue
                    last = end if behind is None else behind.follow(squeezed, end)
                    if last > at:
                        hits.append((group, places[at], places[last - 1] + 1))
        return hits


def _rimmed(written: Iterable[str], mark: str) -> Runs:
    """Tell of each run whether a word must begin and end with it; one that is written without need not."""
    runs: Runs = {}
    for run in written:
        bare = run.strip("^$")
        opens, closes = bool(mark) or run.startswith("^"), run.endswith("$")
        old = runs.get(bare, (True, True))
        runs[bare] = (opens and old[0], closes and old[1])
    return runs


def _lengths(runs: Runs) -> Lengths:
    """Sort the lengths of runs by first character; an empty run may stand before any."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for run in runs:
        found[run[:1]].add(len(run))
    empty = found.get("", set())
    return {first: tuple(sorted(lengths | empty, reverse=True)) for first, lengths in found.items()}


def _by_next(starts: Sequence[Start]) -> tuple[Mapping[str, Sequence[Start]], Sequence[Start]]:
    """Sort phrases that begin alike by the character that must follow; what may be followed by any is among all."""
    nexts: dict[str, list[Start]] = {}
    free: list[Start] = []
    for start in starts:
        behind = start.behind
        if behind is None or behind.gap:
            free.append(start)
            for sorted_in in nexts.values():
                sorted_in.append(start)
        else:
            for first in behind.lengths:
                if first not in nexts:
                    nexts[first] = free.copy()
                nexts[first].append(start)
    return nexts, free
