"""What the doctor can ask of the file itself: whether it is whole, in sentences that tell nothing of what is stored."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage_stand import hand_in

from storage import Corrupt, Session, Store
from storage.keeping.integrity import Orphans


def test_a_whole_file_has_no_faults_while_somebody_writes(store: Store, ana: Session, at: int) -> None:
    with store.turn("sms:1", at) as turn:
        turn.save(b"where?", at + 1800)
        assert ana.member == "ana"
        assert list(store.integrity()) == []


def test_a_damaged_page_is_said_and_nothing_is_mended_or_lost(
    store: Store, ana: Session, at: int, tmp_path: Path
) -> None:
    for _ in range(40):
        hand_in(store, at, body=bytes(4000))
    store.checkpoint()
    store.close()
    file = tmp_path / "line.db"
    damaged = bytearray(file.read_bytes())
    middle = len(damaged) // 2 // 4096 * 4096
    damaged[middle : middle + 4096] = b"\xa5" * 4096
    file.write_bytes(damaged)

    try:
        told = list(store.integrity())
    except Corrupt as error:  # a page that SQLite cannot even walk through
        told = [str(error)]
    assert told == [str(Corrupt())]
    assert ana.member not in told[0]
    store.close()
    assert file.read_bytes() == damaged


def test_a_row_that_refers_to_nothing_is_said(store: Store, ana: Session, at: int, tmp_path: Path) -> None:
    tip = hand_in(store, at)
    with closing(sqlite3.connect(tmp_path / "line.db")) as other:  # which leaves foreign keys off
        other.execute("DELETE FROM tips WHERE id = ?", (tip,))
        other.commit()

    assert ana.member == "ana"
    assert list(store.integrity()) == [str(Orphans())]
    assert str(Orphans()).endswith(".")
