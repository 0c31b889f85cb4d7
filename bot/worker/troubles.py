"""What senders meet that whoever runs the line must hear of: kept among the chores, where the watch finds it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot import quiet
from bot.watch.findings import REMEMBERED, SIGNALS, STEP
from storage import StorageError, Store

AGAIN = 600
"""Seconds for which the same trouble is not noted again."""


class Troubles:
    """Takes what senders tell of their attempts, and raises nothing; ``now`` gives epoch seconds."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        self._store, self._now = store, now

    def raise_alarm(self, name: str) -> None:
        """Note a trouble, one of ``REMEMBERED``; whatever else is noted of it is kept."""
        if name not in REMEMBERED:
            quiet.event("unlisted", level=logging.ERROR, door="worker", job="outbox")
            return
        at = self._now()
        with self._quietly():
            last = self._store.chores.last(name)
            if not last or not 0 <= at - last["at"] < AGAIN:
                self._store.chores.note(name, **{**last, "at": at - at % STEP})

    def sent(self, channel: str) -> None:
        """Drop what kept everybody on Signal without an answer: a text has left."""
        if channel == "signal":
            with self._quietly():
                for name in SIGNALS & self._store.chores.all().keys():
                    self._store.chores.forget(name)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Go on where our own books cannot be kept: the watch says that the database is broken."""
        try:
            yield
        except StorageError as error:
            quiet.event("failed", level=logging.ERROR, door="worker", job="outbox", error=error)
