"""What has expired goes, and what is on the disk is nobody's words and nobody's number."""

from pathlib import Path

import pytest
from storage_stand import FACTS, make_store

from storage import Session, Store
from storage.keeping import retention

DAY = 86_400
NUMBER = "+12135550100"
WORDS = "black charger plate 8ABC123, girl looks like 14"


def rows(store: Store, table: str) -> int:
    """Count the rows of a table."""
    with store._database.read() as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        return count


def test_no_words_and_no_number_are_in_any_file(store: Store, ana: Session, at: int, tmp_path: Path) -> None:
    for step in range(40):
        with store.turn(f"sms:{NUMBER}", at + step) as turn:
            turn.seen(f"SM{step}{NUMBER}")
            turn.load()
            turn.save(WORDS.encode(), at + step + 1800)
            receipt = turn.submit(WORDS.encode(), FACTS)
            turn.count("tip")
    store.tips.read(ana, store.tips.page(ana, at).rows[0].id, at)
    with store.turn(f"sms:{NUMBER}", at) as turn:
        turn.forget()
    in_clear = [
        WORDS,
        "charger",
        NUMBER,
        NUMBER[2:],
        "SM39",
        receipt,
        receipt.replace("-", ""),
        "a long passphrase",
    ]

    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(on_disk) > 100_000
    assert [text for text in in_clear if text.encode() in on_disk] == []


def test_every_short_conversation_looks_the_same(store: Store, at: int) -> None:
    for sender, state in (("sms:1", b""), ("sms:2", b"help"), ("sms:3", b"t" * 900)):
        with store.turn(sender, at) as turn:
            turn.save(state, at + 1800)
    with store._database.read() as connection:
        shapes = set(
            connection.execute("SELECT length(sender), length(sealed), expires_at FROM conversations")
        )

    assert shapes == {(16, 960, at + 1800)}


@pytest.mark.usefixtures("ana")
def test_the_sweep_deletes_what_has_expired_and_nothing_else(store: Store, at: int) -> None:
    for number in range(retention.BATCH + 5):
        with store.turn(f"sms:{number}", at) as turn:
            turn.seen("SM1")
            turn.save(b"", at + 1800)
    with store.turn("sms:last", at + 1000) as turn:
        turn.save(b"", at + 2800)
        turn.submit(b"{}", FACTS)
    tables = ("conversations", "seen", "tips", "sessions")

    assert store.sweep(at) == 0
    store.sweep(at + 1800)
    assert {table: rows(store, table) for table in tables} == {
        "conversations": 1,
        "seen": 0,
        "tips": 1,
        "sessions": 0,
    }
    store.sweep(at + 90 * DAY, agreed=True)
    assert {table: rows(store, table) for table in tables} == dict.fromkeys(tables, 0)


def test_turns_alone_delete_what_has_expired(store: Store, at: int) -> None:
    """Retention does not hang on the worker."""
    for number in range(60):
        with store.turn(f"sms:{number}", at) as turn:
            turn.seen("SM1")
            turn.save(b"", at + 1800)
    store.agree(at + 2 * DAY)
    for step in range(1000):
        with store.turn("sms:someone", at + 2 * DAY) as turn:
            turn.save(b"%d" % step, at + 2 * DAY + 1800)

    assert rows(store, "conversations") == 1
    assert rows(store, "seen") == 0


def test_a_checkpoint_empties_the_log_where_deleted_rows_live_on(
    store: Store, at: int, tmp_path: Path
) -> None:
    with store.turn("sms:1", at) as turn:
        turn.save(b"where?", at + 1800)
    with store._database.read() as connection:
        sealed = connection.execute("SELECT sealed FROM conversations").fetchone()[0]
    with store.turn("sms:1", at) as turn:
        turn.forget()
    assert sealed[50:] in (tmp_path / "line.db-wal").read_bytes()

    assert store.checkpoint()
    assert (tmp_path / "line.db-wal").stat().st_size == 0
    assert sealed[50:] not in (tmp_path / "line.db").read_bytes()


def test_a_checkpoint_does_not_wait_for_a_reader(store: Store, at: int, tmp_path: Path) -> None:
    other = make_store(tmp_path)
    with store.turn("sms:1", at) as turn:
        turn.save(b"where?", at + 1800)
    with other._database.read() as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM conversations").fetchall()
        with store.turn("sms:1", at) as turn:
            turn.forget()

        assert not store.checkpoint()
        connection.execute("COMMIT")
    assert store.checkpoint()
