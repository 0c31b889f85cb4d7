"""Learn which words name the sender where no rule sees it, and write the weights down as a table."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.setup.place import DEFAULT, load
from bot.setup.reading import NAMES
from tools.corpus import AT, Row, fingerprint, names_learnt_from
from understanding.named.learnt import ANY, UNIT
from understanding.named.naming import ruled
from understanding.named.sieve import Sieve
from understanding.reader import Reader

FEWEST = 3
"""Words of the corpus at which a trait must stand, or it is chance."""
SOFTNESS = 1.0
"""Inverse strength of the penalty on weights; chosen on the tuned half, some writers' texts left out at a time."""
SLIGHT, SLIGHT_KIND = 10, 20
"""Hundredths; a smaller weight is left out, of what names the sender and of what it is."""
MAIL, HANDLE = re.compile(r"\S@\S+\.\S"), re.compile(r"@|_")


class Seen(NamedTuple):
    """One word of the corpus."""

    traits: list[str]
    own: bool
    """Whether it names the sender."""
    kind: str
    """What it is, if its text tells; else nothing."""


def learn_names(out: Path = NAMES) -> None:
    """Learn from the tuned half and write the weights."""
    reader, texts = load(DEFAULT).reader, names_learnt_from()
    words = [word for row in texts for word in seen(reader, row)]
    weights = {ANY: fitted(words, [word.own for word in words], SLIGHT)}
    known = [word for word in words if word.own and word.kind]
    for kind in sorted({word.kind for word in known}):
        weights[kind] = fitted(known, [word.kind == kind for word in known], SLIGHT_KIND)
    lines = [
        f"{kind}\t{trait}\t{weight}\n"
        for kind, traits in weights.items()
        for trait, weight in sorted(traits.items())
    ]
    mark = fingerprint([*row.labels, row.text] for row in texts)
    head = (
        f"# Learnt from {len(texts)} texts of tests/corpus/tuned ({mark}) by `make train`; never written by hand.\n"
        f"# class<TAB>trait<TAB>weight in hundredths; `{ANY}` is all that names the sender, the others tell what it is\n"
    )
    out.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(texts)} texts, {len(lines)} weights in {out.name}")


def seen(reader: Reader, row: Row) -> list[Seen]:
    """Return the words of a text, with what its labels say of each."""
    look = reader.look(row.text, AT)
    sieve = Sieve(look.tidied, look.folded, look.hits, reader.vocabulary)
    traits = reader.learnt.traits(sieve, ruled(sieve, reader.vocabulary))
    removed, _, gone, stay = row.labels
    goes, stays = spans(look.tidied, gone), spans(look.tidied, stay)
    found = []
    for its, start, end in zip(traits, look.hits.words.starts, look.hits.words.ends, strict=True):
        pieces = [piece for first, last, piece in goes if first < end and start < last]
        own = bool(pieces) and not any(first < end and start < last for first, last, _ in stays)
        found.append(Seen(its, own, kind_of(pieces[0], removed.split(",")) if own else ""))
    return found


def spans(text: str, pieces: str) -> list[tuple[int, int, str]]:
    """Return where these pieces of a text are, every time."""
    return [
        (match.start(), match.end(), piece)
        for piece in pieces.split("|")
        if piece != "-"
        for match in re.finditer(re.escape(piece.lower()), text.lower())
    ]


def kind_of(piece: str, removed: Sequence[str]) -> str:
    """Return what a piece is: the one class of its text; of several the one that its form tells, or nothing."""
    if len(removed) == 1:
        return removed[0]
    if MAIL.search(piece):
        return "email"
    return "handle" if HANDLE.search(piece) and "handle" in removed else ""


def fitted(words: Sequence[Seen], those: Sequence[bool], slight: int) -> dict[str, int]:
    """Return the weights that tell those words from the others, in hundredths; that of no trait is the bias."""
    counts = Counter(trait for word in words for trait in set(word.traits))
    kept = sorted(trait for trait, count in counts.items() if count >= FEWEST)
    columns = {trait: column for column, trait in enumerate(kept)}
    cells = [
        (line, columns[trait])
        for line, word in enumerate(words)
        for trait in set(word.traits)
        if trait in columns
    ]
    lines, places = zip(*cells, strict=True)
    counted = csr_matrix((np.ones(len(cells)), (lines, places)), shape=(len(words), len(columns)))
    model = LogisticRegression(C=SOFTNESS, max_iter=300, tol=1e-3, solver="liblinear")
    model.fit(counted, np.array(those))
    weights = {trait: round(model.coef_[0][column] * UNIT) for trait, column in columns.items()}
    strong = {trait: weight for trait, weight in weights.items() if abs(weight) >= slight}
    return {"": round(float(model.intercept_[0]) * UNIT), **strong}
