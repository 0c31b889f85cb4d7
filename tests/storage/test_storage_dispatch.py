"""The outbox over processes: none takes what another has, and what a killed one left is sent once more at most."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from storage_children import TOOK, spawning, take_all, take_and_die, take_and_tell, together
from storage_stand import AT, make_store

from storage import Store
from storage.ground.presence import Presence
from storage.line.dispatch import LEASE

ADA = "signal:ada"


def post(store: Store, text: str, who: str = ADA, wait: int = 1800) -> None:
    """Put an answer in, as a turn does."""
    with store.turn(who, AT) as turn:
        turn.post(text.encode(), AT + wait)


@contextmanager
def worker(folder: Path, at: int = AT) -> Iterator[tuple[SpawnProcess, Connection]]:
    """Let another process take the next text, and wait."""
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=take_and_tell, args=(folder, theirs, at))
    process.start()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()


def test_four_processes_take_every_text_once_and_each_persons_in_order(store: Store, tmp_path: Path) -> None:
    for number in range(15):
        for person in range(5):
            post(store, f"{person} {number}", f"signal:{person}")
    step, pipes = spawning.Barrier(4), [spawning.Pipe(duplex=False) for _ in range(4)]
    codes = together(take_all, *[(tmp_path, step, told, AT) for _, told in pipes])
    taken = sorted(each for heard, _ in pipes for each in heard.recv())

    assert codes == [0] * 4
    assert len(taken) == len({text for _, text in taken}) == 75
    for person in range(5):
        numbers = [int(text.split()[1]) for _, text in taken if text.startswith(b"%d " % person)]
        assert numbers == list(range(15))


def test_what_a_killed_worker_had_begun_is_sent_once_more_and_no_more(store: Store, tmp_path: Path) -> None:
    post(store, "1")
    post(store, "2")
    assert together(take_and_die, (tmp_path, AT, False)) == [TOOK]

    again = store.outbox.claim(AT)
    assert again is not None
    assert again.message == b"1"
    store.outbox.again(again, AT)
    assert together(take_and_die, (tmp_path, AT, False)) == [TOOK]
    second = store.outbox.claim(AT)
    assert second is not None
    assert second.message == b"2"


def test_what_was_to_be_called_back_while_its_worker_was_killed_is_not_sent_again(
    store: Store, tmp_path: Path
) -> None:
    post(store, "1")
    assert together(take_and_die, (tmp_path, AT, False)) == [TOOK]
    with store.turn(ADA, AT) as turn:
        turn.recall()
        turn.forget()

    left = store.outbox.claim(AT)
    assert left is not None
    assert left.kind == "recall"


def test_a_stalled_worker_is_passed_after_its_lease_and_its_text_is_not_sent_twice(
    store: Store, tmp_path: Path
) -> None:
    post(store, "1")
    post(store, "2")
    with worker(tmp_path) as (process, pipe):
        assert pipe.recv() == b"1"
        os.kill(process.pid or 0, signal.SIGSTOP)

        assert store.outbox.claim(AT + LEASE - 1) is None
        passing = store.outbox.claim(AT + LEASE)
        assert passing is not None
        assert passing.message == b"2"
        assert store.outbox.claim(AT + LEASE) is None
        os.kill(process.pid or 0, signal.SIGCONT)
        pipe.send("again")
        assert pipe.recv() == "said"
    store.outbox.done(passing)

    assert store.outbox.claim(AT + LEASE) is None


def test_a_worker_that_stalls_alone_keeps_its_text_and_may_put_it_back(store: Store, tmp_path: Path) -> None:
    post(store, "1")
    with worker(tmp_path) as (process, pipe):
        assert pipe.recv() == b"1"
        os.kill(process.pid or 0, signal.SIGSTOP)
        assert store.outbox.claim(AT + LEASE) is None
        os.kill(process.pid or 0, signal.SIGCONT)
        pipe.send("again")
        assert pipe.recv() == "said"
        back = store.outbox.claim(AT + LEASE)

    assert back is not None
    assert back.message == b"1"


@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGTERM])
def test_somebody_is_present_until_their_process_ends(store: Store, tmp_path: Path, ends: int) -> None:
    post(store, "1")
    folder = tmp_path / "line.db.workers"
    with worker(tmp_path) as (process, pipe):
        assert pipe.recv() == b"1"
        (name,) = [bytes.fromhex(path.name) for path in folder.iterdir()]
        watching = Presence(folder)
        assert not watching.gone(name)
        os.kill(process.pid or 0, ends)
        process.join()
        assert watching.gone(name)

    assert watching.gone(name)
    assert list(folder.iterdir()) == []


def test_what_ended_workers_left_is_cleared_by_the_next_and_it_stays_itself(tmp_path: Path) -> None:
    folder = tmp_path / "workers"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number:032x}").touch()
    one, other = Presence(folder), Presence(folder)
    names = {one.me(), other.me()}

    assert {bytes.fromhex(path.name) for path in folder.iterdir()} == names
    assert one.me() in names
    assert not any(other.gone(name) for name in names)


def test_a_child_that_was_forked_is_somebody_else(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "workers")
    mine = presence.me()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, presence.me())
        time.sleep(30)
        os._exit(0)
    theirs = os.read(reading, 16)
    alive = presence.gone(theirs)
    held = {Path(descriptor).readlink().name for descriptor in Path(f"/proc/{child}/fd").iterdir()}
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    assert theirs != mine
    assert held & {mine.hex(), theirs.hex()} == {theirs.hex()}, "else a parent that ended would seem alive"
    assert (alive, presence.gone(theirs)) == (False, True)


def test_an_outbox_that_was_copied_elsewhere_has_no_worker_left(store: Store, tmp_path: Path) -> None:
    """A machine that was restored from a snapshot: the processes of the old one are not here."""
    post(store, "1")
    with worker(tmp_path) as (_, pipe):
        assert pipe.recv() == b"1"
        for path in (tmp_path / "line.db.workers").iterdir():
            path.unlink()
        assert make_store(tmp_path).outbox.claim(AT) is not None
