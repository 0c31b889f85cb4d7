"""The lookout: looks at one line again and again, and never makes whoever asks wait for a database that hangs."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from bot.setup.settings import Settings
from bot.watch.facts import Facts, gather
from bot.watch.findings import Finding, findings
from bot.watch.metrics import written
from storage import Locked, Store, Waiting

FRESH = 1.0
"""Seconds for which a look is good."""
SELDOM = 600
"""Seconds for which the disk's room is told unchanged: it moves a little with every text."""
PATIENCE = 2.0
"""Seconds to wait for the database; whoever asks after that, while it still hangs, waits no more."""


def _now() -> int:
    return int(time.time())


class Lookout:
    """One per process. ``begun`` is since when the line could have been seen; without it, there is a time of grace."""

    def __init__(
        self, store: Store, settings: Settings, now: Callable[[], int] = _now, begun: int | None = None
    ) -> None:
        self._store, self._settings, self._now = store, settings, now
        self._begun = now() if begun is None else begun
        self._lock = threading.Lock()
        self._asked: Future[Waiting] | None = None
        self._last: tuple[float, Facts] | None = None
        self._share: tuple[int, float | None] = (-1, None)

    def facts(self) -> Facts:
        """Give the facts of at most a second ago."""
        with self._lock:
            if self._last is None or time.monotonic() - self._last[0] > FRESH:
                found = gather(self._store, self._settings, self._now(), self._begun, self._waiting)
                self._last = (time.monotonic(), found)
            return self._last[1]

    def findings(self) -> list[Finding]:
        """Give what is found in them."""
        return findings(self.facts())

    def healthy(self) -> bool:
        """Tell whether nothing is red."""
        return not any(finding.red for finding in self.findings())

    def metrics(self) -> str:
        """Write the same for a machine that reads it again and again, but the disk as it was at the last ten minutes."""
        facts = self.facts()
        if self._share[0] != facts.at // SELDOM:
            self._share = (facts.at // SELDOM, facts.room.share if facts.room else None)
        return written(facts, findings(facts), self._share[1])

    def _waiting(self, at: int) -> Waiting:
        """Ask the database in a thread of its own, on a new connection, which has to wait for the lock as any turn has."""
        hanging = self._asked is not None and not self._asked.done()
        if self._asked is None or not hanging:
            self._asked = Future()
            threading.Thread(target=self._ask, args=(self._asked, at), daemon=True).start()
        try:
            return self._asked.result(0 if hanging else PATIENCE)
        except TimeoutError:
            raise Locked from None

    def _ask(self, asked: Future[Waiting], at: int) -> None:
        try:
            try:
                found = self._store.outbox.waiting(at)
            finally:
                self._store.close()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the answer hears of it
            asked.set_exception(error)
        else:
            asked.set_result(found)
