"""Find the listed phrases of languages that put blanks between words, all of them in one pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from understanding.folding import Words, fold, tidy
from understanding.grammar import BrokenPhrase, Gap, One, spellings, steps

GAP = 3
"""Words that ``..`` may stand for, at most."""

Hit = tuple[str, int, int]
"""A group and where it was found: first character, character after the last."""


class Entry:
    """A reading of one or more words: which lists have it, and which phrases begin with those lists."""

    __slots__ = ("begins", "lists", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, Entry] = {}
        self.lists: frozenset[str] = frozenset()
        self.begins: tuple[Node, ...] = ()


class Node:
    """One step of the phrases that begin alike; its ways are named by lists."""

    __slots__ = ("gap", "groups", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, Node] = {}
        self.groups: tuple[str, ...] = ()
        self.gap: Node | None = None


class Phrases:
    """All phrases of all groups; finding takes one pass over the words."""

    def __init__(self) -> None:
        self._root = Node()
        self._entries = Entry()
        self._named: dict[str, list[tuple[str, ...]]] = {}
        self._listed: set[str] = set()
        self._numbers: dict[str, int] = {}
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
                if isinstance(step, Gap):
                    node.gap = node.gap or Node()
                    node = node.gap
                else:
                    node = node.ways.setdefault(self._symbol(step), Node())
            if group not in node.groups:
                node.groups = (*node.groups, group)

    def use_numbers(self, numbers: Mapping[str, int]) -> None:
        """Let ``<number>`` and ``<minor>`` (8 to 17) know these words besides digits."""
        self._numbers |= numbers
        self.known.update(numbers)

    def ready(self) -> None:
        """Tie each entry to the phrases that begin with it; to be called once, after the last ``add``."""
        for entry in _all(self._entries):
            entry.begins = tuple(self._root.ways[name] for name in entry.lists if name in self._root.ways)

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
            self._stem_lengths = tuple(sorted({*self._stem_lengths, len(word) - 1}))
        else:
            self.known.add(word)

    def find(self, text: Words, plain: Sequence[str]) -> list[Hit]:
        """Return every phrase in the words, ``plain`` being their compared spelling."""
        hits: list[Hit] = []
        here: list[dict[Node, int]] = [{} for _ in range(len(plain) + GAP + 1)]

        def arrive(node: Node, begin: int, end: int) -> None:
            if node.groups:
                place = text.starts[begin], text.ends[end - 1]
                hits.extend((group, *place) for group in node.groups)
            if node.ways:
                here[end].setdefault(node, begin)
            if node.gap is not None:
                for skipped in range(end, end + GAP + 1 if end < len(plain) else end):
                    here[min(skipped, len(plain))].setdefault(node.gap, begin)

        for index in range(len(plain)):
            reads = self._reads(plain, index)
            for entry, end in reads:
                for node in entry.begins:
                    arrive(node, index, end)
            if here[index]:
                for node, begin in here[index].items():
                    for symbol, way in node.ways.items():
                        for entry, end in reads:
                            if symbol in entry.lists:
                                arrive(way, begin, end)
        return hits

    def _reads(self, plain: Sequence[str], index: int) -> list[tuple[Entry, int]]:
        """Return what could be read from this word on, and the word after it."""
        reads = []
        reached = [(self._entries, index)]
        while reached:
            entry, at = reached.pop()
            for way in self._ways(entry, plain[at]):
                if way.lists:
                    reads.append((way, at + 1))
                if way.ways and at + 1 < len(plain):
                    reached.append((way, at + 1))
        return reads

    def _ways(self, entry: Entry, word: str) -> Iterator[Entry]:
        ways = entry.ways
        if word in ways:
            yield ways[word]
        for length in self._stem_lengths:
            if len(word) < length:
                break
            stem = ways.get(word[:length] + "*")
            if stem is not None:
                yield stem
        yield from self._counted(ways, word)

    def _counted(self, ways: Mapping[str, Entry], word: str) -> Iterator[Entry]:
        value = self._numbers.get(word)
        if value is None and word.isdecimal() and len(word) <= 9:
            value = int(word)
        if value is None:
            return
        if "<number>" in ways:
            yield ways["<number>"]
        if 8 <= value <= 17 and "<minor>" in ways:
            yield ways["<minor>"]


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
