"""The folder of backups: how a file gets its name and its place, which ones are too old, and what each says without a key."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from storage.ground.days import DAY
from storage.ground.errors import DiskTrouble, StorageError
from storage.ground.files import fsync_folder, private
from storage.keeping import sealed_file
from storage.keeping.backup_errors import FolderFull, FolderReadOnly, NoBackup, NoFolder
from storage.keeping.sealed_file import Head

KEPT = 14
"""Days that a backup is kept if nobody says otherwise."""
LONGEST = 29
"""Days that one can be kept at most: the list of what was erased goes back thirty."""
_NAME = re.compile(r"porchlight-(\d{8}-\d{6})\.sealed(\.part)?")
_STAMP = "%Y%m%d-%H%M%S"
_ERRORS: dict[int, type[StorageError]] = {
    errno.ENOSPC: FolderFull,
    errno.EDQUOT: FolderFull,
    errno.ENOENT: NoFolder,
    errno.ENOTDIR: NoFolder,
    errno.EACCES: FolderReadOnly,
    errno.EPERM: FolderReadOnly,
    errno.EROFS: FolderReadOnly,
}


@contextmanager
def _errors() -> Iterator[None]:
    """Give the operating system's errors the names that they have here."""
    try:
        yield
    except OSError as error:
        raise _ERRORS.get(error.errno or 0, DiskTrouble) from error


@contextmanager
def new_file(folder: Path, at: int) -> Iterator[tuple[Path, BinaryIO]]:
    """Give the path and the open file of a new backup, for this user alone; it is there whole when the block ends well."""
    path = folder / f"porchlight-{datetime.fromtimestamp(at, UTC):{_STAMP}}.sealed"
    part = path.with_name(f"{path.name}.part")
    with _errors():
        file = open(part, "xb", opener=private)  # noqa: SIM115 - closed below, before it is put in its place
        try:
            with file:
                yield path, file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            fsync_folder(path)
        finally:
            part.unlink(missing_ok=True)


def prune(folder: Path, days: int, at: int) -> list[str]:
    """Delete this program's own files that are older, and name them.

    The newest two stay whatever the clock says, so that one that has jumped does not leave a single backup.
    """
    with _errors():
        found = [path.name for path in folder.iterdir() if _NAME.fullmatch(path.name)]
        over = [name for name in sorted(found)[:-2] if _made(name) <= at - days * DAY]
        for name in over:
            (folder / name).unlink(missing_ok=True)
    return over


def heads(where: Path) -> Iterator[tuple[str, Head | StorageError]]:
    """Give the name of a backup, or of each in a folder, oldest first, with what it says without a key, or what is wrong."""
    with _errors():
        found = (
            [path.name for path in where.iterdir() if _NAME.fullmatch(path.name)] if where.is_dir() else []
        )
    paths = (
        [where / name for name in sorted(found) if name.endswith(".sealed")] if where.is_dir() else [where]
    )
    for path in paths:
        try:
            with opened(path) as file:
                yield path.name, sealed_file.head(file)
        except StorageError as error:
            yield path.name, error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a backup; raises NoBackup if there is none at that path."""
    with _errors():
        try:
            file = path.open("rb")
        except (FileNotFoundError, IsADirectoryError) as error:
            raise NoBackup from error
        with file:
            yield file


def _made(name: str) -> float:
    """Tell when a file was made; its name says so, because a copy is younger than what it holds."""
    stamp = name.removeprefix("porchlight-").split(".")[0]
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).timestamp()
    except ValueError:  # digits that are no moment: somebody else's file
        return float("inf")
