"""The lookout on a real store: what it sees, how long it takes, and that nothing makes it hang."""

import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from echo_line import Echo
from exposition import read

from bot.setup.settings import Settings
from bot.signal_app import create_signal_app
from bot.watch import Lookout
from bot.web import create_app
from storage import CHEAPEST, Store, Waiting

NOON = 1_795_032_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read(
        {
            "PORCHLIGHT_DEMO": "1",
            "PORCHLIGHT_SECRET": "5a" * 32,
            "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        }
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = Store(
        settings.database, settings.secret.reveal().encode(), settings.day_keys, cost=CHEAPEST, timeout=0.2
    )
    store.migrate()
    store.agree(NOON)
    store.chores.note("sweep", at=NOON, outcome="done")
    yield store
    store.close()


def told(lookout: Lookout) -> set[str]:
    return {finding.name for finding in lookout.findings() if finding.told}


def test_a_line_that_works_is_well_and_a_look_is_cheap(store: Store, settings: Settings) -> None:
    lookout = Lookout(store, settings, lambda: NOON)
    begun = time.monotonic()
    assert lookout.healthy()
    first = time.monotonic() - begun
    begun = time.monotonic()
    assert all(lookout.healthy() for _ in range(100))
    again = (time.monotonic() - begun) / 100

    assert first < 2  # measured: 3 ms, on a machine with nothing else to do
    assert again < 0.01  # measured: 40 µs


def test_an_answer_that_waits_is_seen(store: Store, settings: Settings) -> None:
    with store.turn("signal:somebody", NOON) as turn:
        turn.post(b"any answer", NOON + 300)

    assert told(Lookout(store, settings, lambda: NOON + 30)) == set()
    assert told(Lookout(store, settings, lambda: NOON + 31)) == {"outbox"}


def test_a_process_that_holds_the_lock_makes_it_red_until_it_lets_go(
    store: Store, settings: Settings
) -> None:
    lookout = Lookout(store, settings, lambda: NOON)
    lock = os.open(f"{settings.database}.lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert told(lookout) == {"storage"}
    os.close(lock)
    deadline = time.monotonic() + 10
    while told(lookout) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert told(lookout) == set()


def test_a_disk_that_never_answers_makes_the_first_wait_and_nobody_after(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    awake, waited = Event(), []

    def waiting(_: int) -> Waiting:
        awake.wait(30)
        return Waiting(0, 0)

    monkeypatch.setattr(store.outbox, "waiting", waiting)
    monkeypatch.setattr("bot.watch.lookout.PATIENCE", 1.0)
    monkeypatch.setattr("bot.watch.lookout.FRESH", -1.0)
    lookout = Lookout(store, settings, lambda: NOON)
    for _ in range(2):
        begun = time.monotonic()
        assert told(lookout) == {"storage"}
        waited.append(time.monotonic() - begun)
    awake.set()

    assert waited[0] >= 1.0 > waited[1]


def test_a_database_that_is_gone_or_spoilt_is_told_in_its_own_words(store: Store, settings: Settings) -> None:
    store.close()
    settings.database.write_bytes(b"not a database, whatever its name says" * 100)
    (found,) = [finding for finding in Lookout(store, settings, lambda: NOON).findings() if finding.told]

    assert (found.name, found.red) == ("storage", True)
    assert "restore the newest backup" in found.told


def test_a_reserve_that_was_spent_is_told_until_there_is_room(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(f"{settings.database}.reserve").open("r+b") as file:
        file.truncate(0)

    assert told(Lookout(store, settings, lambda: NOON)) == set()
    monkeypatch.setattr("storage.ground.reserve.AMPLE", 2**40)  # no disk has as much
    assert told(Lookout(store, settings, lambda: NOON)) == {"disk"}


def test_a_closed_line_is_told_and_healthy(store: Store, settings: Settings) -> None:
    store.switch.close()
    lookout = Lookout(store, settings, lambda: NOON)

    assert told(lookout) == {"closed"}
    assert lookout.healthy()


def test_a_clock_that_jumped_is_red(store: Store, settings: Settings) -> None:
    assert "clock" in told(Lookout(store, settings, lambda: NOON + 3 * 3_600))


def test_the_disk_is_told_to_a_machine_as_it_was_at_the_last_ten_minutes(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, shares = [NOON + 10], iter((0.4, 0.3, 0.2))
    monkeypatch.setattr("bot.watch.lookout.FRESH", -1.0)
    monkeypatch.setattr("bot.watch.facts.room", lambda _: _Room(next(shares)))
    lookout = Lookout(store, settings, lambda: now[0])
    seen = []
    for at in (NOON + 10, NOON + 590, NOON + 600):
        now[0] = at
        seen.append(read(lookout.metrics())["porchlight_disk_free_ratio"])

    assert seen == [0.4, 0.4, 0.2]


def test_the_signal_door_shows_both_pages_and_the_public_door_one(store: Store, settings: Settings) -> None:
    signal = create_signal_app(Echo(), settings, store).test_client()
    public = create_app(Echo(), settings).test_client()
    shown = signal.get("/metrics")

    assert read(shown.text)['porchlight_finding_red{name="storage"}'] == 0
    assert shown.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert shown.headers["Cache-Control"] == "no-store"
    assert (signal.get("/health").status_code, public.get("/health").status_code) == (503, 200)
    assert public.get("/metrics").status_code == 404
    assert signal.get("/metrics", headers={"Via": "1.1 proxy"}).status_code == 404


class _Room:
    """A disk that has as much room as it is told to."""

    free = 10**12

    def __init__(self, share: float) -> None:
        self.share = share
