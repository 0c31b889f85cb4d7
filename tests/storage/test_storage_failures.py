"""Every failure has a name and a sentence, keeps nothing by half, and is over when its cause is."""

import errno
import inspect
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from storage_stand import FACTS, make_store

from storage import (
    Corrupt,
    DiskFull,
    DiskTrouble,
    Locked,
    Missing,
    NotOurs,
    ReadOnly,
    Session,
    StorageError,
    Store,
)
from storage.ground import errors
from storage.ground.connection import OldSQLite


def take_a_turn(store: Store, at: int, state: bytes = b"where?", tips: int = 0) -> None:
    """Take a turn that writes."""
    with store.turn("sms:+12135550100", at) as turn:
        turn.save(state, at + 1800)
        for _ in range(tips):
            turn.submit(bytes(4000), FACTS)
            turn.count("tips")


def write_in_a_turn(store: Store, at: int, statement: str, **values: str) -> None:
    """Take a turn in which a statement goes wrong."""
    with store.turn("sms:+12135550100", at) as turn:
        turn.save(b"half", at + 1800)
        turn._connection.execute(statement, values)


def test_a_lock_held_by_another_program_is_waited_for_and_then_said(tmp_path: Path, at: int) -> None:
    store = make_store(tmp_path, timeout=0.1)
    store.migrate()
    other = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Locked):
        take_a_turn(store, at)
    other.execute("ROLLBACK")
    other.close()
    take_a_turn(store, at)


def test_another_user_is_turned_away_before_any_file_is_theirs(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path).migrate()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "line.db").stat().st_uid + 1)
    store = make_store(tmp_path)

    with pytest.raises(NotOurs):
        take_a_turn(store, at)
    with pytest.raises(NotOurs):
        store.sweep(at, agreed=True)
    with pytest.raises(NotOurs):
        store.migrate()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_library_that_cannot_hold_the_tables_is_refused_before_a_file_is_made(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("made", "new"):
        (tmp_path / folder).mkdir()
    make_store(tmp_path / "made").migrate()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))

    with pytest.raises(OldSQLite, match=r"SQLite is older than 3\.37"):
        make_store(tmp_path / "new").migrate()
    with pytest.raises(OldSQLite):
        take_a_turn(make_store(tmp_path / "made"), at)
    assert not (tmp_path / "new" / "line.db").exists()


def test_a_full_disk_undoes_the_turn_and_room_ends_the_trouble(store: Store, ana: Session, at: int) -> None:
    take_a_turn(store, at)
    with store._database.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFull):
        take_a_turn(store, at, state=b"never kept", tips=20)
    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() == b"where?"
        turn.submit(b"{}", FACTS)
    assert store.counts("2026-11") == {}
    assert len(store.tips.page(ana, at).rows) == 1


def test_an_error_inside_a_turn_undoes_it(store: Store, at: int) -> None:
    with pytest.raises(Missing):
        write_in_a_turn(store, at, "SELECT * FROM nowhere")

    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() is None


def test_a_database_that_is_not_there_is_said_so_and_not_made(tmp_path: Path, at: int) -> None:
    store = make_store(tmp_path)

    with pytest.raises(Missing):
        take_a_turn(store, at)
    with pytest.raises(Missing):
        store.check()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        make_store(tmp_path / "nowhere").migrate()


def test_a_database_that_was_never_migrated_is_said_so(tmp_path: Path, at: int) -> None:
    sqlite3.connect(tmp_path / "line.db").close()
    (tmp_path / "line.db").touch()

    with pytest.raises(Missing):
        take_a_turn(make_store(tmp_path), at)


@pytest.mark.parametrize("content", [b"this is no database" * 500, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_file_is_said_so(tmp_path: Path, at: int, content: bytes) -> None:
    (tmp_path / "line.db").write_bytes(content)

    with pytest.raises(Corrupt):
        take_a_turn(make_store(tmp_path), at)
    with pytest.raises(Corrupt):
        make_store(tmp_path).migrate()


def test_a_read_only_database_is_said_so(store: Store, at: int) -> None:
    store.check()
    with store._database.read() as connection:
        connection.execute("PRAGMA query_only = ON")  # root, who may run this, ignores file modes

    with pytest.raises(ReadOnly):
        take_a_turn(store, at)
    take_a_turn(store, at)  # a fresh connection


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.ENOENT, Missing),
        (errno.EIO, DiskTrouble),
    ],
)
def test_the_systems_own_errors_have_names(number: int, named: type[StorageError]) -> None:
    assert type(errors.named(OSError(number, os.strerror(number)))) is named


def test_a_file_put_in_the_place_of_the_database_is_the_one_that_counts(
    store: Store, tmp_path: Path, at: int
) -> None:
    """A restore replaces the file under a running line: nothing may go to the old one, which is nowhere."""
    take_a_turn(store, at)
    assert store.checkpoint()
    store.close()
    shutil.copyfile(tmp_path / "line.db", tmp_path / "backup.db")
    store.check()
    for name in ("line.db-wal", "line.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "backup.db").replace(tmp_path / "line.db")

    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() == b"where?"
        turn.save(b"after", at + 1800)
    with make_store(tmp_path).turn("sms:+12135550100", at) as turn:
        assert turn.load() == b"after"


def test_a_database_that_vanishes_is_missed_at_the_next_turn(store: Store, tmp_path: Path, at: int) -> None:
    take_a_turn(store, at)
    (tmp_path / "line.db").unlink()

    with pytest.raises(Missing):
        take_a_turn(store, at)


def test_every_error_is_one_sentence() -> None:
    named = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]

    assert len(named) > 20
    for kind in named:
        sentence = str(kind(5) if kind is errors.TooSoon else kind())
        assert sentence == kind.__doc__
        assert sentence.endswith(".")
        assert "\n" not in sentence


def test_an_error_tells_nothing_of_the_sender_or_the_text(store: Store, at: int) -> None:
    with pytest.raises(StorageError) as failed, store.turn("sms:+12135550100", at) as turn:
        turn._connection.execute(
            "INSERT INTO counts VALUES (:text, :text, :text)", {"text": "a black charger"}
        )

    chain: list[BaseException] = [failed.value]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    assert len(chain) == 2
    assert "charger" not in "".join(map(str, chain))
    assert "5550100" not in "".join(map(str, chain))
