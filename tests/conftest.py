"""What every room's tests stand on: the real place, the real words."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogues import compiled
from hypothesis import settings

from bot.quiet import LIBRARIES
from bot.setup.place import DEFAULT, Place, load
from bot.words.wording import Wording
from flows.book import book

ROOT = Path(__file__).parents[1]

# Machines are busy: what may not take long is held by tests that measure it against something else in the same run.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


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


LONG = (
    "test_whole_line",
    "test_storm",
    "test_quiet_failures",
    "test_failing_storage",
    "test_signal_worker_command",
)
"""Files that take long and hold few tests: they begin first, so that no core is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long files begin."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """See to it that the line says what the tree says: `make setup` compiles the catalogues."""
    for source in (ROOT / "locales").glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        assert made.exists(), f"{made.name} is missing: run make setup"
        assert made.stat().st_mtime >= source.stat().st_mtime, f"{made.name} is old: run make setup"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Undo what a process's own logging set up, when a test starts such a process inside this one."""
    loggers = [logging.root, *map(logging.getLogger, ("porchlight", *LIBRARIES))]
    before = [(logger, logger.level, logger.propagate, logger.disabled) for logger in loggers]
    hooks = (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        logging.lastResort,
        logging.raiseExceptions,
    )
    yield
    for logger, level, propagate, disabled in before:
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled
    sys.excepthook, threading.excepthook, sys.unraisablehook, logging.lastResort, logging.raiseExceptions = (
        hooks
    )
    logging.captureWarnings(capture=False)
