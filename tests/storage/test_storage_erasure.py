"""Every way in which something is deleted: afterwards its bytes are in no file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from storage_children import delete_and_restore, together
from storage_stand import FACTS, make_store

from storage import Session, Store
from storage.ground import sealing
from storage.ground.keyholders import newest_pair
from storage.line import letters, nudges

MINUTE, HOUR, DAY = 60, 3_600, 86_400
ME = "sms:+12135550100"
SHORTEST = 16
"""Bytes; what is shorter may be in a file by chance."""


@dataclass
class Stage:
    """A line with a reader signed in, and a moment."""

    store: Store
    ana: Session
    at: int

    def hand_in(self) -> str:
        """Hand a report in, with all that can hang on it, and give its code."""
        with self.store.turn(ME, self.at) as turn:
            code = turn.submit(b"{}", FACTS)
            turn.nudge(code, b'{"address": "sms:+12135550100"}')
        tip = self.store.tips.find(code, self.at) or ""
        with self.store._database.write() as connection:
            pair, public = newest_pair(connection)
            letters.append(connection, tip, "staff", b"what colour was it?", "2026-11-18")
            letters.append(connection, tip, "holder", b"black", "2026-11-18")
            connection.execute(
                "INSERT INTO releases (tip, agency, day, pair, sealed) VALUES (:tip, 'county', '2026-11-18', :pair, :sealed)",
                {"tip": tip, "pair": pair, "sealed": sealing.seal(b"a copy", public)},
            )
        return code

    def sweep(self, later: int) -> None:
        """Let time go by, and the worker come round."""
        self.store.sweep(self.at + later, agreed=True)


def left_by_word(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.save(b"where?", stage.at + 1800)
        turn.draft(b"{}", FACTS)
        turn.nudge("0000-0000-0000-0002", b"{}")
    yield
    with stage.store.turn(ME, stage.at) as turn:
        turn.forget()


def half_an_hour_went_by(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.seen("SM1")
        turn.save(b"where?", stage.at + 1800)
    yield
    stage.sweep(31 * MINUTE)


def taken_back_within_the_hour(stage: Stage) -> Iterator[None]:
    code = stage.hand_in()
    yield
    with stage.store.turn(ME, stage.at + 59 * MINUTE) as turn:
        thread = turn.thread(code)
        assert thread is not None
        turn.take_back(thread, code)


def taken_back_later(stage: Stage) -> Iterator[None]:
    code = stage.hand_in()
    yield
    with stage.store.turn(ME, stage.at + 2 * HOUR) as turn:
        thread = turn.thread(code)
        assert thread is not None
        turn.take_back(thread, code)
    stage.sweep(3 * DAY + 2 * HOUR)


def junk(stage: Stage) -> Iterator[None]:
    tip = stage.store.tips.find(stage.hand_in(), stage.at) or ""
    yield
    stage.store.tips.set_status(stage.ana, tip, "junk", stage.at)
    stage.sweep(DAY)


def ninety_days_went_by(stage: Stage) -> Iterator[None]:
    stage.hand_in()
    yield
    stage.sweep(90 * DAY)


def unfinished_and_taken_back(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.draft(b"{}", FACTS)
    yield
    with stage.store.turn(ME, stage.at + 60) as turn:
        turn.take_back_unfinished()


def unfinished_sent_on_and_taken_back(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.draft(b"{}", FACTS)
    assert stage.store.send_on_unfinished(stage.at + HOUR) == 1
    yield
    with stage.store.turn(ME, stage.at + 2 * HOUR) as turn:
        turn.take_back_unfinished()


def nudge_sent(stage: Stage) -> Iterator[None]:
    code = stage.hand_in()
    house = stage.store._house
    with stage.store._database.write() as connection:
        nudges.make_due(connection, house.out_key, house.keyring.receipt(code), stage.at)
    yield
    claimed = stage.store.outbox.claim(stage.at, nudges=True)
    assert claimed is not None
    stage.store.outbox.done(claimed)


def nudge_due_and_stopped(stage: Stage) -> Iterator[None]:
    code = stage.hand_in()
    house = stage.store._house
    with stage.store._database.write() as connection:
        nudges.make_due(connection, house.out_key, house.keyring.receipt(code), stage.at)
    yield
    with stage.store.turn(ME, stage.at + 13 * DAY) as turn:
        turn.forget()


def answer_stale(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.post(b"{}", stage.at + 300)
    yield
    assert len(stage.store.outbox.drop_stale(stage.at + 300)) == 1


def answer_sent(stage: Stage) -> Iterator[None]:
    with stage.store.turn(ME, stage.at) as turn:
        turn.post(b"{}", stage.at + 300)
    claimed = stage.store.outbox.claim(stage.at)
    assert claimed is not None
    yield
    stage.store.outbox.sent(claimed, b"a mark", stage.at)
    stage.sweep(1800)


def answer_called_back(stage: Stage) -> Iterator[None]:
    for _ in range(2):
        with stage.store.turn(ME, stage.at) as turn:
            turn.post(b"{}", stage.at + 300)
    claimed = stage.store.outbox.claim(stage.at)
    assert claimed is not None
    stage.store.outbox.sent(claimed, b"a mark", stage.at)
    yield
    with stage.store.turn(ME, stage.at + 1) as turn:
        turn.recall()
        turn.forget()
    recall = stage.store.outbox.claim(stage.at + 1)
    assert recall is not None
    stage.store.outbox.done(recall)
    assert stage.store.outbox.claim(stage.at + 1) is None


def nudge_expired(stage: Stage) -> Iterator[None]:
    stage.hand_in()
    yield
    stage.sweep(14 * DAY)


def nudge_stopped_on_day_thirteen(stage: Stage) -> Iterator[None]:
    stage.hand_in()
    yield
    with stage.store.turn(ME, stage.at + 13 * DAY) as turn:
        turn.forget()


def signed_out(stage: Stage) -> Iterator[None]:
    token = stage.store.staff.sign_in("ana", "a long passphrase", stage.at)
    yield
    stage.store.staff.sign_out(token, stage.at)


WAYS: list[tuple[Callable[[Stage], Iterator[None]], set[str]]] = [
    (left_by_word, {"conversations", "drafts", "nudges"}),
    (half_an_hour_went_by, {"conversations", "seen"}),
    (taken_back_within_the_hour, {"tips", "letters", "releases", "nudges"}),
    (taken_back_later, {"tips", "letters", "releases", "nudges"}),
    (junk, {"tips", "letters", "releases", "nudges"}),
    (ninety_days_went_by, {"tips", "letters", "releases", "nudges"}),
    (unfinished_and_taken_back, {"drafts"}),
    (unfinished_sent_on_and_taken_back, {"tips", "drafts"}),
    (nudge_sent, {"outbox"}),
    (nudge_due_and_stopped, {"outbox"}),
    (answer_stale, {"outbox"}),
    (answer_sent, {"outbox"}),
    (answer_called_back, {"outbox"}),
    (nudge_expired, {"nudges"}),
    (nudge_stopped_on_day_thirteen, {"nudges"}),
    (signed_out, {"sessions"}),
]


def secrets_of(store: Store, tables: set[str]) -> set[bytes]:
    """Give a piece of every value in some tables that is long enough to be found again.

    A piece from its middle stands for a value, because SQLite splits a long one over pages.
    """
    found: set[bytes] = set()
    with store._database.read() as connection:
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                values = {value for value in row if isinstance(value, bytes) and len(value) >= SHORTEST}
                found |= {value[(len(value) - SHORTEST) // 2 :][:SHORTEST] for value in values}
    return found


def on_disk(folder: Path) -> bytes:
    """Give the bytes of every file."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(("way", "tables"), WAYS, ids=[way.__name__ for way, _ in WAYS])
