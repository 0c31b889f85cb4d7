"""The labelled texts of tests/corpus: one table for each set and language, in two halves."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
HALVES = ("tuned", "untouched")
"""The first is learnt from and looked at; of the second only totals are ever printed."""
LANGUAGES = ("en", "es", "ko")
AT = datetime.fromisoformat("2026-11-20T23:30:00-08:00")
"""Friday night: when the texts were written, as far as a reader is concerned."""


class Row(NamedTuple):
    """One labelled text."""

    labels: tuple[str, ...]
    """What stands before the text, as each set has it (tests/corpus/README.md)."""
    text: str


def rows(half: str, kind: str, language: str) -> list[Row]:
    """Read one table."""
    return list(_read(CORPUS / half / f"{kind}_{language}.tsv"))


def _read(table: Path) -> Iterator[Row]:
    for line in table.read_text(encoding="utf-8").splitlines():
        *labels, text = line.split("\t")
        yield Row(tuple(labels), text)


OF_NO_LANE = frozenset({"anonymous", "bot", "cost", "language", "next", "pictures", "signal", "who"})
"""Questions about the line that are nobody's need and no wish to be left alone."""


def learnt_from() -> list[tuple[str, str]]:
    """Return the lanes of the tuned half in all languages: each text's first label, and the text; questions besides."""
    found = [
        (row.labels[0].split("|")[0], row.text)
        for language in LANGUAGES
        for row in rows("tuned", "lanes", language)
    ]
    asked = [row for language in LANGUAGES for row in rows("tuned", "questions", language)]
    return found + [("everyday", row.text) for row in asked if row.labels[0] in OF_NO_LANE]


def names_learnt_from() -> list[Row]:
    """Return the texts about names of the tuned half, less those of which only the sender could say whose a name is."""
    found = [row for language in LANGUAGES for row in rows("tuned", "names", language)]
    return [row for row in found if row.labels[1] == "-"]


def fingerprint(texts: Iterable[Sequence[str]]) -> str:
    """Return what tells one corpus from another; a test compares it with what the weights were learnt from."""
    return hashlib.sha256("\n".join("\t".join(text) for text in texts).encode()).hexdigest()[:16]
