"""What other processes do in the tests of storage; run through multiprocessing's spawn."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from backup_stand import stand
from storage_stand import AT, FACTS, NOON, PASSPHRASE, make_store, signed_in

TOOK = 7
"""How a child ends that took a text and said nothing more."""
spawning = multiprocessing.get_context("spawn")


def together(
    child: Callable[..., None],
    *arguments: tuple[object, ...],
    more: Iterable[tuple[Callable[..., None], tuple[object, ...]]] = (),
) -> list[int | None]:
    """Run a child per tuple of arguments, and more of other kinds, all at once, and give their exit codes."""
    processes = [spawning.Process(target=child, args=each) for each in arguments]
    processes += [spawning.Process(target=other, args=each) for other, each in more]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def migrate(folder: Path, step: Barrier) -> None:
    """Migrate ten new databases, each at the same moment as other processes."""
    for number in range(10):
        (folder / str(number)).mkdir(exist_ok=True)
        step.wait(20)
        make_store(folder / str(number)).migrate()


def add_one(folder: Path, sender: str, times: int) -> None:
    """Read a number in a sender's conversation and write the next one, often."""
    store = make_store(folder)
    for number in range(times):
        with store.turn(sender, AT) as turn:
            turn.seen(f"{os.getpid()}-{number}")
            turn.save(b"%d" % (int(turn.load() or b"0") + 1), AT + 1800)
            turn.count("turns")


def hand_in_tips(folder: Path, told: Connection) -> None:
    """Hand in tips for ever; tell each receipt when its turn is over."""
    store = make_store(folder)
    number = 0
    while True:
        number += 1
        with store.turn(f"sms:{number % 7}", AT) as turn:
            turn.save(b"%d" % number, AT + 1800)
            receipt = turn.submit(b"%d" % number, FACTS)
            turn.count("tips")
        told.send(receipt)


def turn_days(folder: Path, step: Barrier, skew: int, mine: str, theirs: str) -> None:
    """Take turns through three days beside another process: what either keeps, the other must find."""
    store = make_store(folder)
    for hour in range(72):
        at = NOON + hour * 3600 + skew
        step.wait(20)
        with store.turn(mine, at) as turn:
            turn.save(b"%d" % hour, at + 1800)
        step.wait(20)
        with store.turn(theirs, at) as turn:
            if turn.load() != b"%d" % hour:
                raise SystemExit(3)


def ask(folder: Path, name: str, tip: str, times: int) -> None:
    """Write letters to the sender of a tip, as a member of staff does."""
    store = make_store(folder)
    session = signed_in(store, name, PASSPHRASE, AT)
    for number in range(times):
        store.tips.write(session, tip, f"{name} {number}", AT)


def answer(folder: Path, code: str, times: int) -> None:
    """Write letters to the readers of a tip, as whoever holds its code does."""
    store = make_store(folder)
    for number in range(times):
        with store.turn("sms:+12135550100", AT) as turn:
            thread = turn.thread(code)
            if thread is None or not turn.write(thread, f"phone {number}".encode()):
                raise SystemExit(3)


def seal_again(folder: Path, name: str, passphrase: str) -> None:
    """Sign in, and seal again what lies under turned pairs until there is no more."""
    store = make_store(folder)
    session = signed_in(store, name, passphrase, AT)
    while store.staff.reseal(session):
        pass


def delete_and_restore(folder: Path) -> None:
    """Restore a backup of many reports under a new secret, and delete them all at their age."""
    line = stand(folder)
    for _ in range(400):
        line.report()
    new = line.elsewhere(secret=b"another invented secret of some length")
    line.restore(new, line.take(), new_secret=True)
    new.sweep(AT + 200 * 86_400, agreed=True)


def take_and_die(folder: Path, at: int, nudges: bool) -> None:  # noqa: FBT001 - handed over by position
    """Take the next text, and end as a worker does that is killed."""
    taken = make_store(folder).outbox.claim(at, nudges=nudges)
    os._exit(TOOK if taken else 3)


def take_and_tell(folder: Path, told: Connection, at: int) -> None:
    """Take the next text, tell which, and wait to be told how it went: "sent", "again" or nothing."""
    store = make_store(folder)
    taken = store.outbox.claim(at)
    told.send(taken and taken.message)
    while taken:
        match told.recv():
            case "sent":
                store.outbox.sent(taken, b"mark", at)
            case "again":
                store.outbox.again(taken, at)
            case _:
                store.outbox.done(taken)
        told.send("said")


def take_all(folder: Path, step: Barrier, told: Connection, at: int) -> None:
    """Take and send texts beside other processes until there are none; tell them in order."""
    store = make_store(folder)
    taken = []
    step.wait(20)
    misses = 0
    while misses < 3:  # another may just be sending somebody's earlier text
        parcel = store.outbox.claim(at)
        if parcel is None:
            misses += 1
            time.sleep(0.02)
        else:
            misses = 0
            taken.append((time.monotonic(), parcel.message))
            store.outbox.done(parcel)
    told.send(taken)
