"""The texts that are learnt from, and what tells one corpus from another."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "tests" / "corpus" / "tuned"

Text = tuple[str, str]
"""Label and text."""


def texts(folder: Path = CORPUS) -> list[Text]:
    """Read the labelled texts of all languages; the first label is what is learnt."""
    found = []
    for file in sorted(folder.glob("lanes_*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                label, _, text = line.partition("\t")
                found.append((label.split("|")[0], text))
    return found


def fingerprint(rows: Sequence[Text]) -> str:
    """Return what tells one corpus from another; a test compares it with what the weights were learnt from."""
    return hashlib.sha256("\n".join("\t".join(row) for row in rows).encode()).hexdigest()[:16]
