"""Whatever happens to the storage: everybody is answered in time, nothing is kept by half, and the line recovers by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from bad_days import SAID, SLOWEST, children, errors, everybody, must_hear, rows, somebody
from real_line import real_line
from served_line import Line, served

from bot.setup.place import Place
from bot.words.wording import Wording
from storage import CHEAPEST, Store

LOCKED = float(os.environ.get("LOCKED", "5"))
"""Seconds for which another program locks the database; `make soak` has thirty."""
SECRET = "5e" * 32
SEEN = "blue van drops girls off, western and 8th, every night"
HOLD = {
    "program": "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE')",
    "process": "import fcntl, sys; f = open(sys.argv[1] + '.lock', 'rb'); fcntl.flock(f, fcntl.LOCK_EX)",
}
Cause = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("failing")


@pytest.fixture(scope="module")
def database(folder: Path, place: Place) -> Path:
    """A founded line's database."""
    path = folder / "line.db"
    store = Store(path, SECRET.encode(), folder / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST)
    store.migrate()
    store.staff.found("rosa", "lamp on the porch at night", int(time.time()))
    store.close()
    return path


@pytest.fixture(scope="module")
def line(database: Path, folder: Path) -> Iterator[Line]:
    """The line, which nobody starts again whatever happens."""
    variables = {
        **real_line(database),
    }
    with served(variables, folder / "log", factory="") as running:
        everybody(running)  # so that both workers have it open
        yield running


@contextmanager
def held(database: Path, by: str, *, frozen: bool = False) -> Iterator[None]:
    """Let somebody else hold a lock."""
    script = f"{HOLD[by]}; print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    if frozen:
        holder.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    try:
        yield
        time.sleep(max(0.0, LOCKED - (time.monotonic() - begun)))
    finally:
        holder.kill()
        holder.communicate()


@contextmanager
def away(path: Path) -> Iterator[None]:
    """Take a file away for a while."""
    path.rename(path.with_suffix(".away"))
    yield
    path.with_suffix(".away").replace(path)


@contextmanager
def spoilt(path: Path) -> Iterator[None]:
    """Put a damaged file in the database's place for a while, without a write-ahead log that would mend it."""
    ends = [end for end in ("-wal", "-shm") if Path(f"{path}{end}").exists()]
    with away(path):
        for end in ends:
            Path(f"{path}{end}").rename(f"{path}{end}.away")
        path.write_bytes(b"\xff" * 2048 + path.with_suffix(".away").read_bytes()[2048:])
        yield
        for end in ends:
            Path(f"{path}{end}.away").replace(f"{path}{end}")


@contextmanager
def unreadable(path: Path) -> Iterator[None]:
    """Have something in a file's place that nobody can read; root reads whatever the mode says."""
    with away(path):
        path.mkdir()
        yield
        path.rmdir()


CAUSES: dict[str, tuple[Cause, str]] = {
    "another program locks the database": (lambda path: held(path, "program"), "Locked"),
    "a frozen process holds the lock": (lambda path: held(path, "process", frozen=True), "Locked"),
    "the file is damaged": (spoilt, "Corrupt"),
    "the file is gone, and comes back": (away, "Missing"),
    "the day keys cannot be read": (
        lambda path: unreadable(path.parent / "keys" / "day-keys"),
        "DayKeyTrouble",
    ),
}


@pytest.mark.parametrize(("cause", "error"), CAUSES.values(), ids=CAUSES)
def test_everybody_is_answered_in_time_nothing_is_kept_by_half_and_the_line_goes_on(
    line: Line, database: Path, wording: Wording, cause: Cause, error: str
) -> None:
    workers, before, printed = children(line), rows(database), len(line.printed())
    with cause(database):
        heard = everybody(line)

    assert {words: answer for words, (answer, _) in heard.items()} == must_hear(wording)
    assert max(seconds for _, seconds in heard.values()) < SLOWEST
    told = errors(line, printed)
    assert len(told) == len(SAID)
    assert {words.partition(" at ")[0] for words in told} == {f"ERROR failed channel=sms error={error}"}
    assert rows(database) == before
    for _ in range(6):  # either worker
        assert "1" in somebody(line).send(SEEN)
        assert "did not reach us" not in somebody(line).send(SEEN)
    assert children(line) == workers


def test_while_a_lock_lasts_nobody_waits_in_a_line_of_people(line: Line, database: Path) -> None:
    """Two processes that wait four seconds for each text would leave the ninth to Twilio's fifteen."""
    with held(database, "program"):
        begun = time.monotonic()
        for _ in range(3):
            everybody(line)
        took = time.monotonic() - begun

    assert took < 4 + 3 * len(SAID) * 0.6


def test_without_day_keys_open_chats_are_over_and_everybody_is_answered(line: Line, folder: Path) -> None:
    phone = somebody(line)
    first = phone.send("hi")
    phone.send(SEEN)
    (folder / "keys" / "day-keys").unlink()

    assert phone.send("hi") == first == somebody(line).send("hi")


def test_who_left_while_nothing_could_be_written_is_forgotten_as_soon_as_it_can_be(
    line: Line, database: Path
) -> None:
    """Their unfinished report would go to the readers after an hour, and they were told that X prevents it."""
    before = rows(database)
    phone = somebody(line)
    for words in ("hi", "1", SEEN):
        phone.send(words)
    assert len(rows(database)["drafts"]) == len(before["drafts"]) + 1
    with away(database):
        assert phone.send("x") == "OK."
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and rows(database)["drafts"] != before["drafts"]:
        time.sleep(0.2)

    assert rows(database)["drafts"] == before["drafts"]
    assert rows(database)["conversations"] == before["conversations"]
