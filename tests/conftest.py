"""What every room's tests stand on: the real place, the real words."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.place import DEFAULT, Place, load
from bot.wording import Wording
from flows.book import book

ROOT = Path(__file__).parents[1]


def compiled(language: str, domain: str = "porchlight") -> GNUTranslations:
    """Compile a catalogue as it stands in the tree, whatever was compiled before."""
    path = ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    target = BytesIO()
    write_mo(target, read_po(BytesIO(path.read_bytes()), locale=language))
    target.seek(0)
    return GNUTranslations(target)


@pytest.fixture(scope="session")
def place() -> Place:
    """The first deployment, as it is."""
    return load(DEFAULT)


@pytest.fixture(scope="session")
def wording(place: Place) -> Wording:
    """Every sentence in every language of the place."""
    return Wording(book, place, {language: compiled(language) for language in place.languages})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be rewritten as the line speaks now."""
    parser.addoption("--update", action="store_true", help="rewrite the transcripts as the line speaks now")


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """See to it that the line says what the tree says: `make setup` compiles the catalogues."""
    for source in (ROOT / "locales").glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        assert made.exists(), f"{made.name} is missing: run make setup"
        assert made.stat().st_mtime >= source.stat().st_mtime, f"{made.name} is old: run make setup"
