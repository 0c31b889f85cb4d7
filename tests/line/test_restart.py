"""A restart under load loses no text and takes none twice, however the line is restarted."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGHUP, SIGTERM
from socket import socket
from urllib.parse import urlsplit

import pytest
import requests
from real_line import real_line
from served_line import command, environment, free_port
from signed_texts import URL, sign, text

from bot.setup.place import Place
from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store

SEEN = "man yelling at two girls by a black car, western and 3rd right now"
CROWD = 3
"""Texts that are under way at once."""
RETRIES = 3
"""What `#rc=3` asks Twilio for."""
PATIENCE = 60.0
"""Seconds for whatever is waited for: four times what Twilio gives a text, because other tests may keep a machine busy."""
HANDED = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execvp(sys.argv[2], sys.argv[2:])
"""
"""What systemd does for a process with a socket unit, in small (sd_listen_fds)."""


@dataclass
class Crowd:
    """People who text one after another, each once, and Twilio behind them, which repeats what was not answered."""

    url: str
    answers: dict[str, str] = field(default_factory=dict)
    """What each message id was answered."""
    repeated: int = 0
    lost: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def texting(self) -> Iterator[None]:
        """Text until the block is over."""
        threads = [threading.Thread(target=self._text, args=(number,)) for number in range(CROWD)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def await_answers(self, more: int) -> None:
        """Wait until so many more were answered, at most a minute."""
        wanted, deadline = len(self.answers) + more, time.monotonic() + PATIENCE
        while len(self.answers) < wanted:
            assert time.monotonic() < deadline, f"{len(self.answers)} of {wanted} were answered"
            time.sleep(0.01)

    def _text(self, thread: int) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            self.deliver(f"SM{thread:02}{number:030}", f"+1213{thread:02}{number:05}")

    def deliver(self, sid: str, sender: str) -> None:
        """Hand one text over as Twilio does."""
        fields = text(Body=SEEN, MessageSid=sid, From=sender)
        signed = {"X-Twilio-Signature": sign(f"{URL}/sms", fields.items())}
        deadline = time.monotonic() + PATIENCE
        for attempt in range(RETRIES + 1):
            if attempt:
                self.repeated += 1
                self._await_listener(deadline)
            left = max(1.0, deadline - time.monotonic())
            with suppress(requests.RequestException):
                answer = requests.post(f"{self.url}/sms", data=fields, headers=signed, timeout=left)
                if answer.status_code == 200:
                    self.answers[sid] = answer.text
                    return
        self.lost.append(sid)

    def _await_listener(self, deadline: float) -> None:
        """Let the time go by that lies between two attempts; how long Twilio waits, it does not tell."""
        where = urlsplit(self.url)
        while time.monotonic() < deadline:
            with socket() as caller:
                if caller.connect_ex((where.hostname, where.port)) == 0:
                    return
            time.sleep(0.1)


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """What the operator sets for a real line."""
    return {
        **real_line(tmp_path / "line.db"),
        "PORT": str(free_port()),
    }


@pytest.fixture
def founded(tmp_path: Path, place: Place) -> Iterator[Store]:
    """The line's database."""
    keys = tmp_path / "keys" / "day-keys"
    store = Store(tmp_path / "line.db", b"5e" * 32, keys, zone=place.zone, cost=CHEAPEST)
    store.migrate()
    store.staff.found("rosa", "lamp on the porch", 1_795_428_000)
    yield store
    store.close()


class Supervisor:
    """Runs the web process of the Procfile, and ends and starts it as a service manager does."""

    def __init__(self, variables: Mapping[str, str], log: Path, held: socket | None = None) -> None:
        self._variables, self._log, self._held = variables, log, held
        self.url = f"http://127.0.0.1:{held.getsockname()[1] if held else variables['PORT']}"
        self._process = self._started()
        self._await()

    def _await(self) -> None:
        """Wait until it answers, at most a minute."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(requests.RequestException):
                if requests.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(self._log.read_text())

    def _started(self) -> subprocess.Popen[bytes]:
        """Start it; a socket that is held is handed over as systemd does for a socket unit."""
        asked = ["sh", "-c", f"exec {command('web', '')}"]
        held = self._held.fileno() if self._held else 0
        with self._log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-c", HANDED, str(held), *asked] if held else asked,
                env=environment(self._variables),
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                pass_fds=[held] if held else [],
            )

    def hang_up(self) -> None:
        """Ask for new workers, and wait until the old ones are gone."""
        old = self._workers()
        self._process.send_signal(SIGHUP)
        deadline = time.monotonic() + PATIENCE
        while self._workers() & old or len(self._workers()) < len(old):
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.02)

    def restart(self) -> None:
        """End it, and start it again."""
        self._process.send_signal(SIGTERM)
        assert self._process.wait(timeout=PATIENCE) == 0
        self._process = self._started()

    def end(self) -> None:
        """End it for good."""
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)

    def _workers(self) -> set[str]:
        pid = self._process.pid
        return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


@pytest.fixture
def supervised(variables: Mapping[str, str], founded: Store, tmp_path: Path) -> Iterator[Supervisor]:
    """A line that stands."""
    assert founded
    supervisor = Supervisor(variables, tmp_path / "log")
    yield supervisor
    supervisor.end()


def kept(folder: Path) -> dict[str, int]:
    """Count what the line holds of those who texted: ids of messages, and conversations."""
    with closing(sqlite3.connect(folder / "line.db")) as database:
        tables = ("seen", "conversations")
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names from above
            for table in tables
        }


def nothing_lost(crowd: Crowd, folder: Path) -> None:
    """See that each text that was answered was kept once, and that every answer is the same."""
    count = len(crowd.answers)

    assert crowd.lost == []
    assert count > 0
    assert kept(folder) == {"seen": count, "conversations": count}
    assert len(set(crowd.answers.values())) == 1
    assert "1 Send it" in next(iter(crowd.answers.values()))


def test_new_workers_take_over_without_a_text_that_must_be_repeated(
    supervised: Supervisor, tmp_path: Path
) -> None:
    crowd = Crowd(supervised.url)
    with crowd.texting():
        crowd.await_answers(8)
        supervised.hang_up()
        crowd.await_answers(8)

    nothing_lost(crowd, tmp_path)
    assert crowd.repeated == 0


def test_what_comes_while_nobody_listens_is_repeated_and_taken_once(
    supervised: Supervisor, tmp_path: Path
) -> None:
    crowd = Crowd(supervised.url)
    with crowd.texting():
        crowd.await_answers(8)
        supervised.restart()
        crowd.await_answers(8)

    nothing_lost(crowd, tmp_path)
    assert crowd.repeated >= CROWD


def test_whoever_holds_the_port_meanwhile_makes_nobody_repeat_anything(
    variables: Mapping[str, str], founded: Store, tmp_path: Path
) -> None:
    assert founded
    with socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(64)
        supervisor = Supervisor(variables, tmp_path / "log", held)
        crowd = Crowd(supervisor.url)
        try:
            with crowd.texting():
                crowd.await_answers(8)
                supervisor.restart()
                crowd.await_answers(8)
        finally:
            supervisor.end()

    nothing_lost(crowd, tmp_path)
    assert crowd.repeated == 0
