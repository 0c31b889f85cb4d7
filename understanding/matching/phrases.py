"""Find the listed phrases of languages that put blanks between words, all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from understanding.matching.folding import Words, fold, tidy
from understanding.matching.grammar import BrokenPhrase, Gap, One, spellings, steps
from understanding.matching.trie import Entry, Node, merged

GAP = 3
"""Words that ``..`` may stand for, at most."""
LONGEST_NUMBER = 9
"""Digits that are read as a number, at most."""
MINOR = range(8, 18)
"""Ages in years that ``<minor>`` stands for."""

Found = defaultdict[str, list[tuple[int, int]]]
"""Where each group was found: first character, character after the last."""

_Read = tuple[Sequence[str], Sequence[Entry]]
"""What a word may be looked up by, and the readings that begin with it."""


class Phrases:
    """All phrases of all groups; finding takes one pass over the words."""

    def __init__(self) -> None:
        self._root = Node()
        self._entries = Entry()
        self._named: dict[str, list[tuple[str, ...]]] = {}
        self._listed: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._spelling: dict[str, str] = {}
        self._stems: set[str] = set()
        self._stem_lengths: dict[str, tuple[int, ...]] = {}
        self._read: dict[str, _Read] = {}
        self.known: set[str] = set()
        """Every word of every list, and every listed misspelling."""

    def add_list(self, name: str, entries: Iterable[str]) -> None:
        """Let ``<name>`` stand for any of these entries. Raise BrokenPhrase."""
        rows = [row for entry in entries for row in spellings(entry, _plain, self._named)]
        self._named[name] = rows
        self._enter(f"<{name}>", rows)

    def add(self, group: str, phrase: str) -> None:
        """Let a phrase count for a group. Raise BrokenPhrase."""
        for row in steps(phrase):
            node = self._root
            for step in row:
                node = node.gap() if isinstance(step, Gap) else node.way(self._symbol(step))
            if group not in node.groups:
                node.groups = (*node.groups, group)

    def use_numbers(self, numbers: Mapping[str, int]) -> None:
        """Let ``<number>`` and ``<minor>`` know these words besides digits."""
        self._numbers |= numbers
        self.known.update(numbers)

    def use_spelling(self, usual: Mapping[str, str]) -> None:
        """Let a listed misspelling or short form count as the usual word too."""
        self._spelling |= usual
        self.known.update(usual)

    def ready(self) -> None:
        """Tie each entry to the phrases that begin with it; to be called once, after the last ``add``."""
        self._root.ready()
        self._read = {word: self._look_up(word) for word in self.known}
        for entry in self._entries:
            begins = [self._root.ways[name][0] for name in sorted(entry.lists) if name in self._root.ways]
            entry.begin = merged(begins) if begins else None

    def _symbol(self, step: One) -> str:
        """Return the name of the list of what may stand here, making it if it is new."""
        symbol = step[0] if len(step) == 1 else "|".join(step)
        if symbol not in self._listed:
            self._enter(symbol, [row for choice in step for row in spellings(choice, _plain, self._named)])
        return symbol

    def _enter(self, name: str, rows: Iterable[tuple[str, ...]]) -> None:
        self._listed.add(name)
        one = frozenset({name})
        for row in rows:
            entry = self._entries
            for word in row:
                entry = entry.way(word)
                if word not in self.known:
                    self._learn(word)
            entry.lists = entry.lists | one if entry.lists else one  # most are in one list, and share it

    def _learn(self, word: str) -> None:
        if word.endswith("*"):
            self._stems.add(word)
            lengths = {*self._stem_lengths.get(word[0], ()), len(word) - 1}
            self._stem_lengths[word[0]] = tuple(sorted(lengths))
        else:
            self.known.add(word)

    def find(self, text: Words, found: Found) -> None:
        """Add every phrase in the words to what was found."""
        read, starts, ends = self._read, text.starts, text.ends
        reads = [read.get(word) or self._look_up(word) for word in text.plain]
        # Which steps wait at which word, and since which word.
        here: list[dict[Node, int]] = [{} for _ in range(len(reads) + 1)]
        for index, waiting in enumerate(here[:-1]):
            for entry, end in _longer(reads, index) if reads[index][1] else ():
                arrived = [] if entry.begin is None else [(entry.begin, index)]
                lists, last, ahead = entry.lists, ends[end - 1], here[end]
                for node, begin in waiting.items():
                    # Mostly they are disjoint, and then no set is made.
                    for symbol in () if lists.isdisjoint(node.symbols) else lists & node.symbols:
                        for way in node.ways[symbol]:
                            arrived.append((way, begin))  # noqa: PERF401 - one way, mostly: a loop is quicker
                for node, begin in arrived:
                    for group in node.groups:
                        found[group].append((starts[begin], last))
                    if node.ways:
                        ahead.setdefault(node, begin)
                    if node.gaps:
                        _wait(node, begin, here[end : end + GAP + 1])

    def _look_up(self, word: str) -> _Read:
        """Return what a word may be looked up by, and the readings that begin with it."""
        keys, ways = self._keys(word), self._entries.ways
        return keys, [ways[key] for key in keys if key in ways] if keys else ()

    def _keys(self, word: str) -> Sequence[str]:
        """Return what a word may be looked up by: itself, its usual spelling, its stems, its being a number."""
        keys = [word] if word in self.known else []
        if word in self._spelling:
            keys.append(self._spelling[word])
        for length in self._stem_lengths.get(word[0], ()):
            if length > len(word):
                break
            stem = word[:length] + "*"
            if stem in self._stems:
                keys.append(stem)
        value = self._numbers.get(word)
        if value is None and word.isdecimal() and len(word) <= LONGEST_NUMBER:
            value = int(word)
        if value is not None:
            keys += ["<number>", "<minor>"] if value in MINOR else ["<number>"]
        return keys


def _longer(reads: Sequence[_Read], index: int) -> list[tuple[Entry, int]]:
    """Return what could be read from this word on, and the word after it."""
    found = [(entry, index + 1) for entry in reads[index][1]]
    for entry, end in found:  # grows while it is walked
        if entry.ways and end < len(reads):
            for key in reads[end][0]:
                if key in entry.ways:
                    found.append((entry.ways[key], end + 1))  # noqa: PERF401 - none, mostly, as above
    return found


def _wait(node: Node, begin: int, here: Iterable[dict[Node, int]]) -> None:
    """Let what follows a gap wait at each of these words."""
    for waiting in here:
        for gap in node.gaps:
            waiting.setdefault(gap, begin)


@cache  # of the words files' words alone, most of which stand in many phrases
def _plain(word: str) -> str:
    if word in {"<number>", "<minor>"}:
        return word
    plain = fold(tidy(word)).replace("'", "")
    if not plain.removesuffix("*").isalnum():
        raise BrokenPhrase(f"{word!r} is not a word")
    return plain
