"""The reserve: room on the disk that is kept for deletions, so that a full disk holds back nobody who wants to leave.

Whoever finds the disk full empties it. As long as it is empty and there is no ample room, only turns that delete are
kept, so that new reports do not eat what the deletions need. The worker fills it again when room is back.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from storage.ground.connection import system_errors
from storage.ground.errors import DiskFull

SIZE = 8 * 1024 * 1024
"""Bytes: the write-ahead log of some hundred deletions, and the worker empties it every minute."""
AMPLE = 4
"""So many times its size must be free before it is filled again, and before turns of every kind are kept again."""
BLOCK = 512
"""Bytes, in which the system counts what a file really takes."""
_P = ParamSpec("_P")
_T = TypeVar("_T")


def with_its_room(deletion: Callable[_P, _T]) -> Callable[_P, _T]:
    """Do a deletion once more where the disk was full: to find that out has emptied the reserve."""

    @wraps(deletion)
    def twice(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return deletion(*args, **kwargs)
        except DiskFull:
            return deletion(*args, **kwargs)

    return twice


class Reserve:
    """A file that takes room and holds nothing; none is made where its size is 0."""

    def __init__(self, path: Path, size: int) -> None:
        self._path, self._size = path, size

    @property
    def whole(self) -> bool:
        """Whether it is there, or none is wanted."""
        return self._is(self._size) or not self._size

    @property
    def needed(self) -> bool:
        """Whether what room there is belongs to deletions: one look at a file, as long as all is well."""
        return self._is(0) and not self._ample()

    def spend(self) -> None:
        """Give the room to the disk, unless it was another disk that is full."""
        with suppress(OSError):  # then there is none to give
            if not self._is(0) and self._free() < self._size:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
                try:
                    os.ftruncate(descriptor, 0)
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def fill(self) -> None:
        """Make it, or fill it again; raises DiskFull where there is no ample room."""
        if self.whole:
            return
        if not self._ample():
            raise DiskFull
        with system_errors():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                _allocate(descriptor, self._size)
            except OSError:
                os.ftruncate(descriptor, 0)
                raise
            finally:
                os.close(descriptor)

    def _is(self, size: int) -> bool:
        try:
            return os.stat(self._path).st_size == size  # noqa: PTH116 - in every turn, and twice as fast as Path.stat
        except OSError:
            return False

    def _ample(self) -> bool:
        """Tell whether the disk has room enough for everybody; one that cannot be asked is left to whoever writes."""
        try:
            return self._free() >= AMPLE * self._size
        except OSError:
            return True

    def _free(self) -> int:
        """Give the bytes that this user may still write."""
        disk = os.statvfs(self._path.parent)
        return disk.f_bavail * disk.f_frsize


def _allocate(descriptor: int, size: int) -> None:
    """Take the room, and be sure of it: a disk that compresses, or only promises, is given noise."""
    os.posix_fallocate(descriptor, 0, size)
    if os.fstat(descriptor).st_blocks * BLOCK < size:
        with open(descriptor, "wb", closefd=False) as file:
            file.write(os.urandom(size))
    os.fsync(descriptor)
