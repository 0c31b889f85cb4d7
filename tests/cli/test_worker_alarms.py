"""A worker as the Procfile has it, and whoever it is to tell: told once, over a restart too, and never of an address."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from alert_receiver import Receiver, receiver
from porchlight_command import porchlight_here
from served_line import environment, served
from signed_texts import ACCOUNT, TOKEN, URL

from bot.setup.settings import PROJECT
from bot.watch.words import WORDS
from storage import Store

PLACE = "Western Ave Line"


@pytest.fixture
def desk() -> Iterator[Receiver]:
    with receiver() as desk:
        yield desk


@pytest.fixture
def settings(tmp_path: Path, desk: Receiver) -> dict[str, str]:
    """What an operator sets who wants to hear of it; nobody answers at this Twilio."""
    return {
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_URL": "http://127.0.0.1:9",
        "PORCHLIGHT_SECRET": "5e" * 32,
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_ALERTS": desk.address,
    }


@pytest.fixture
def store(settings: Mapping[str, str], tmp_path: Path) -> Iterator[Store]:
    store = Store(
        tmp_path / "line.db", settings["PORCHLIGHT_SECRET"].encode(), tmp_path / "keys" / "day-keys"
    )
    store.migrate()
    yield store
    store.close()


@contextmanager
def working(settings: Mapping[str, str], log: Path) -> Iterator[None]:
    """Let a worker run, and stop it as a service manager does."""
    with log.open("a") as out:
        command = [sys.executable, "-m", "bot.cli", "work"]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(settings), stdout=out, stderr=out)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def await_(what: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 30
    while not what():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def test_a_worker_tells_once_what_it_finds_and_a_second_one_does_not_repeat_it(
    settings: dict[str, str], store: Store, desk: Receiver, tmp_path: Path
) -> None:
    store.switch.close()
    log = tmp_path / "log"
    with working(settings, log):
        await_(lambda: store.told.read() == {"closed": "told"}, log)
    begun = store.chores.last("work")["at"]
    time.sleep(1)
    with working(settings, log):
        await_(lambda: store.chores.last("work")["at"] > begun, log)
        await_(lambda: log.read_text().count("ready") == 2, log)
        time.sleep(1.5)  # its first look is over long before

    assert desk.messages == [f"{PLACE}: {WORDS['closed'].wrong}"]
    assert "raised door=worker alarm=closed" in log.read_text()
    assert "hunter2secret" not in log.read_text()


@pytest.mark.usefixtures("store")
def test_an_address_that_nobody_knows_is_one_sentence_at_start(settings: dict[str, str]) -> None:
    settings["PORCHLIGHT_ALERTS"] += " nonsense://hunter2secret"
    done = porchlight_here(settings, "work")

    assert done.returncode == 1
    assert "PORCHLIGHT_ALERTS is malformed: apprise does not know the second address" in done.stderr
    assert "hunter2secret" not in done.stderr + done.stdout


def test_health_of_a_served_line_follows_its_worker_and_is_for_this_machine_alone(
    settings: dict[str, str], store: Store, tmp_path: Path
) -> None:
    now = int(time.time())
    store.agree(now)
    store.chores.note("work", at=now - 3_600)
    store.chores.note("sweep", at=now, outcome="done")
    store.chores.note("twilio", at=now, outcome="done", good=now)
    with served(settings, tmp_path / "log", factory="") as line:

        def health(**headers: str) -> int:
            return requests.get(f"{line.url}/health", headers=headers, timeout=20).status_code

        assert health() == 200
        assert health(**{"X-Forwarded-For": "192.0.2.60"}) == 404
        assert health(Host="line.example.org") == 404
        assert requests.get(f"{line.url}/metrics", timeout=20).status_code == 404
        store.chores.note("work", at=now - 7_200)
        store.chores.note("sweep", at=now - 601, outcome="done")
        time.sleep(1.1)
        assert health() == 503
