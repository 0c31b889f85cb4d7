"""A store, a stand-in for Twilio, and a clock that both share and tests move."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from twilio_stand import twilio
from worker_stand import NOON, SECRET, Stage

from bot.setup.place import Place
from bot.words.wording import Wording
from storage import CHEAPEST, Store


@pytest.fixture
def stage(tmp_path: Path, place: Place, wording: Wording) -> Iterator[Stage]:
    store = Store(
        tmp_path / "line.db",
        SECRET,
        tmp_path / "day.keys",
        zone=place.zone,
        cost=CHEAPEST,
        reserve=0,
    )
    store.migrate()
    store.agree(NOON)
    with twilio(NOON) as stand:
        yield Stage(store, stand, place, wording)
    store.close()
