"""Whoever wanted out, or a text back, while nothing could be written: that is done as soon as it can be.

Who left has had their word, and is forgotten. Of who took a text back the conversation goes, and what silence would send
of it: which of its texts it was, nobody keeps.

Their addresses are in this process's memory alone; when it ends before the trouble does, nobody knows them any more, and
what they left goes with its own time.
"""

import threading

from storage import StorageError, Store, Turn

SHORTEST, LONGEST = 1.0, 5.0
"""Seconds to the first attempt, and to any later one."""
MOST = 10_000
"""People; far more than text one line in a night."""


class Leavers:
    """Those who are still to be forgotten, each with the moment in epoch seconds, and whether all of theirs goes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: dict[str, tuple[int, bool]] = {}
        self._lock = threading.Lock()
        self._trying = False

    def __contains__(self, sender: str) -> bool:
        """Tell whether somebody is still to be forgotten, so that whoever texts now starts anew."""
        return sender in self._left

    def hold(self, sender: str, at: int, *, wholly: bool = True) -> None:
        """Take somebody on, and begin to try; who left stays one who left, whatever they take back."""
        with self._lock:
            if len(self._left) < MOST:
                self._left[sender] = at, wholly or self._left.get(sender, (0, False))[1]
            if self._trying:
                return
            self._trying = True
        threading.Thread(target=self._try, daemon=True).start()

    def gone(self, sender: str) -> None:
        """Strike off somebody who is forgotten."""
        self._left.pop(sender, None)

    def forget(self, turn: Turn, sender: str) -> None:
        """Forget somebody in their own turn."""
        if self._left.get(sender, (0, True))[1]:
            turn.forget()
        else:
            turn.undraft()
            turn.drop()

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
        """Forget one after the other, as if they had texted now."""
        for sender, (at, _) in list(self._left.items()):
            with self._store.turn(sender, at) as turn:
                self.forget(turn, sender)
            self.gone(sender)
