"""Who reads what people write at one place: the words, the weights and the places, compiled once for whoever asks."""

import gc
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

import understanding
from bot.setup.place import rows
from understanding.lane.scales import Scales
from understanding.lane.senses import Senses
from understanding.matching.adding import together
from understanding.reader import Reader
from understanding.where.places import places

UNDERSTANDING = Path(understanding.__file__).parent
WEIGHTS = UNDERSTANDING / "weights" / "lanes.tsv"
NAMES = UNDERSTANDING / "weights" / "names.tsv"
OTHERS = UNDERSTANDING / "words" / "others" / "languages.toml"
"""Everyday words of languages that no deployment speaks."""


def reader_of(folder: Path, languages: tuple[str, ...], zone: tzinfo) -> Reader:
    """Give the reader of a place; one for all that stand on the same files, gunicorn's workers among them.

    Raises ValueError, or KeyError with the name of a column that is missing.
    """
    everybodys = (*map(words, languages), *map(senses, languages), OTHERS, WEIGHTS, NAMES)
    tables = (*everybodys, *own_words(folder, languages).values(), folder / "places.csv")
    return reader(tuple((table, table.stat().st_mtime_ns) for table in tables), languages, zone)


@lru_cache(maxsize=4)
def reader(seen: Sequence[tuple[Path, int]], languages: tuple[str, ...], zone: tzinfo) -> Reader:
    """Compile the words and the places.

    ``seen`` is the files with the nanosecond in which each was written; the last is the table of places.
    """
    folder = seen[-1][0].parent
    with uncollected():
        spots = places(rows(folder / "places.csv"))
        vocabularies = {language: table(words(language)) for language in languages}
        for language, file in own_words(folder, languages).items():
            vocabularies[language] = together(vocabularies[language], table(file))
        meanings = Senses({language: table(senses(language)) for language in languages})
        with WEIGHTS.open(encoding="utf-8") as weights, NAMES.open(encoding="utf-8") as names:
            return Reader(vocabularies, spots, zone, table(OTHERS), Scales(weights, meanings), names)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while very much is made that all stays, and never in that: a line starts a fifth sooner."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # it would be walked at once, and again and again while texts wait
        if collects:
            gc.enable()


def words(language: str) -> Path:
    """Name the file in which a language's words are."""
    return UNDERSTANDING / "words" / f"{language}.toml"


def own_words(folder: Path, languages: Iterable[str]) -> dict[str, Path]:
    """Name the files in which a place adds words of its own, by language, where it has some."""
    files = {language: folder / "words" / f"{language}.toml" for language in languages}
    return {language: file for language, file in files.items() if file.exists()}


def senses(language: str) -> Path:
    """Name the file in which its small dictionary of senses is."""
    return UNDERSTANDING / "senses" / f"{language}.toml"


def table(file: Path) -> dict[str, Any]:
    """Read the words of one language."""
    return tomllib.loads(file.read_text(encoding="utf-8"))
