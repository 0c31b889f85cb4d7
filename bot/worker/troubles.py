"""What senders meet that whoever runs the line must hear of: kept among the chores, where the watch finds it."""

import logging
import threading
from collections.abc import Callable

from bot import quiet
from bot.watch.findings import REMEMBERED, SIGNALS
from storage import StorageError, Store

AGAIN = 600
"""Seconds for which the same trouble is not noted again."""
STEP = 60
"""Seconds that moments are rounded down to: none tells when somebody was answered."""


class Troubles:
    """Takes what ``Sending`` tells of each attempt; none of it may hold a sender up for longer than the database does."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        self._store, self._now = store, now
        self._lock = threading.Lock()
        self._noted: dict[str, int] = {}

    def raise_alarm(self, name: str) -> None:
        """Note a trouble, one of ``REMEMBERED``."""
        at = self._now()
        with self._lock:
            if abs(at - self._noted.get(name, at - 2 * AGAIN)) < AGAIN:
                return
            self._noted[name] = at
        if name not in REMEMBERED:
            quiet.event("unlisted", level=logging.ERROR, door="worker", job="outbox")
            return
        try:
            self._store.chores.note(name, at=at - at % STEP)
        except StorageError as error:
            self._failed(error)

    def sent(self, channel: str) -> None:
        """Drop what kept everybody on Signal without an answer: a text has left."""
        if channel != "signal":
            return
        try:
            for name in SIGNALS & self._store.chores.all().keys():
                self._store.chores.forget(name)
                with self._lock:
                    self._noted.pop(name, None)
        except StorageError as error:
            self._failed(error)

    @staticmethod
    def _failed(error: StorageError) -> None:
        """Go on where the books cannot be kept: the watch says that the database is broken."""
        quiet.event("failed", level=logging.ERROR, door="worker", job="outbox", error=error)
