"""Who is at work: a lock that a process holds for as long as it lives, and that ends with it, however it ends.

A process that was stopped but not killed still holds its lock, so what it had begun is not begun again by another.
"""

import fcntl
import os
import secrets
import threading
from pathlib import Path
from typing import NamedTuple

from storage.ground.connection import system_errors


class _Mine(NamedTuple):
    """The name of one process, and the file that it holds."""

    process: int
    name: bytes
    lock: int


class Presence:
    """A folder of lock files, one for each process that took something to do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._mine: _Mine | None = None

    def me(self) -> bytes:
        """Give this process's name; from the first call on it is present until it ends."""
        with self._lock, system_errors():
            if self._mine is not None and self._mine.process != os.getpid():
                os.close(
                    self._mine.lock
                )  # it came over a fork: a parent that ends must not live on through us
                self._mine = None
            if self._mine is None:
                self._mine = self._enter()
            return self._mine.name

    def gone(self, name: bytes) -> bool:
        """Tell whether the process of that name has ended; its file goes with it."""
        with system_errors():
            return _gone(self._path(name))

    def _enter(self) -> _Mine:
        """Lock a new file, and keep it open; the system lets go of it when this process ends."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self._folder.iterdir():
            _gone(left)
        while True:
            name = secrets.token_bytes(16)
            opened = os.open(self._path(name), os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(opened, fcntl.LOCK_EX)
            if self._path(name).exists():  # else another found it before it was locked, and took us for dead
                return _Mine(os.getpid(), name, opened)
            os.close(opened)

    def _path(self, name: bytes) -> Path:
        return self._folder / name.hex()


def _gone(path: Path) -> bool:
    """Tell whether nobody holds a file any more, and delete it then."""
    try:
        found = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        path.unlink(missing_ok=True)
        return True
    finally:
        os.close(found)
