"""Where the storms take place: a founded line with all its processes, and signal-cli-rest-api beside it."""

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

import click
from real_line import real_line
from signal_network import NUMBER
from signal_stand import Container, Stand
from storm_line import Process
from storm_people import SignalPerson, SmsPerson, Told, report

from bot.setup.place import Place
from storage import CHEAPEST, Store

SECRET = "5e" * 32
WEBHOOK_TOKEN = "kT" * 20
PASSPHRASE = "lamp on the porch at night"
People = list[tuple[str, SmsPerson | SignalPerson]]
"""Each with the word that only they say."""
QUIET = 2.0
"""Seconds without anything new after which nothing more is on its way."""


class SignalApi:
    """signal-cli-rest-api as something that can be killed: it is there again a moment later, as a container is."""

    name = "signal-cli-rest-api"

    def __init__(self, container: Container) -> None:
        self._container = container

    def kill(self) -> None:
        """Kill it, and start it again."""
        self._container.kill()
        self._container.start()


@dataclass
class Scene:
    """A line that runs."""

    store: Store
    stand: Stand
    api: SignalApi
    processes: dict[str, Process]
    database: Path
    _number: Iterator[int] = field(default_factory=count)

    @property
    def web(self) -> Process:
        """The public door."""
        return self.processes["web"]

    def persons(self, many: int, patience: float) -> People:
        """Give so many new people, every other one with Signal, and a word that only this one says."""
        made: People = []
        for number in islice(self._number, many):
            mark = f"porch{number:05}z"
            if number % 2:
                phone = self.stand.phone(f"person {number}")
                made.append((mark, SignalPerson(phone, patience)))
            else:
                made.append((mark, SmsPerson(self.web.url, f"+1310{number:07}")))
        return made

    def await_quiet(self, seconds: float = 60) -> None:
        """Wait until nothing is on its way any more: no answer waits, and no phone has got anything for a while."""
        deadline = time.monotonic() + seconds
        size, since = -1, time.monotonic()
        while time.monotonic() < deadline:
            now = self.stand.network.look().size
            if now != size or self.store.outbox.waiting(int(time.time())).texts:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET:
                return
            time.sleep(0.1)

    def accounts(self) -> dict[str, list[str]]:
        """Open every report, and give the ids of those that tell each mark."""
        found: dict[str, list[str]] = {}
        at, after = int(time.time()), None
        session = self.store.staff.vouch("rosa", PASSPHRASE, at)
        while True:
            page = self.store.tips.page(session, at, after, limit=500)
            for row in page.rows:
                account = json.loads(self.store.tips.read(session, row.id, at))["account"]
                found.setdefault(account.split()[0], []).append(row.id)
            after = page.next
            if after is None:
                return found

    def integrity(self) -> str:
        """Ask SQLite whether its file is whole."""
        with closing(sqlite3.connect(self.database)) as opened:
            return str(opened.execute("PRAGMA integrity_check").fetchone()[0])


@contextmanager
def staged(folder: Path, place: Place, workers: int = 1) -> Iterator[Scene]:
    """Start everything, and stop it afterwards."""
    database = folder / "data" / "line.db"
    database.parent.mkdir()
    store = Store(
        database, SECRET.encode(), database.parent / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    store.migrate()
    store.staff.found("rosa", PASSPHRASE, int(time.time()))
    stand = Stand(folder / "signal")
    variables = {
        "PORCHLIGHT_BUDGET": "10000000",
        **real_line(database),
        "TWILIO_API_URL": "http://127.0.0.1:9",
        "SIGNAL_API_URL": stand.url,
        "SIGNAL_NUMBER": NUMBER,
        "SIGNAL_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
    }
    names = ["web", "signal", *["worker"] * workers]
    processes = {
        f"{name}{number}" if name == "worker" else name: Process(name, variables, folder)
        for number, name in enumerate(names)
    }
    stand.set(webhook=f"{processes['signal'].url}/signal?token={WEBHOOK_TOKEN}", keeps_attachments=False)
    with ExitStack() as stack:
        stack.callback(store.close)
        for process in processes.values():
            stack.callback(process.stop)
            process.start()
        for process in processes.values():
            process.await_listening()
        container = stack.enter_context(Container(stand))
        yield Scene(store, stand, SignalApi(container), processes, database)


def crowd(people: People, at_once: int, title: str) -> list[Told]:
    """Let everybody report, so many at once, and show how far they are where somebody watches."""
    with (
        ThreadPoolExecutor(at_once) as threads,
        click.progressbar(length=len(people), label=title, file=sys.__stderr__) as bar,
    ):
        running = [threads.submit(report, person, mark) for mark, person in people]
        for _ in as_completed(running):
            bar.update(1)
        return [each.result() for each in running]
