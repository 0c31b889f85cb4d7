"""Find the listed phrases of languages that put blanks between words, all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from understanding.matching.folding import Words, fold, tidy
from understanding.matching.grammar import BrokenPhrase, Gap, One, spellings, steps
from understanding.matching.trie import NO_KIND, Entry, Node, ready

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
_UNREAD: _Read = ((), ())


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
                node = node.gap() if isinstance(step, Gap) else node.step(self._symbol(step))
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
        ready(self._root, self._entries)
        self._read = {word: self._look_up(self._keys(word)) for word in self.known}

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
        read = self._read
        reads = [read.get(word) or self._unlisted(word) for word in text.plain]
        # Which steps wait at which word, and since which word.
        here: list[dict[Node, int]] = [{} for _ in range(len(reads) + 1)]
        for index, (_, readings) in enumerate(reads):
            longer, end = readings, index + 1
            while longer:  # those of one word, then those of two, and so on
                now, longer = longer, []
                keys = reads[end][0] if end < len(reads) else ()
                for entry in now:
                    _arrive(entry, index, end, here, text, found)
                    for key in keys if entry.ways else ():
                        if key in entry.ways:
                            longer.append(entry.ways[key])
                end += 1

    def _look_up(self, keys: Sequence[str]) -> _Read:
        """Return what a word may be looked up by, and the readings that begin with it."""
        ways = self._entries.ways
        return keys, [ways[key] for key in keys if key in ways]

    def _unlisted(self, word: str) -> _Read:
        """Look up a word that no list has: it may be a number, or begin with a listed stem."""
        if word[0] in self._stem_lengths or word.isdecimal():
            return self._look_up(self._keys(word))
        return _UNREAD

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


def _arrive(
    entry: Entry, index: int, end: int, here: Sequence[dict[Node, int]], text: Words, found: Found
) -> None:
    """Let a reading of the words from ``index`` to ``end`` begin phrases, and go on with those that wait for it."""
    kind, last, ahead = entry.kind, text.ends[end - 1], here[end]
    reached = [(entry.begin, index)]
    if kind != NO_KIND:
        for node, begin in here[index].items():
            if kind in node.ways:
                reached += [(way, begin) for way in node.ways[kind]]
    for node, begin in reached:
        if node.groups:
            place = text.starts[begin], last
            for group in node.groups:
                found[group].append(place)
        if node.ways:
            ahead.setdefault(node, begin)
        if node.gaps:
            _wait(node, begin, here[end : end + GAP + 1])


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
