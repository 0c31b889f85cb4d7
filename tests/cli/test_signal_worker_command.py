"""`porchlight work` on Signal: a real worker, a real Signal door, and a stand-in for signal-cli-rest-api that can be killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from real_line import real_line
from served_line import environment, served
from signal_network import NUMBER, Fault, Phone
from signal_stand import Container, Stand, signal_cli

from bot.mail import Mail
from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store

WORD = "b7" * 32


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with signal_cli(tmp_path / "signal") as stand:
        yield stand


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """What the operator of a line on both channels sets, but for the address of signal-cli-rest-api."""
    return {
        **real_line(tmp_path / "line.db"),
        "TWILIO_API_URL": "http://127.0.0.1:9",
        "SIGNAL_NUMBER": NUMBER,
        "SIGNAL_WEBHOOK_TOKEN": WORD,
    }


@pytest.fixture
def store(settings: Mapping[str, str], tmp_path: Path) -> Iterator[Store]:
    """The store that the commands open, made ready."""
    secret, keys = settings["PORCHLIGHT_SECRET"].encode(), tmp_path / "keys" / "day-keys"
    store = Store(tmp_path / "line.db", secret, keys, cost=CHEAPEST)
    store.migrate()
    store.staff.found("rosa", "lamp on the porch", int(time.time()))
    yield store
    store.close()


@contextmanager
def working(settings: Mapping[str, str], stand: Stand, log: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a worker run, as the Procfile has it, and stop it as a service manager does."""
    with log.open("a") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "work"],
            cwd=PROJECT,
            env=environment({**settings, "SIGNAL_API_URL": stand.url}),
            stdout=out,
            stderr=out,
            text=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def await_(what: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something is so: machines are busy."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def post(store: Store, phone: Phone, text: str) -> None:
    """Put an answer into the outbox, as a turn does."""
    at = int(time.time())
    with store.turn(f"signal:{phone.uuid}", at) as turn:
        turn.post(Mail(f"signal:{phone.uuid}", text).written(), at + 300)


def waiting(store: Store) -> int:
    return store.outbox.waiting(int(time.time())).texts


def test_answers_leave_at_once_in_order_and_one_slow_phone_holds_no_other_up(
    settings: dict[str, str], store: Store, stand: Stand, tmp_path: Path
) -> None:
    ada, ben = stand.phone("ada"), stand.phone("ben")
    with working(settings, stand, tmp_path / "log"):
        await_(lambda: bool(store.chores.last("probe")))
        stand.queue(Fault(slow=3, path="/v2/send"))
        post(store, ada, "slow")
        await_(lambda: len(stand.asked("POST", "/v2/send")) == 2)
        begun = time.time()
        for number in range(5):
            post(store, ben, str(number))
        assert ben.await_texts(5) == ["0", "1", "2", "3", "4"]
        assert time.time() - begun < 3
        assert ada.await_texts(1) == ["slow"]
    with store._database.read() as connection:
        states = connection.execute("SELECT DISTINCT state FROM outbox").fetchall()

    assert states == [("sent",)]
    log = (tmp_path / "log").read_text()
    for told in ("slow", ada.uuid, NUMBER[1:], WORD):
        assert told not in log


def test_a_worker_that_is_killed_while_it_sends_has_it_sent_once_more_and_no_more(
    settings: dict[str, str], store: Store, stand: Stand, tmp_path: Path
) -> None:
    ada = stand.phone("ada")
    stand.queue(Fault(hang=30, path="/v2/send"), times=3)  # the probe's, too
    with working(settings, stand, tmp_path / "log") as process:
        post(store, ada, "hello")
        await_(lambda: len(ada.received) == 1)
        process.kill()
        process.wait(20)
    stand.network.tell("no faults")
    with working(settings, stand, tmp_path / "log"):
        await_(lambda: waiting(store) == 0)
        post(store, ada, "next")
        await_(lambda: "next" in ada.texts)

    assert ada.texts == ["hello", "hello", "next"]


def test_a_worker_that_is_told_to_stop_finishes_what_it_sends_and_begins_no_more(
    settings: dict[str, str], store: Store, stand: Stand, tmp_path: Path
) -> None:
    ada = stand.phone("ada")
    with working(settings, stand, tmp_path / "log") as process:
        await_(lambda: bool(store.chores.last("probe")))
        stand.queue(Fault(hang=3, path="/v2/send"))
        post(store, ada, "hello")
        await_(lambda: len(ada.received) == 1)
        post(store, ada, "the next one")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with store._database.read() as connection:
        states = connection.execute("SELECT state FROM outbox ORDER BY number").fetchall()

    assert ada.texts == ["hello"]
    assert states == [("sent",), ("waiting",)]


def test_what_is_texted_on_signal_is_answered_there_also_after_everything_was_killed(
    settings: dict[str, str], store: Store, tmp_path: Path
) -> None:
    stand = Stand(tmp_path / "signal")
    ada = stand.phone("ada")
    on_signal = {**settings, "SIGNAL_API_URL": stand.url}
    with (
        Container(stand) as container,
        served(on_signal, tmp_path / "door", "signal", "") as door,
        working(settings, stand, tmp_path / "log") as worker,
    ):
        stand.set(webhook=f"{door.url}/signal?token={WORD}")
        ada.send("hi")
        assert len(ada.await_texts(1, 30)) == 1
        await_(lambda: bool(store.chores.last("echo") or store.chores.last("probe")))
        container.kill()
        worker.kill()
        ada.send("2")
        container.start()
        await_(lambda: len(stand.posted()) >= 2)
        with working(settings, stand, tmp_path / "log"):
            assert len(ada.await_texts(2, 30)) == 2
    assert [status for _, status in stand.posted()] == [200] * len(stand.posted())
