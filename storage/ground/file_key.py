"""A key that stands in a file of its own, beside the day keys and in no backup: without it nobody is written to."""

import secrets
from collections.abc import Callable
from pathlib import Path

from storage.ground.errors import DayKeyTrouble
from storage.ground.files import read_private, write_private
from storage.ground.keys import KEY


class FileKey:
    """The key of a file, made when it is first needed. Use it under the database's lock."""

    def __init__(self, path: Path, derive: Callable[[bytes], bytes]) -> None:
        self._path, self._derive = path, derive

    def __call__(self) -> bytes:
        """Give the key, joined with the secret; raises DayKeyTrouble."""
        try:
            kept = read_private(self._path)
            if kept is None or len(kept) != KEY:
                kept = secrets.token_bytes(KEY)
                write_private(self._path, kept)
        except OSError as error:
            raise DayKeyTrouble from error
        return self._derive(kept)

    @property
    def spoilt(self) -> bool:
        """Whether there is a file that holds no key; raises DayKeyTrouble."""
        try:
            kept = read_private(self._path)
        except OSError as error:
            raise DayKeyTrouble from error
        return kept is not None and len(kept) != KEY
