"""Which alarms whoever runs the line has heard: a file of its own, because the database may be what is broken."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from storage.ground import notes
from storage.ground.connection import system_errors


class Told:
    """Names of alarms, each with how far the telling of it is; never what they are about."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Tell whether this worker is the one that tells, until the block ends; it never waits for another one."""
        with system_errors():
            lock = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield _taken(lock)
        finally:
            os.close(lock)

    def read(self) -> dict[str, str]:
        """Give what was written last."""
        return {name: str(how) for name, how in notes.read(self._path).items()}

    def write(self, told: Mapping[str, str]) -> None:
        """Put it in the place of what was there; only within ``alone``."""
        notes.write(self._path, told)


def _taken(lock: int) -> bool:
    """Take the lock, unless another has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
