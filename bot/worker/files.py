"""Files that people send on Signal: signal-cli keeps each for ever, so each is deleted, unread, a few seconds after it came.

Nothing is remembered between two rounds: whatever lies there goes. So the program must be this line's alone.
"""

import logging

from bot import quiet
from bot.channels.signal.api import SignalApi
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure

EVERY = 5.0
"""Seconds between two rounds."""


class Files:
    """Deletes what lies at one signal-cli-rest-api."""

    def __init__(self, api: SignalApi) -> None:
        self._api = api
        self._failing = False

    def round(self) -> None:
        """Delete all there is; that some would not go is told once, until all does again."""
        failed = 0
        try:
            for name in self._api.attachments():
                failed += not self._delete(name)
        except (Refused, Unreached, Unsure, Broken):
            failed += 1
        if failed and not self._failing:
            quiet.event("failed", level=logging.ERROR, door="worker", job="files", count=failed)
        self._failing = bool(failed)

    def _delete(self, name: str) -> bool:
        """Delete one; one that will not go holds no other up."""
        try:
            self._api.delete_attachment(name)
        except (Refused, Broken):
            return False
        return True
