"""The other five of the six traps that sqlite-utils and SQLite set; the first is in test_storage_turn.py."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database
from storage_children import add_one, together
from storage_stand import AT, make_store

from storage import Missing, Store
from storage.ground.migrations import migrations
from storage.ground.schema import NAMES

TABLES = {
    "_sqlite_migrations": ["id", "migration_set", "name", "applied_at"],
    "attempts": ["name", "failures", "next_at", "expires_at"],
    "audit": ["number", "hour", "actor", "verb", "about", "chain"],
    "conversations": ["sender", "sealed", "expires_at"],
    "counts": ["month", "name", "n"],
    "grants": ["pair", "member", "sealed"],
    "drafts": ["id", "sender", "tip", "pair", "sealed", "facts", "due_at", "expires_at"],
    "factors": ["member", "sealed", "last"],
    "fresh": ["tip", "expires_at"],
    "holds": ["tip", "pair", "sealed"],
    "letters": ["tip", "number", "author", "day", "pair", "sealed", "mailbox"],
    "members": ["name", "roles", "public", "wrapped", "salt", "operations", "memory", "agency"],
    "nudges": ["mailbox", "who", "sealed", "expires_at"],
    "outbox": [
        "who",
        "number",
        "kind",
        "sealed",
        "about",
        "state",
        "owner",
        "tries",
        "repeats",
        "posted_at",
        "due_at",
        "lease_at",
        "stale_at",
    ],
    "pairs": ["number", "public", "recovery", "holder"],
    "releases": ["tip", "agency", "day", "pair", "sealed"],
    "seen": ["id", "expires_at"],
    "sessions": ["id", "member", "wrapped", "expires_at", "ends_at", "complete"],
    "settings": ["name", "value"],
    "spare_codes": ["member", "code"],
    "tips": [
        "id",
        "pair",
        "sealed",
        "salt",
        "receipt",
        "block",
        "day",
        "part",
        "kind",
        "child",
        "urgent",
        "first",
        "status",
        "expires_at",
        "mailbox",
        "opened",
        "unfinished",
        "withdrawn",
    ],
}


def test_trap_2_processes_that_read_and_then_write_never_meet_a_stale_snapshot(
    store: Store, tmp_path: Path
) -> None:
    """A deferred BEGIN fails at once, and no busy timeout helps it."""
    times = 40

    assert together(add_one, *[(tmp_path, "sms:+12135550100", times)] * 3) == [0, 0, 0]
    with store.turn("sms:+12135550100", AT) as turn:
        assert turn.load() == b"%d" % (3 * times)
    assert store.counts("2026-11") == {"turns": 3 * times}


def test_trap_3_nothing_is_left_at_sqlite3s_defaults(store: Store) -> None:
    with store._database.read() as connection:
        set_to = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }

        assert set_to == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "busy_timeout": 20_000,
        }
        assert connection.isolation_level is None


def test_trap_4_writers_wait_in_line_at_the_file_lock_and_only_for_the_transaction(
    store: Store, tmp_path: Path
) -> None:
    """SQLite's own waiting is unfair: some writers waited for seconds."""
    taken = threading.Event()

    def take_a_turn() -> None:
        with store.turn("sms:+12135550100", AT):
            taken.set()
        store.close()

    with (tmp_path / "line.db.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = threading.Thread(target=take_a_turn)
        waiting.start()

        assert not taken.wait(0.2)
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert taken.wait(10)
        waiting.join()
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises if a turn that is over still held it


def test_trap_5_there_are_these_tables_and_columns_and_no_others(store: Store) -> None:
    """A mistyped table name given to sqlite-utils makes a table."""
    with store._database.read() as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        columns = {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in sorted(names)
        }

    assert columns == TABLES


def test_trap_5_the_schema_names_all_its_migrations_in_order() -> None:
    assert [migration.name for migration in migrations.pending(Database(memory=True))] == list(NAMES)


def test_trap_5_a_mistyped_table_is_an_error(store: Store) -> None:
    with pytest.raises(Missing), store._database.write() as connection:
        connection.execute("INSERT INTO convresations VALUES (:sender)", {"sender": b""})


def test_trap_6_threads_share_a_store_and_no_connection(store: Store, tmp_path: Path) -> None:
    """One Database object in several threads failed every time."""
    connections = set()

    def take_turns(number: int) -> None:
        for _ in range(20):
            with store.turn(f"sms:{number}", AT) as turn:
                turn.save(b"%d" % (int(turn.load() or b"0") + 1), AT + 1800)
                connections.add(id(turn._connection))
        together_now.wait()  # so that no thread's connection is closed and its id used again
        store.close()

    together_now = threading.Barrier(6)
    threads = [threading.Thread(target=take_turns, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(connections) == 6
    for number in range(6):
        with make_store(tmp_path).turn(f"sms:{number}", AT) as turn:
            assert turn.load() == b"20"


FORKED = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from storage_stand import AT, make_store
store = make_store(Path(sys.argv[1]))
store.migrate()
with store.turn("sms:1", AT) as turn:
    turn.save(b"parent", AT + 1800)
child = os.fork()
with store.turn("sms:1", AT) as turn:
    turn.save(turn.load() + b"!", AT + 1800)
if child == 0:
    os._exit(0)
if os.waitpid(child, 0)[1]:
    sys.exit("the child failed")
with store.turn("sms:1", AT) as turn:
    print(turn.load().decode())
"""


def test_trap_6_a_store_may_be_forked_after_it_was_used(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    program = [sys.executable, "-c", FORKED, str(tmp_path), str(root), str(Path(__file__).parent)]

    assert subprocess.run(program, capture_output=True, text=True, check=True).stdout == "parent!!\n"


def test_what_sqlite3_promises_its_threads_is_what_we_need() -> None:
    assert sqlite3.threadsafety == 3
    assert os.name == "posix"


def test_the_files_are_for_their_owner_alone(store: Store, tmp_path: Path) -> None:
    with store.turn("sms:1", AT) as turn:
        turn.save(b"", AT + 1800)

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(
        ["line.db", "line.db-wal", "line.db-shm", "line.db.lock", "day.keys"], 0o600
    )
    make_store(tmp_path).close()
