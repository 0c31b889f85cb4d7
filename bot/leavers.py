"""Whoever wanted out while nothing could be written: they have had their word, and are forgotten as soon as that can be.

Their addresses are in this process's memory alone; when it ends before the trouble does, nobody knows them any more, and
what they left goes with its own time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from storage import StorageError, Store

SHORTEST, LONGEST = 1.0, 5.0
"""Seconds to the first attempt, and to any later one."""
MOST = 10_000
"""People; far more than text one line in a night."""


class Leavers:
    """Those who are still to be forgotten, each with the moment at which they left, in epoch seconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: dict[str, int] = {}
        self._lock = threading.Lock()
        self._trying = False

    def hold(self, sender: str, at: int) -> None:
        """Take somebody on, and begin to try."""
        with self._lock:
            if len(self._left) < MOST:
                self._left[sender] = at
            if self._trying:
                return
            self._trying = True
        threading.Thread(target=self._try, daemon=True).start()

    @contextmanager
    def back(self, sender: str) -> Iterator[bool]:
        """Tell whether somebody who texts again is still to be forgotten: the turn in the block does it, so we do not.

        Where that turn is not kept, they are still to be forgotten.
        """
        at = self._left.pop(sender, None)
        try:
            yield at is not None
        except BaseException:
            if at is not None:
                self.hold(sender, at)
            raise

    def _try(self) -> None:
        """Try until nobody is left; the wait between two attempts grows."""
        wait, pause = SHORTEST, threading.Event()
        while self._some():
            pause.wait(wait)
            try:
                self._forget()
            except StorageError:
                wait = min(LONGEST, wait * 2)
            finally:
                self._store.close()

    def _some(self) -> bool:
        with self._lock:
            self._trying = bool(self._left)
            return self._trying

    def _forget(self) -> None:
        """Forget one after the other; whoever is back by the time of their turn has been forgotten, or will be."""
        for sender, at in list(self._left.items()):
            with self._store.turn(sender, at) as turn:
                if self._left.get(sender) == at:
                    turn.forget()
            with self._lock:
                if self._left.get(sender) == at:
                    del self._left[sender]
