"""Take out what names the sender where no rule sees it: a linear model of words, whose weights are data."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import repeat

from understanding.matching.vocabulary import Vocabulary
from understanding.named.cuts import Cut
from understanding.named.sieve import Sieve
from understanding.named.traits import Lists, Traits

ANY = "any"
"""The class of all that names the sender; the others tell what it is."""
SURE = math.log(0.8 / 0.2)
"""Logarithm of the odds from which a word goes; chosen on the tuned half, some writers' texts left out at a time."""
BESIDE = math.log(0.28 / 0.72)
"""The same for a word that stands beside one that goes."""
FORMED = math.log(0.95 / 0.05)
"""The same for what has a form of its own, by which the rules know it better."""
FORMS = frozenset({"address", "birth", "card", "id", "phone", "plate"})
"""Such classes."""
MOST = 40
"""Words that are weighed in one message, at most."""
_OTHERS = frozenset({"boss", "john", "partner", "pimp"})
"""Senses of words behind which the name is theirs who are reported: ``my boyfriend Tyrone``."""
UNIT = 100
"""Weights are written in hundredths, so that the file holds whole numbers."""
_ENDING = re.compile(
    r"(?<=[가-힣]{2})(?:이?(?:에요|예요|인데요?|라고|라고요|고요?|랑|요|야)|입니다|한테|에게|에서|씨|님|이?[가는도를]|[은이을과와의에네])$"
)
"""What clings to a Korean name; it is kept, so that the sentence stays one."""
_TIED = re.compile(r"[^\w.!?;\n]{0,2}")
"""What may lie between two words that go as one."""


class BrokenNaming(ValueError):
    """The weights cannot be used; the message names the line."""


class Learnt:
    """Weighs the words of a message that hardly anybody else writes, and finds those that name the sender."""

    def __init__(
        self,
        lines: Iterable[str],
        vocabulary: Vocabulary,
        frequent: AbstractSet[str],
        senses: Callable[[str], Sequence[str]],
    ) -> None:
        """Read the lines of a weights file, ``class<TAB>trait<TAB>weight``.

        ``frequent`` are the words that people write often, ``senses`` tells what a word means, if that is known: neither
        names anybody. Raise BrokenNaming.
        """
        self._lists = Lists(vocabulary.naming, vocabulary.no_names, frequent)
        self._senses = senses
        naming = vocabulary.naming
        self._given = naming["names"] | naming["everyday"]
        self._ordinary = {word for word in frequent if word.isalpha()} - self._given
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for number, line in enumerate(lines, 1):
            if not line.startswith("# "):
                kind, trait, weight = _parted(line, number)
                self._weights[kind][trait] = weight
        self._any = self._weights.pop(ANY, {})

    def cuts(self, sieve: Sieve, found: Sequence[Cut]) -> Iterator[Cut]:
        """Yield what goes besides what the rules found."""
        candidates = self.candidates(sieve)
        if candidates:
            ruled = rulings(sieve, found)
            traits = Traits(sieve, self._lists, ruled)
            odds = self._odds(traits, candidates)
            for piece in _pieces(sieve, [index for index in _chosen(odds) if not ruled[index]]):
                kind = self._kind([trait for index in piece for trait in traits.of(index)])
                if kind not in FORMS or max(odds[index] for index in piece) >= FORMED:
                    yield _cut(sieve, piece, kind)

    def candidates(self, sieve: Sieve) -> list[int]:
        """Return the words that may be names: seldom written, or with a capital within a sentence, and no other word."""
        ordinary, given, senses, words = self._ordinary, self._given, self._senses, sieve.words.plain
        seldom = [index for index, word in enumerate(words) if word not in ordinary]
        if sieve.capitals:
            inner = {index for index in sieve.capitals if not sieve.opens(sieve.words.starts[index])}
            seldom = sorted(inner.union(seldom))
        return [
            index
            for index in seldom
            if (words[index] in given or not senses(words[index]))
            and (not index or _OTHERS.isdisjoint(senses(words[index - 1])))
        ][:MOST]

    def traits(self, sieve: Sieve, found: Sequence[Cut]) -> list[list[str]]:
        """Return all traits of every word, to learn from."""
        traits = Traits(sieve, self._lists, rulings(sieve, found))
        return [
            traits.of(index) + traits.shared(*traits.sentences[index]) for index in range(len(sieve.words))
        ]

    def _odds(self, traits: Traits, candidates: Sequence[int]) -> dict[int, float]:
        """Return the logarithm of the odds that each of these words names the sender."""
        shared: dict[tuple[int, int], float] = {}
        odds: dict[int, float] = {}
        for index in candidates:
            sentence = traits.sentences[index]
            if sentence not in shared:
                shared[sentence] = self._sum(traits.shared(*sentence)) + self._any.get("", 0.0)
            odds[index] = self._sum(traits.of(index)) + shared[sentence]
        return odds

    def _sum(self, traits: Iterable[str]) -> float:
        return sum(map(self._any.get, traits, repeat(0.0)))

    def _kind(self, traits: Sequence[str]) -> str:
        """Return the class that fits these traits best."""
        return max(
            self._weights,
            key=lambda kind: sum(self._weights[kind].get(trait, 0.0) for trait in ("", *traits)),
            default="name",
        )


def _chosen(odds: Mapping[int, float]) -> list[int]:
    """Return the words that go: those that surely name the sender, and likely ones beside them."""
    chosen = {index for index, own in odds.items() if own >= SURE}
    for step, order in ((1, [*odds]), (-1, [*odds][::-1])):
        for index in order:
            if odds[index] >= BESIDE and index - step in chosen:
                chosen.add(index)
    return sorted(chosen)


def _pieces(sieve: Sieve, chosen: Sequence[int]) -> list[list[int]]:
    """Return the words that go, those together that stand beside one another."""
    starts, ends = sieve.words.starts, sieve.words.ends
    pieces: list[list[int]] = []
    for index in chosen:
        last = pieces[-1][-1] if pieces else None
        if last == index - 1 and _TIED.fullmatch(sieve.folded, ends[last], starts[index]):
            pieces[-1].append(index)
        else:
            pieces.append([index])
    return pieces


def _cut(sieve: Sieve, piece: Sequence[int], kind: str) -> Cut:
    """Return the place of these words, less what clings to the last."""
    last = piece[-1]
    ending = _ENDING.search(sieve.words.written[last])
    return Cut(sieve.words.starts[piece[0]], sieve.words.ends[last] - (len(ending[0]) if ending else 0), kind)


def rulings(sieve: Sieve, found: Sequence[Cut]) -> list[str]:
    """Return by word what the rules made of it: the class, behind ``?`` where they ask."""
    ruled = [""] * len(sieve.words)
    for cut in found:
        for index, (start, end) in enumerate(zip(sieve.words.starts, sieve.words.ends, strict=True)):
            if start < cut.end and cut.start < end:
                ruled[index] = "?" * cut.asked + cut.kind
    return ruled


def _parted(line: str, number: int) -> tuple[str, str, float]:
    try:
        kind, trait, weight = line.rstrip("\n").split("\t")
        return kind, trait, int(weight) / UNIT
    except ValueError:
        raise BrokenNaming(
            f"Line {number} of the weights of names should be a class, a trait and a whole number, parted by tabs."
        ) from None
