"""The line's own numbers, learnt from the texts that came in, in a small sealed file beside the database.

A file and not a row, as with the clock's mark: a call for help changes no table. The file is one block long whatever it
holds, and only the secret opens it.
"""

import json
from pathlib import Path

from storage.ground import sealing
from storage.ground.connection import system_errors
from storage.ground.database import Database
from storage.ground.files import read_private, write_private

MOST = 20
"""Numbers that one line may learn."""


class Lines:
    """Numbers that this line answers at."""

    def __init__(self, database: Database, path: Path, key: bytes) -> None:
        self._database, self._path, self._key = database, path, key

    def known(self) -> tuple[str, ...]:
        """Give the numbers, in the order in which they were learnt."""
        with system_errors():
            sealed = read_private(self._path)
        opened = sealed and sealing.open_(sealed, self._key)
        return tuple(json.loads(opened)) if opened else ()

    def learn(self, number: str) -> None:
        """Remember a number that a proven text came to."""
        if number in self.known():
            return
        with self._database.write():  # two processes may learn at once
            known = self.known()
            if number in known or len(known) == MOST:
                return
            plain = json.dumps([*known, number]).encode()
            with system_errors():
                write_private(self._path, sealing.close(plain, self._key, sealing.LETTER_BLOCK))
