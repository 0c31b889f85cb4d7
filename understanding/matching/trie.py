"""The graph of all phrases: what may come next, by the lists that the next words are in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence


class Node:
    """One step of the phrases that begin alike."""

    __slots__ = ("gaps", "groups", "steps", "ways")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        """What comes next, by the list in which the next words must be."""
        self.ways: dict[int, tuple[Node, ...]] = {}
        """The same by the kind of the next words, see `ready`."""
        self.groups: tuple[str, ...] = ()
        self.gaps: tuple[Node, ...] = ()

    def __iter__(self) -> Iterator["Node"]:
        reached = [self]
        for node in reached:  # grows while it is walked
            yield node
            reached += (*node.steps.values(), *node.gaps)

    def step(self, symbol: str) -> "Node":
        """Return the next step, made if it is new."""
        step = self.steps.get(symbol)
        if step is None:
            step = self.steps[symbol] = Node()
        return step

    def gap(self) -> "Node":
        """Return what follows a gap, made if it is new."""
        self.gaps = self.gaps or (Node(),)
        return self.gaps[0]


NOWHERE = Node()
NO_KIND = -1


class Entry:
    """A reading of one or more words: which lists have it, and what follows in phrases that begin with them."""

    __slots__ = ("begin", "kind", "lists", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, Entry] = {}
        self.lists: frozenset[str] = frozenset()
        self.kind = NO_KIND
        self.begin = NOWHERE

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


def ready(root: Node, entries: Iterable[Entry]) -> None:
    """Tie each reading to the phrases that begin with it, and sort the ways of each step; to be called once, at the end.

    All readings that stand in the same lists with which phrases go on are of one kind, a number: then a step is asked
    once for a reading, and not for each of its lists. One with which no phrase goes on has no kind.
    """
    steps = [node for node in root if node is not root]
    going_on = {symbol for node in steps for symbol in node.steps}
    kinds: dict[frozenset[str], int] = {}
    by_lists: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_lists[entry.lists].append(entry)
    for lists, alike in by_lists.items():
        later = lists & going_on
        kind = kinds.setdefault(later, len(kinds)) if later else NO_KIND
        for entry in alike:
            entry.kind = kind
    _sort(steps, kinds)
    for lists, alike in by_lists.items():
        begin = _merged([root.steps[symbol] for symbol in sorted(lists) if symbol in root.steps])
        for entry in alike:
            entry.begin = begin


def _sort(steps: Iterable[Node], kinds: Mapping[frozenset[str], int]) -> None:
    """Let every step know its ways by the kind of what comes next."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for lists, kind in kinds.items():
        for symbol in lists:
            having[symbol].append(kind)
    for node in steps:
        ways = node.ways
        for symbol, step in node.steps.items():
            one = (step,)
            for kind in having[symbol]:
                ways[kind] = ways[kind] + one if kind in ways else one


def _merged(nodes: Sequence[Node]) -> Node:
    """Return one node for several that are reached at once."""
    if len(nodes) <= 1:
        return nodes[0] if nodes else NOWHERE
    one = Node()
    one.groups = tuple(dict.fromkeys(group for node in nodes for group in node.groups))
    one.gaps = tuple(gap for node in nodes for gap in node.gaps)
    ways = one.ways
    for node in nodes:
        for kind, steps in node.ways.items():
            ways[kind] = ways[kind] + steps if kind in ways else steps
    return one
