"""A whole line on a database of its own, without a door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.line import Line, line
from bot.messages import Inbound
from bot.setup.place import Place
from storage import CHEAPEST, Store

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
PASSPHRASE = "lamp on the porch at night"


@pytest.fixture
def store(tmp_path: Path, place: Place) -> Store:
    """A founded store."""
    made = Store(
        tmp_path / "line.db",
        b"s" * 32,
        tmp_path / "keys" / "day-keys",
        zone=place.zone,
        cost=CHEAPEST,
        reserve=0,
    )
    made.migrate()
    made.staff.found("rosa", PASSPHRASE, int(NIGHT.timestamp()))
    return made


@pytest.fixture
def ready(store: Store, place: Place) -> Line:
    """The line on that store."""
    return line(place, store)


@pytest.fixture
def text(ready: Line) -> Callable[..., str]:
    """Text the line: `text("hi", sender=…, message_id=…, minutes=…)` gives the answer."""
    numbers = count(1)

    def send(
        words: str,
        *,
        sender: str = "sms:+12135550100",
        message_id: str = "",
        minutes: float = 0,
        **more: object,
    ) -> str:
        at = NIGHT + timedelta(minutes=minutes, seconds=next(numbers))
        channel = sender.partition(":")[0]
        inbound = Inbound(channel, sender, words, message_id or f"SM{next(numbers)}", at, **more)  # type: ignore[arg-type]
        return ready.engine.answer(inbound).text

    return send


@pytest.fixture
def reports(store: Store) -> Callable[[], list[bytes]]:
    """Open every report as its readers would."""

    def opened() -> list[bytes]:
        at = int(NIGHT.timestamp())
        session = store.staff.session(store.staff.sign_in("rosa", PASSPHRASE, at), at)
        assert session
        return [store.tips.read(session, row.id, at) for row in store.tips.page(session, at, limit=1000).rows]

    return opened
