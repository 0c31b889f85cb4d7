"""What is looked at, in the order in which it is told, and how much of it a line that is broken still allows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.doctor import (
    backups,
    choices,
    disks,
    files,
    machine,
    place,
    progress,
    services,
    staff,
    twilio,
    watch,
    words,
)
from bot.cli.doctor.finding import Finding, now, well
from bot.cli.signal.looks import signal_looks
from bot.learning import own_numbers
from bot.line import Line
from bot.setup.settings import Settings
from flows.book import book
from storage import StorageError, Store

Look = Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Patient:
    """A line that could be put together, and what the doctor was asked to do with it."""

    line: Line
    settings: Settings
    backups: Path | None
    at: int
    """Now, in epoch seconds."""
    offline: bool


def without_settings(at: int) -> list[Look]:
    """List what can be looked at without any setting."""
    return [lambda: machine.machine(datetime.fromtimestamp(at, UTC).date())]


def without_line(settings: Settings, variables: Mapping[str, str], kept: Path | None) -> list[Look]:
    """List what can be looked at without a place or a database."""
    secret = variables.get("PORCHLIGHT_SECRET_FILE", "").strip()
    looked: list[Look] = [
        lambda: watch.closed(settings),
        lambda: files.private(settings, secret, kept),
        lambda: disks.disks(settings, kept),
    ]
    if not settings.demo:
        looked += [lambda: choices.choices(settings, variables), lambda: watch.alerts(settings)]
    return looked


def whole(patient: Patient) -> list[Look]:
    """List what is looked at in a whole line."""
    ready, at = patient.line, patient.at
    today = datetime.fromtimestamp(at, ready.place.zone).date()
    return [
        lambda: database(ready.store, at),
        lambda: staff.readers(ready.store),
        lambda: watch.watch(ready, patient.settings, at, asking=not patient.offline),
        lambda: progress.sweeping(ready, at),
        lambda: elsewhere(patient),
        lambda: progress.delivery(ready, at),
        lambda: backups.audit(ready.store, patient.backups, at),
        lambda: words.complete(book, ready.place.languages),
        lambda: services.numbers(ready.place, today),
        lambda: place.owed(ready.place),
        lambda: () if patient.settings.demo else place.help_text(ready),
        lambda: progress.rounds(ready, at),
    ]


def database(store: Store, at: int) -> Iterator[Finding]:
    """Look at what the line writes to, and at the keys beside it."""
    store.check()
    yield from (now("integrity", fault) for fault in store.integrity())
    if not store.reserve.whole:
        yield now(
            "reserve",
            "The disk has been full, and the room that was kept for deletions is used: make room on it,"
            " and the worker keeps some again within a minute.",
        )
    yield from (now("keys", str(trouble)) for trouble in store.key_trouble(at))


def elsewhere(patient: Patient) -> Iterator[Finding]:
    """Look at what is set up at Twilio and on Signal; a demo has nothing there."""
    ready, settings = patient.line, patient.settings
    if settings.demo:
        yield well("demo", "This is a demo, which nobody can text from a phone.")
        return
    if patient.offline:
        yield well("offline", "Neither Twilio nor Signal was asked.")
    else:
        yield from twilio.ask(settings, own_numbers(settings.twilio, ready.store), patient.at)
        yield from signal_looks(settings, ready.store, patient.at)
    yield from progress.copies(ready, settings, patient.at)


def gathered(looked: Iterable[Look]) -> Iterator[Finding]:
    """Give every finding; what cannot even be looked at is one."""
    for look in looked:
        try:
            yield from look()
        except StorageError as error:
            yield now(re.sub("(?<!^)(?=[A-Z])", "-", type(error).__name__).lower(), str(error))
        except OSError as error:
            yield now("unreadable", f"{error.strerror}: {error.filename}")
