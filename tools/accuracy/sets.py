"""The labelled texts: one table for each set and language, in two halves."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
HALVES = ("tuned", "untouched")
"""The first is learnt from and looked at; of the second only totals are ever printed."""
LANGUAGES = ("en", "es", "ko")


class Row(NamedTuple):
    """One labelled text."""

    labels: tuple[str, ...]
    """What stands before the text, as each set has it (tests/corpus/README.md)."""
    text: str


def rows(half: str, kind: str, language: str) -> list[Row]:
    """Read one table; without one there are no rows."""
    table = CORPUS / half / f"{kind}_{language}.tsv"
    return list(_read(table)) if table.exists() else []


def _read(table: Path) -> Iterator[Row]:
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            *labels, text = line.split("\t")
            yield Row(tuple(labels), text)
