"""Whoever wanted out, or a text back, while nothing could be written: that is done as soon as it can be.

Who left has had their word, and is forgotten. Of who took a text back the conversation goes, and what silence would send
of it: which of its texts it was, nobody keeps.

Their addresses are in this process's memory alone; when it ends before the trouble does, nobody knows them any more, and
what they left goes with its own time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from storage import StorageError, Store, Turn

SHORTEST, LONGEST = 1.0, 5.0
"""Seconds to the first attempt, and to any later one."""
MOST = 10_000
"""People; far more than text one line in a night."""


class Left(NamedTuple):
    """When somebody left, in epoch seconds, and whether all of theirs goes."""

    at: int
    wholly: bool


class Leavers:
    """Those who are still to be forgotten."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: dict[str, Left] = {}
        self._lock = threading.Lock()
        self._trying = False

    def hold(self, sender: str, at: int, *, wholly: bool = True) -> None:
        """Take somebody on, and begin to try; who left stays one who left, whatever they take back."""
        with self._lock:
            before = self._left.get(sender)
            if len(self._left) < MOST:
                self._left[sender] = Left(at, wholly or bool(before and before.wholly))
            if self._trying:
                return
            self._trying = True
        threading.Thread(target=self._try, daemon=True).start()

    @contextmanager
    def back(self, sender: str) -> Iterator[Left | None]:
        """Give whoever texts again and is still to be forgotten: the turn in the block does it, so we do not.

        Where that turn is not kept, they are still to be forgotten.
        """
        left = self._left.pop(sender, None)
        try:
            yield left
        except BaseException:
            if left:
                self.hold(sender, left.at, wholly=left.wholly)
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
        for sender, left in list(self._left.items()):
            with self._store.turn(sender, left.at) as turn:
                if self._left.get(sender) == left:
                    forget(turn, left)
            with self._lock:
                if self._left.get(sender) == left:
                    del self._left[sender]


def forget(turn: Turn, left: Left) -> None:
    """Forget somebody in their own turn."""
    if left.wholly:
        turn.forget()
    else:
        turn.undraft()
        turn.drop()
