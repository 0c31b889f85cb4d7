"""Small private files beside the database: put in place whole or not at all, and overwritten when they are replaced."""

import os
from pathlib import Path


def read_private(path: Path) -> bytes | None:
    """Read a file; None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def stamp(path: Path) -> tuple[int, int] | None:
    """Tell one state of a file from another, because another process may have replaced it; None if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - in every turn, and twice as fast as Path.stat
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def write_private(path: Path, content: bytes) -> None:
    """Put a file in place for this user alone, and overwrite on the disk the one that it replaces."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    old = os.open(path, os.O_WRONLY) if path.exists() else None
    try:
        with open(new, "xb", opener=private, buffering=0) as file:
            _write_through(file.fileno(), content)
        new.replace(path)
        if old is not None:
            _write_through(old, bytes(os.fstat(old).st_size))
    finally:
        if old is not None:
            os.close(old)


def private(path: str, flags: int) -> int:
    """Open for this user alone."""
    return os.open(path, flags, 0o600)


def _write_through(descriptor: int, content: bytes) -> None:
    """Write to the disk itself."""
    os.write(descriptor, content)
    os.fsync(descriptor)


def fsync_folder(path: Path) -> None:
    """Write to the disk itself that a file is in its folder; its content is not enough."""
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
