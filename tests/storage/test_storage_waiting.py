"""Every wait ends: a frozen process, another program, ten of us at once; and whoever waits in vain holds no line up."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from storage_stand import AT, make_store

from storage import Locked, Store
from storage.ground import waiting

HOLD = "import fcntl, os, signal, sys; f = open(sys.argv[1], 'rb'); fcntl.flock(f, fcntl.LOCK_EX); os.kill(os.getpid(), signal.SIGSTOP)"
CROWD = """
import os, sys, threading, time
from storage.ground import waiting

def push(told):
    own, longest, turns, end = os.open(sys.argv[1], os.O_RDWR), 0.0, 0, time.monotonic() + 1.5
    while time.monotonic() < end:
        asked = time.monotonic()
        waiting.take(own, 10)
        longest, turns = max(longest, time.monotonic() - asked), turns + 1
        time.sleep(0.0003)
        waiting.give(own)
        time.sleep(0.0003)
    os.write(told, b"%d %d\\n" % (turns, longest * 1000))

theirs, told = os.pipe()
for _ in range(10):
    if os.fork() == 0:
        thread = threading.Thread(target=push, args=(told,))
        thread.start() if sys.argv[2] == "thread" else push(told)
        sys.exit()
os.close(told)
print(open(theirs).read())
"""


@contextmanager
def frozen(lock: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process take the lock and stop in the middle of its work."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD, lock])
    os.waitid(os.P_PID, holder.pid, os.WSTOPPED)
    try:
        yield holder
    finally:
        holder.kill()
        holder.wait()


def text(store: Store) -> float:
    """Take a turn that is told to wait, and give the seconds that it took."""
    begun = time.monotonic()
    with pytest.raises(Locked), store.turn("sms:1", AT) as turn:
        turn.save(b"", AT + 1800)
    return time.monotonic() - begun


def in_a_thread(store: Store) -> float:
    """Do the same where no signal comes."""
    took: list[float] = []
    thread = threading.Thread(target=lambda: took.append(text(store)))
    thread.start()
    thread.join()
    return took[0]


@pytest.mark.parametrize("wait", [text, in_a_thread])
def test_a_frozen_process_is_waited_for_and_then_said_and_when_it_is_gone_we_go_on(
    tmp_path: Path, wait: Callable[[Store], float]
) -> None:
    store = make_store(tmp_path, timeout=0.6)
    store.migrate()
    with frozen(tmp_path / "line.db.lock"):
        assert 0.5 < wait(store) < 3
    with store.turn("sms:1", AT) as turn:
        turn.save(b"", AT + 1800)


def test_the_alarm_is_nobody_elses(tmp_path: Path) -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    try:
        store = make_store(tmp_path, timeout=0.2)
        store.migrate()
        with frozen(tmp_path / "line.db.lock"):
            text(store)
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        signal.raise_signal(signal.SIGALRM)
    finally:
        signal.signal(signal.SIGALRM, before)

    assert rung == [signal.SIGALRM]


def test_whoever_comes_after_a_wait_in_vain_waits_for_a_moment_only_and_then_for_all_of_it_again(
    tmp_path: Path,
) -> None:
    store = make_store(tmp_path, timeout=1.5)
    store.migrate()
    with frozen(tmp_path / "line.db.lock"):
        assert text(store) > 1.4
        assert max(text(store) for _ in range(3)) < 1
    store.check()
    with store.turn("sms:1", AT) as turn:
        turn.save(b"", AT + 1800)
    with frozen(tmp_path / "line.db.lock"):
        assert text(store) > 1.4


def test_both_waits_together_take_no_longer_than_one(tmp_path: Path) -> None:
    """A neighbour who waits for another program holds our lock for most of the time; then that program is there still."""
    store = make_store(tmp_path, timeout=1.5)
    store.migrate()
    store.check()
    other = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with frozen(tmp_path / "line.db.lock") as neighbour:
        threading.Timer(1, neighbour.kill).start()
        took = text(store)
    other.close()

    assert 1.2 < took < 2.3


@pytest.mark.parametrize("where", ["process", "thread"])
def test_nobody_starves_among_ten(tmp_path: Path, where: str) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CROWD, lock, where],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout.split()
    turns, longest = [int(each) for each in told[::2]], [int(each) for each in told[1::2]]

    assert len(turns) == 10
    assert min(turns) * 10 > max(turns)
    assert max(longest) < 1_400


def test_a_lock_that_comes_with_the_alarm_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alarm may ring when the kernel has just let us in; nobody may be left with a lock that they think they lost."""
    lock = tmp_path / "lock"
    lock.touch()
    mine, theirs = os.open(lock, os.O_RDWR), os.open(lock, os.O_RDWR)
    real = waiting.fcntl.flock

    def late(descriptor: int, how: int) -> None:
        real(descriptor, how)
        if how == waiting.fcntl.LOCK_EX:
            signal.raise_signal(signal.SIGALRM)

    waiting.take(theirs, 1)
    threading.Timer(0.1, waiting.give, (theirs,)).start()
    monkeypatch.setattr(waiting.fcntl, "flock", late)
    with pytest.raises(Locked):
        waiting.take(mine, 5)
    monkeypatch.undo()
    waiting.take(theirs, 1)
    os.close(mine)
    os.close(theirs)
