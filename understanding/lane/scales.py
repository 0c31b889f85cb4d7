"""Weigh a message by its traits: a linear model whose weights are data, learnt from the tuned half of the corpus."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from understanding.lane.senses import Senses
from understanding.lane.traits import neighbours, pieces, signs
from understanding.matching.hits import Hits

KINDS = ("danger", "crisis", "help", "tip", "stop", "everyday", "unclear")
"""What a message is told apart into; ``everyday`` and ``unclear`` are both read as unclear."""
RULED = "rules"
"""Opens the traits that say what the rules made of the message."""
_BITS = 32
_HALF, _WHOLE = 1 << (_BITS - 1), 1 << _BITS
_UNIT = 100
"""Weights are written in hundredths, so that the file holds whole numbers."""


class BrokenWeights(ValueError):
    """The weights cannot be used; the message names the line."""


class Scales:
    """The weights, and how a message is weighed.

    One whole number holds the weights of a trait for all kinds, 32 bits each: a message is weighed by one sum.
    """

    def __init__(self, lines: Iterable[str], senses: Senses) -> None:
        """Read the lines of a weights file, ``trait<TAB>weight weight …`` in the order of `KINDS`. Raise BrokenWeights."""
        self._senses = senses
        self._weights: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            if line.startswith("# ") or not line.strip():
                continue
            trait, _, written = line.rstrip("\n").partition("\t")
            weights = written.split(" ")
            if len(weights) != len(KINDS):
                raise BrokenWeights(f"Line {number} of the weights should have {len(KINDS)} weights.")
            try:
                self._weights[trait] = sum(int(weight) << (_BITS * at) for at, weight in enumerate(weights))
            except ValueError:
                raise BrokenWeights(
                    f"Line {number} of the weights holds something else than numbers."
                ) from None
        self._bias = _unpacked(self._weights.pop("", 0))

    def weigh(self, tidied: str, hits: Hits, ruled: str) -> Mapping[str, float]:
        """Return the chance of each kind, from 0 to 1, together 1; ``ruled`` is the lane that the rules would choose."""
        words = hits.words.plain
        return self._chances(words, [f"{RULED} {ruled}", *hits.spans, *signs(tidied, len(words))])

    def _chances(self, words: Sequence[str], others: Iterable[str]) -> Mapping[str, float]:
        """Weigh words and the traits that are not their own."""
        weights = self._weights.get
        total = sum(map(weights, others, repeat(0)))
        for word in words:
            whole = weights(f"={word}")
            total += sum(map(weights, pieces(word), repeat(0))) if whole is None else whole
        total += sum(map(weights, neighbours(words), repeat(0)))
        total += sum(map(weights, self._senses.traits(words), repeat(0)))
        share = 1 / (_UNIT * math.sqrt(len(words) + 1))
        scores = [
            weight * share + bias / _UNIT for weight, bias in zip(_unpacked(total), self._bias, strict=True)
        ]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        whole_power = sum(powers)
        return {kind: power / whole_power for kind, power in zip(KINDS, powers, strict=True)}


def _unpacked(total: int) -> list[int]:
    """Return the sum of each kind's weights; a negative one borrows from its neighbour, which is given back."""
    found = []
    for _ in KINDS:
        lowest = total & (_WHOLE - 1)
        if lowest >= _HALF:
            lowest -= _WHOLE
        found.append(lowest)
        total = (total - lowest) >> _BITS
    return found
