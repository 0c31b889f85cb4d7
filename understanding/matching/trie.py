"""The graph of all phrases: what may come next, by the lists that the next words are in."""

from collections.abc import Iterator, Sequence


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
        ways = self.ways.get(symbol)
        if ways is None:
            ways = self.ways[symbol] = (Node(),)
        return ways[0]

    def gap(self) -> "Node":
        """Return what follows a gap, made if it is new."""
        self.gaps = self.gaps or (Node(),)
        return self.gaps[0]

    def ready(self) -> None:
        """Let this step and all behind it know the names of their ways; to be called once, after the last is made."""
        reached = [self]
        for node in reached:  # grows while it is walked
            node.symbols = frozenset(node.ways)
            for behind in (*node.ways.values(), node.gaps):
                reached += behind


class Entry:
    """A reading of one or more words: which lists have it, and what follows in phrases that begin with them."""

    __slots__ = ("begin", "lists", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, Entry] = {}
        self.lists: frozenset[str] = frozenset()
        self.begin: Node | None = None

    def __iter__(self) -> Iterator["Entry"]:
        reached = [self]
        for entry in reached:  # grows while it is walked
            yield entry
            reached += entry.ways.values()

    def way(self, word: str) -> "Entry":
        """Return the reading that goes on with a word, made if it is new."""
        way = self.ways.get(word)
        if way is None:
            way = self.ways[word] = Entry()
        return way


def merged(nodes: Sequence[Node]) -> Node:
    """Return one node for several that are reached at once."""
    if len(nodes) == 1:
        return nodes[0]
    one = Node()
    one.groups = tuple(dict.fromkeys(group for node in nodes for group in node.groups))
    one.gaps = tuple(gap for node in nodes for gap in node.gaps)
    for node in nodes:
        for symbol, ways in node.ways.items():
            one.ways[symbol] = one.ways.get(symbol, ()) + ways
    one.symbols = frozenset(one.ways)
    return one
