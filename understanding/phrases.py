"""Find the listed phrases of languages that put blanks between words, all of them in one pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from understanding.folding import Words, fold, tidy
from understanding.grammar import BrokenPhrase, Gap, One, spellings, steps

GAP = 3
"""Words that ``..`` may stand for, at most."""

LONGEST_NUMBER = 9
"""Digits that are read as a number, at most."""

Hit = tuple[str, int, int]
"""A group and where it was found: first character, character after the last."""


class Node:
    """One step of the phrases that begin alike; its ways are named by lists."""

    __slots__ = ("gaps", "groups", "symbols", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, tuple[Node, ...]] = {}
        self.symbols: frozenset[str] = frozenset()
        self.groups: tuple[str, ...] = ()
        self.gaps: tuple[Node, ...] = ()

    def way(self, symbol: str) -> "Node":
        """Return the next step, made if it is new."""
        if symbol not in self.ways:
            self.ways[symbol] = (Node(),)
            self.symbols |= {symbol}
        return self.ways[symbol][0]

    def gap(self) -> "Node":
        """Return what follows a gap, made if it is new."""
        self.gaps = self.gaps or (Node(),)
        return self.gaps[0]


class Entry:
    """A reading of one or more words: which lists have it, and what follows in phrases that begin with them."""

    __slots__ = ("begin", "lists", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, Entry] = {}
        self.lists: frozenset[str] = frozenset()
        self.begin: Node | None = None


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
        self._stem_lengths: tuple[int, ...] = ()
        self.known: set[str] = set()

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
        """Let ``<number>`` and ``<minor>`` (8 to 17) know these words besides digits."""
        self._numbers |= numbers
        self.known.update(numbers)

    def use_spelling(self, usual: Mapping[str, str]) -> None:
        """Let a listed misspelling or short form count as the usual word too."""
        self._spelling |= usual
        self.known.update(usual)

    def ready(self) -> None:
        """Tie each entry to the phrases that begin with it; to be called once, after the last ``add``."""
        for entry in _all(self._entries):
            begins = [self._root.ways[name][0] for name in entry.lists if name in self._root.ways]
            entry.begin = _merged(begins) if begins else None

    def _symbol(self, step: One) -> str:
        """Return the name of the list of what may stand here, making it if it is new."""
        symbol = "|".join(step)
        if symbol not in self._listed and symbol not in {"<number>", "<minor>"}:
            self._enter(symbol, [row for choice in step for row in spellings(choice, _plain, self._named)])
        return symbol

    def _enter(self, name: str, rows: Iterable[tuple[str, ...]]) -> None:
        self._listed.add(name)
        for row in rows:
            entry = self._entries
            for word in row:
                entry = entry.ways.setdefault(word, Entry())
                self._learn(word)
            entry.lists |= {name}

    def _learn(self, word: str) -> None:
        if word.endswith("*"):
            self._stems.add(word)
            self._stem_lengths = tuple(sorted({len(stem) - 1 for stem in self._stems}))
        else:
            self.known.add(word)

    def find(self, text: Words) -> list[Hit]:
        """Return every phrase in the words."""
        hits: list[Hit] = []
        plain = text.plain
        keys = [self._keys(word) for word in plain]
        here: list[dict[Node, int]] = [{} for _ in range(len(plain) + GAP + 1)]

        def arrive(node: Node, begin: int, end: int) -> None:
            for group in node.groups:
                hits.append((group, text.starts[begin], text.ends[end - 1]))
            if node.ways:
                here[end].setdefault(node, begin)
            for gap in node.gaps:
                for skipped in range(end, end + GAP + 1):
                    here[min(skipped, len(plain))].setdefault(gap, begin)

        for index in range(len(plain)):
            if keys[index]:
                for entry, end in self._reads(keys, index):
                    if entry.begin is not None:
                        arrive(entry.begin, index, end)
                    for node, begin in here[index].items():
                        for symbol in entry.lists & node.symbols:
                            for way in node.ways[symbol]:
                                arrive(way, begin, end)
        return hits

    def _reads(self, keys: Sequence[Sequence[str]], index: int) -> list[tuple[Entry, int]]:
        """Return what could be read from this word on, and the word after it."""
        reads = []
        reached = [(self._entries, index)]
        while reached:
            entry, at = reached.pop()
            ways = entry.ways
            for key in keys[at]:
                way = ways.get(key)
                if way is not None:
                    if way.lists:
                        reads.append((way, at + 1))
                    if way.ways and at + 1 < len(keys):
                        reached.append((way, at + 1))
        return reads

    def _keys(self, word: str) -> list[str]:
        """Return what a word may be looked up by: itself, its usual spelling, its stems, its being a number."""
        keys = [word] if word in self.known else []
        if word in self._spelling:
            keys.append(self._spelling[word])
        for length in self._stem_lengths:
            if length > len(word):
                break
            stem = word[:length] + "*"
            if stem in self._stems:
                keys.append(stem)
        value = self._numbers.get(word)
        if value is None and word.isdecimal() and len(word) <= LONGEST_NUMBER:
            value = int(word)
        if value is not None:
            keys.append("<number>")
            if 8 <= value <= 17:  # noqa: PLR2004  (the ages that are told in full years and are under age)
                keys.append("<minor>")
        return keys


def _merged(nodes: Sequence[Node]) -> Node:
    """Return one node for several that are reached at once."""
    if len(nodes) == 1:
        return nodes[0]
    merged = Node()
    merged.groups = tuple(dict.fromkeys(group for node in nodes for group in node.groups))
    merged.gaps = tuple(gap for node in nodes for gap in node.gaps)
    for node in nodes:
        for symbol, ways in node.ways.items():
            merged.ways[symbol] = merged.ways.get(symbol, ()) + ways
    merged.symbols = frozenset(merged.ways)
    return merged


def _all(entry: Entry) -> Iterator[Entry]:
    yield entry
    for way in entry.ways.values():
        yield from _all(way)


def _plain(word: str) -> str:
    if word in {"<number>", "<minor>"}:
        return word
    plain = fold(tidy(word)).replace("'", "")
    if not plain.removesuffix("*").isalnum():
        raise BrokenPhrase(f"{word!r} is not a word")
    return plain
