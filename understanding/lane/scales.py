"""Weigh a message by its traits: a linear model whose weights are data, learnt from the tuned half of the corpus."""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from struct import Struct
from typing import NamedTuple

from understanding.lane.senses import NEAR, Senses
from understanding.lane.traits import RIMS, pieces, signs
from understanding.matching.hits import Hits

KINDS = ("danger", "crisis", "help", "tip", "stop", "everyday", "unclear")
"""What a message is told apart into; ``everyday`` and ``unclear`` are both read as unclear."""
RULED, CUE, WHOLE = "rules ", "#", "="
"""Open the traits that say what the rules made of the message, which groups of words were found, and a whole word."""

_BITS = 32
_HALF = 1 << (_BITS - 1)
UNIT = 100
"""Weights are written in hundredths, so that the file holds whole numbers."""

Pairs = dict[str, int]
"""By what stands behind: what the two weigh."""
_NONE: Pairs = {}


class _Word(NamedTuple):
    """What a word weighs, by itself and with what stands behind it."""

    weight: int
    next: Pairs
    """By the word behind it."""
    over: Pairs
    """By the word behind that one."""
    senses: tuple[str, ...]
    near: Pairs
    """What its senses weigh, by the senses that stand near behind."""


class BrokenWeights(ValueError):
    """The weights cannot be used; the message names the line."""


class Scales:
    """The weights, and how a message is weighed.

    One whole number holds the weights of a trait for all kinds, 32 bits each: a message is weighed by one sum.
    """

    def __init__(self, lines: Iterable[str], senses: Senses) -> None:
        """Read the lines of a weights file, ``trait<TAB>weight weight …`` in the order of `KINDS`. Raise BrokenWeights."""
        self.senses = senses
        self._weights: dict[str, int] = {}
        self._cues: dict[str, int] = {}
        self._next: defaultdict[str, Pairs] = defaultdict(dict)
        self._over: defaultdict[str, Pairs] = defaultdict(dict)
        self._near: defaultdict[str, Pairs] = defaultdict(dict)
        self._wholes: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            trait, tab, written = line.partition("\t")
            if tab or not (line.startswith("# ") or line.isspace()):
                self._keep(trait, _packed(written, number))
        self._bias = [bias / UNIT for bias in _unpacked(self._weights.pop("", 0))]
        self._nearby = {alike: self._together(alike) for alike in senses.combined}
        """What stands near behind, by all senses of a word at once."""
        self._known = {word: self._word(word, weight) for word, weight in self._wholes.items()}
        """Words that are frequent in the corpus: all their pieces are added up already."""

    @property
    def frequent(self) -> AbstractSet[str]:
        """Words that people write often."""
        return self._known.keys()

    def _keep(self, trait: str, weight: int) -> None:
        """Keep the weight of a trait where it is looked for; that of two that stand together by the first of them."""
        kind = trait[:1]
        if kind == WHOLE:
            self._wholes[trait[1:]] = weight
        elif kind == CUE:
            self._cues[trait[1:]] = weight
        elif kind == "@" and ">" in trait:
            one, _, other = trait[1:].partition(">")
            self._near[one][other] = weight
        elif " " in trait and not trait.startswith(RULED):
            one, _, other = trait.partition(" ")
            self._next[one][other] = weight
        elif "_" in trait and kind != "@":
            one, _, other = trait.partition("_")
            self._over[one][other] = weight
        else:
            self._weights[trait] = weight

    def _word(self, word: str, weight: int) -> _Word:
        senses = self.senses.of(word)
        for sense in senses:
            weight += self._weights.get(f"@{sense}", 0)
        near = self._nearby[senses] if senses else _NONE
        return _Word(weight, self._next.get(word, _NONE), self._over.get(word, _NONE), senses, near)

    def _together(self, senses: Sequence[str]) -> Pairs:
        """Add up what several senses of one word weigh with those that stand near behind."""
        total: defaultdict[str, int] = defaultdict(int)
        for sense in senses:
            for other, weight in self._near.get(sense, _NONE).items():
                total[other] += weight
        return dict(total)

    def _unknown(self, word: str) -> _Word:
        return self._word(word, sum(filter(None, map(self._weights.get, pieces(word)))))

    def weigh(self, tidied: str, hits: Hits, ruled: str) -> Mapping[str, float]:
        """Return the chance of each kind, from 0 to 1, together 1; ``ruled`` is the lane that the rules would choose."""
        words = hits.words.plain
        total = self._of(words)
        # Most traits weigh nothing; these are left out, since a long number is copied even where nothing is added to it.
        total += sum(filter(None, map(self._cues.get, hits.spans)))
        total += sum(filter(None, map(self._weights.get, (RULED + ruled, *signs(tidied, len(words))))))
        share = 1 / (UNIT * math.sqrt(len(words) + 1))
        scores = [weight * share + bias for weight, bias in zip(_unpacked(total), self._bias, strict=True)]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        whole = sum(powers)
        return {kind: power / whole for kind, power in zip(KINDS, powers, strict=True)}

    def _of(self, words: Sequence[str]) -> int:
        """Add up what words weigh: each, each with its neighbours, and the senses that stand near one another."""
        opens, closes = RIMS
        total, known = 0, self._known.get
        last, over, before = self._next.get(opens, _NONE), self._over.get(opens, _NONE), _NONE
        near = deque((_NONE,) * NEAR, NEAR)
        for word in words:
            weight, following, beyond, senses, pairs = known(word) or self._unknown(word)
            total += weight
            # Asked first, since most pairs weigh nothing, and a long number is copied even where nothing is added to it.
            if word in last:
                total += last[word]
            if word in before:
                total += before[word]
            before, over, last = over, beyond, following
            if senses:
                for others in near:
                    for sense in senses if others else ():
                        if sense in others:
                            total += others[sense]
            near.append(pairs)
        return total + last.get(closes, 0) + before.get(closes, 0)


def _packed(written: str, number: int) -> int:
    try:
        a, b, c, d, e, f, g = map(int, written.split(" "))
    except ValueError:
        raise BrokenWeights(
            f"Line {number} of the weights should have {len(KINDS)} whole numbers, one blank between them."
        ) from None
    # Spelt out, with _BITS to each: there are a hundred thousand lines, and a line waits for them when it starts.
    return a + (b << 32) + (c << 64) + (d << 96) + (e << 128) + (f << 160) + (g << 192)


_FIELDS = Struct(f"<{len(KINDS)}I")
_LIFT = sum(_HALF << (_BITS * place) for place in range(len(KINDS)))
"""Added to every field, it makes all of them positive, so that none borrows from its neighbour; the longest message
weighs a hundredth of it at most."""


def _unpacked(total: int) -> list[int]:
    """Return the sum of each kind's weights."""
    fields = _FIELDS.unpack((total + _LIFT).to_bytes(_FIELDS.size, "little"))
    return [field - _HALF for field in fields]
