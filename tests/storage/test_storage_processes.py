"""Several real processes at once, and processes that die."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from storage_children import add_one, hand_in_tips, migrate, spawning, together, turn_days
from storage_stand import AT, make_store

from storage import Session, Store


def test_three_processes_that_migrate_at_once_all_succeed(tmp_path: Path) -> None:
    step = spawning.Barrier(3)

    assert together(migrate, *[(tmp_path, step)] * 3) == [0, 0, 0]
    for number in range(10):
        make_store(tmp_path / str(number)).check()


def test_senders_in_different_processes_lose_nothing(store: Store, tmp_path: Path) -> None:
    senders = [f"sms:{number}" for number in range(3)]

    assert together(add_one, *[(tmp_path, sender, 30) for sender in senders]) == [0, 0, 0]
    for sender in senders:
        with store.turn(sender, AT) as turn:
            assert turn.load() == b"30"
    assert store.counts("2026-11") == {"turns": 90}


def test_what_was_answered_survives_kill_9_and_nothing_is_there_by_half(
    store: Store, ana: Session, tmp_path: Path
) -> None:
    receipts: list[str] = []
    kills = 4
    for _ in range(kills):
        here, there = spawning.Pipe(duplex=False)
        child = spawning.Process(target=hand_in_tips, args=(tmp_path, there))
        child.start()
        there.close()
        receipts.append(here.recv())  # it runs
        time.sleep(0.15)
        os.kill(child.pid or 0, signal.SIGKILL)
        with suppress(EOFError):
            while True:
                receipts.append(here.recv())
        child.join()
        here.close()

    found = {store.tips.find(receipt, AT) for receipt in receipts}
    page = store.tips.page(ana, AT, limit=100_000)
    assert None not in found
    assert len(found) == len(receipts) > 20
    assert len(receipts) <= len(page.rows) <= len(receipts) + kills  # a turn may be kept and not yet answered
    assert store.counts("2026-11") == {"tips": len(page.rows)}
    for row in page.rows[:50]:
        assert store.tips.read(ana, row.id, AT).isdigit()


def test_processes_turn_the_day_key_together(store: Store, tmp_path: Path) -> None:
    """Hour by hour through three days, one clock ten seconds ahead of the other, noons between them."""
    step = spawning.Barrier(2)

    store.check()
    assert together(turn_days, (tmp_path, step, -5, "a", "b"), (tmp_path, step, 5, "b", "a")) == [0, 0]
