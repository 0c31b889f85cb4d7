"""One reader on the first deployment, and a moment to read at."""

import csv
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from reading_stand import FRIDAY_NIGHT, ZONE

import understanding
from understanding import Reading
from understanding.lane.scales import Scales
from understanding.lane.senses import Senses
from understanding.reader import Reader
from understanding.where.places import Place
from understanding.where.places import places as read_places

WESTERN = Path(__file__).parents[2] / "deployments" / "western" / "places.csv"
WORDS = Path(understanding.__file__).parent / "words"
SENSES = Path(understanding.__file__).parent / "senses"
WEIGHTS = Path(understanding.__file__).parent / "weights" / "lanes.tsv"
NAMES = WEIGHTS.parent / "names.tsv"
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def vocabularies() -> Mapping[str, Mapping[str, Any]]:
    """The words files, parsed as the line parses them."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.toml"))
    }


@pytest.fixture(scope="session")
def places() -> list[Place]:
    """The crossings and schools of the first deployment."""
    with WESTERN.open(encoding="utf-8", newline="") as table:
        return read_places(csv.DictReader(table))


@pytest.fixture(scope="session")
def reader(vocabularies: Mapping[str, Mapping[str, Any]], places: list[Place]) -> Reader:
    """The one reader that all tests share: it keeps nothing of what it reads."""
    others = tomllib.loads((WORDS / "others" / "languages.toml").read_text(encoding="utf-8"))
    senses = Senses({file.stem: tomllib.loads(file.read_text("utf-8")) for file in SENSES.glob("*.toml")})
    with WEIGHTS.open(encoding="utf-8") as weights, NAMES.open(encoding="utf-8") as names:
        return Reader(vocabularies, places, ZONE, others, Scales(weights, senses), names)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read a text on Friday night, or at another moment."""
    return lambda text, now=FRIDAY_NIGHT: reader.read(text, now)
