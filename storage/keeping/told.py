"""Which alarms whoever runs the line has heard: a file of its own, because the database may be what is broken."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from storage.ground.connection import system_errors
from storage.ground.files import read_private, write_private


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
        """Give what was written last; nothing in it is worth failing for."""
        with system_errors():
            written = read_private(self._path)
        try:
            found = json.loads(written or b"{}")
        except ValueError:
            return {}
        return {str(name): str(how) for name, how in found.items()} if isinstance(found, dict) else {}

    def write(self, told: Mapping[str, str]) -> None:
        """Put it in the place of what was there; only within ``alone``."""
        with system_errors():
            write_private(self._path, f"{json.dumps(dict(told), indent=1, sort_keys=True)}\n".encode("ascii"))


def _taken(lock: int) -> bool:
    """Take the lock, unless another has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
