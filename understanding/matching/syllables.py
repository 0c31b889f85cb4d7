"""Find the listed phrases of a language that is written with or without blanks, such as Korean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from understanding.matching.grammar import BrokenPhrase, Gap, One, spellings, steps
from understanding.matching.phrases import Found
from understanding.matching.slots import Lengths, Runs, Slot, lengths_of, rimmed
from understanding.matching.squeezed import Squeezed


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
            runs = rimmed(written, mark)
            read = self._read[step, mark] = runs, lengths_of(runs)
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

    def find(self, squeezed: Squeezed, found: Found) -> None:
        """Add every phrase in the text to what was found."""
        text, places, breaks = squeezed.text, squeezed.places, squeezed.breaks
        openings, begun = self._openings, self._begun
        for at, first in enumerate(text):
            for length in openings.get(text[at : at + 2]) or openings.get(first, ()):
                end = at + length
                starts = begun.get(text[at:end])
                if starts is None or end > len(text):
                    continue
                for opens, closes, behind, group in starts[0].get(text[end : end + 1], starts[1]):
                    if (opens and at not in breaks) or (closes and end not in breaks):
                        continue
                    last = end if behind is None else behind.follow(squeezed, end)
                    if last > at:
                        found[group].append((places[at], places[last - 1] + 1))


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
