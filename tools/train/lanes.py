"""Learn a linear model of the lanes, and write its weights down as a table that a person can read and compare."""

import math
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from bot.setup.place import DEFAULT, load
from bot.setup.reading import WEIGHTS, table
from bot.setup.reading import senses as senses_of
from tools.corpus import AT, fingerprint, learnt_from
from understanding.lane.scales import CUE, KINDS, RULED, UNIT
from understanding.lane.senses import Senses
from understanding.lane.traits import neighbours, pieces, signs
from understanding.reader import Reader

FEWEST = 3
"""Texts of the corpus in which a trait must stand, or it is chance."""
SOFTNESS = 1.0
"""Inverse strength of the penalty on weights; chosen on the tuned half, some writers' texts left out at a time."""
LEAST = 0.25
"""How much a trait counts at least, however evenly it is spread over the kinds; chosen so, too."""
SLIGHT = 10
"""Hundredths; a trait none of whose weights is as large is left out."""


def traits(reader: Reader, senses: Senses, text: str) -> tuple[Counter[str], int]:
    """Return the traits of a text with their number, and how many words it has."""
    look = reader.look(text, AT)
    words = look.hits.words.plain
    found = Counter(piece for word in words for piece in pieces(word))
    found.update(neighbours(words))
    found.update(senses.traits(words))
    found.update(CUE + group for group in look.hits.spans)
    found.update(signs(look.tidied, len(words)))
    found[RULED + look.cues.lane] += 1
    return found, len(words)


def learn(out: Path = WEIGHTS) -> None:
    """Learn from the tuned half and write the weights."""
    rows, place = learnt_from(), load(DEFAULT)
    reader = place.reader
    senses = Senses({language: table(senses_of(language)) for language in place.languages})
    seen = [traits(reader, senses, text) for _, text in rows]
    kept = sorted(
        trait
        for trait, count in Counter(name for found, _ in seen for name in found).items()
        if count >= FEWEST
    )
    index = {trait: number for number, trait in enumerate(kept)}
    weights, bias = fitted([label for label, _ in rows], seen, index)
    strong = {trait: row for trait, row in zip(kept, weights.T, strict=True) if max(map(abs, row)) >= SLIGHT}
    learnt = {"": bias, **strong, **wholes(strong, reader, rows)}
    head = (
        f"# Learnt from {len(rows)} texts of tests/corpus/tuned ({fingerprint(rows)}) by `make train`; never written by hand.\n"
        f"# trait<TAB>weights in hundredths for: {' '.join(KINDS)}\n"
    )
    lines = [f"{trait}\t{' '.join(map(str, row))}\n" for trait, row in sorted(learnt.items())]
    out.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(rows)} texts, {len(lines)} weights in {out.name}")


def fitted(
    labels: Sequence[str], seen: Sequence[tuple[Counter[str], int]], index: dict[str, int]
) -> tuple[np.ndarray, list[int]]:
    """Return the weights of every kind, rounded to hundredths, and each kind's bias.

    Each kind is learnt against all others, and a trait counts by how much likelier it is in the one than in the others
    (Wang and Manning 2012, "Baselines and Bigrams"): a few telling words outweigh many that say little.
    """
    cells = [
        (number, index[trait], count / math.sqrt(size + 1))
        for number, (found, size) in enumerate(seen)
        for trait, count in found.items()
        if trait in index
    ]
    lines, columns, values = zip(*cells, strict=True)
    counts = csr_matrix((values, (lines, columns)), shape=(len(seen), len(index)))
    learnt = [one_against_all(counts, np.array([label == kind for label in labels])) for kind in KINDS]
    weights = np.array([weights for weights, _ in learnt])
    return np.rint(weights * UNIT).astype(int), [round(bias * UNIT) for _, bias in learnt]


def one_against_all(counts: csr_matrix, those: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the weights that tell those texts from all others, and the bias."""
    here, elsewhere = (1 + np.asarray((counts[texts] > 0).sum(axis=0)).ravel() for texts in (those, ~those))
    telling = LEAST + np.abs(np.log((here / here.sum()) / (elsewhere / elsewhere.sum())))
    model = LogisticRegression(C=SOFTNESS, max_iter=300, tol=1e-3, class_weight="balanced")
    with warnings.catch_warnings(action="error"):
        model.fit(counts @ diags(telling), those)
    return model.coef_[0] * telling, float(model.intercept_[0])


def wholes(
    strong: dict[str, Sequence[int]], reader: Reader, rows: Sequence[tuple[str, str]]
) -> dict[str, list[int]]:
    """Add the pieces of each frequent word up, so that most words are weighed at once."""
    counts = Counter(word for _, text in rows for word in reader.look(text, AT).hits.words.plain)
    nothing = [0] * len(KINDS)
    return {
        f"={word}": [
            sum(column)
            for column in zip(*(strong.get(piece, nothing) for piece in pieces(word)), strict=True)
        ]
        for word, count in counts.items()
        if count >= FEWEST
    }
