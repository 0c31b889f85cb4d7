"""Waiting in line for the lock file: as long as was agreed, and no longer, whoever holds it.

The kernel lets people in nearly in the order in which they came, but its wait knows no limit. In the main thread, where
every text is answered, a timer ends it; in any other thread, which no signal reaches, we look again and again.
"""

import fcntl
import signal
import threading
import time

from storage.ground.errors import Locked, named

AGAIN = 0.0002
"""Seconds between two looks: a turn is over in less than twice that."""


def take(descriptor: int, seconds: float) -> None:
    """Lock an open file; raises Locked when the time is over."""
    try:
        if _free(descriptor):
            return
        if threading.current_thread() is threading.main_thread():
            _in_line(descriptor, seconds)
        else:
            _looking(descriptor, seconds)
    except OSError as error:
        raise named(error) from error


def give(descriptor: int) -> None:
    """Let the next one in."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)


def _free(descriptor: int) -> bool:
    """Lock if nobody else has; tells whether it is ours."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _looking(descriptor: int, seconds: float) -> None:
    """Look until it is free."""
    until = time.monotonic() + seconds
    while not _free(descriptor):
        if time.monotonic() >= until:
            raise Locked
        time.sleep(AGAIN)


def _in_line(descriptor: int, seconds: float) -> None:
    """Stand in the kernel's line until it is our turn or the alarm rings."""
    waiting = True

    def ring(*_: object) -> None:
        if waiting:  # an alarm that comes with the lock rings for nobody
            raise Locked

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, AGAIN))  # zero would be no alarm at all
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except Locked:
        give(descriptor)  # it may have become ours at that very moment
        raise
    finally:
        waiting = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)  # none, where a library in C had set it