def test_what_is_deleted_is_in_no_file(
    store: Store,
    ana: Session,
    at: int,
    tmp_path: Path,
    way: Callable[[Stage], Iterator[None]],
    tables: set[str],
) -> None:
    steps = way(Stage(store, ana, at))
    next(steps)
    kept = secrets_of(store, tables)
    empty = {table for table in tables if not secrets_of(store, {table})}
    assert all(part in on_disk(tmp_path) for part in kept)

    for _ in steps:
        raise AssertionError("a way has two steps")
    assert store.checkpoint()

    gone = kept - secrets_of(store, tables)
    assert empty == set()
    assert all(not secrets_of(store, {table}) & gone for table in tables)
    assert len(gone) >= len(tables)
    assert [piece for piece in gone if piece in on_disk(tmp_path)] == []


def test_a_report_that_somebody_holds_stays_with_all_that_hangs_on_it(
    store: Store, ana: Session, at: int
) -> None:
    stage = Stage(store, ana, at)
    stage.hand_in()
    with store._database.write() as connection:
        pair, public = newest_pair(connection)
        connection.execute(
            "INSERT INTO holds (tip, pair, sealed) SELECT id, :pair, :sealed FROM tips",
            {"pair": pair, "sealed": sealing.seal(b"a court asked", public)},
        )
    before = secrets_of(store, {"tips", "letters", "releases", "holds"})
    stage.sweep(365 * DAY)

    assert secrets_of(store, {"tips", "letters", "releases", "holds"}) == before
    with store._database.write() as connection:
        connection.execute("DELETE FROM holds")
    stage.sweep(366 * DAY)
    assert secrets_of(store, {"tips", "letters", "releases", "holds"}) == set()


def test_what_somebody_chose_to_delete_has_a_tombstone_and_what_aged_has_none(
    store: Store, ana: Session, at: int
) -> None:
    stage = Stage(store, ana, at)
    chosen = store.tips.find(stage.hand_in(), at) or ""
    store.tips.set_status(ana, chosen, "junk", at)
    aged = store.tips.find(stage.hand_in(), at) or ""
    stage.sweep(DAY)
    assert store._house.tombstones.buried("tip") == {chosen}

    stage.sweep(90 * DAY)
    assert aged not in store._house.tombstones.buried("tip")
    assert store._house.tombstones.buried("tip") == frozenset()  # no backup is as old as that


def test_the_file_gives_back_what_was_deleted(store: Store, ana: Session, at: int, tmp_path: Path) -> None:
    for _ in range(60):
        Stage(store, ana, at).hand_in()
    store.checkpoint()
    full = (tmp_path / "line.db").stat().st_size
    store.sweep(at + 90 * DAY, agreed=True)
    store.checkpoint()

    assert (tmp_path / "line.db").stat().st_size < full / 2


def test_an_older_file_is_written_anew_once_and_can_give_pages_back(tmp_path: Path, at: int) -> None:
    store = make_store(tmp_path)
    store.migrate()
    with store.turn(ME, at) as turn:
        turn.save(b"kept", at + 1800)
    with store._database.read() as connection:
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("VACUUM")
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (0,)
    store.close()
    store.migrate()

    with store._database.read() as connection:
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (2,)
    with store.turn(ME, at) as turn:
        assert turn.load() == b"kept"


def test_nothing_of_the_database_is_written_where_temporary_files_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = (
        tmp_path / "spare"
    )  # SQLite unlinks such a file as soon as it is there; the folder's time tells of it
    spare.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(spare))
    before = spare.stat().st_mtime_ns

    assert together(delete_and_restore, (tmp_path,)) == [0]
    assert spare.stat().st_mtime_ns == before
