"""A store on a real file, made anew for each test."""

from pathlib import Path

import pytest
from hypothesis import settings
from storage_stand import AT, FACTS, PASSPHRASE, make_store, signed_in

from storage import Session, Store, TipFacts

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


@pytest.fixture
def at() -> int:
    return AT


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = make_store(tmp_path)
    made.migrate()
    return made


@pytest.fixture
def ana(store: Store, at: int) -> Session:
    """Ana founded the staff and is signed in."""
    store.staff.found("ana", PASSPHRASE, at)
    return signed_in(store, "ana", PASSPHRASE, at)


@pytest.fixture
def facts() -> TipFacts:
    return FACTS
