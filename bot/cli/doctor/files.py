"""Who on this machine may open, change or replace what is the line's alone."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.cli.doctor.finding import Finding, now
from bot.setup.settings import Settings

OTHERS, WRITE, NEITHER = 0o077, 0o022, 0o027
"""The rights of everybody but the owner; of these, to write; and all but those of a group that reads."""


def private(settings: Settings, secret: str, backups: Path | None) -> Iterator[Finding]:
    """Look at every file of the line, and at the folders that they stand in.

    ``secret`` is the path of the secret's file, or empty.
    """
    files = [*_beside(settings.database), *_beside(settings.day_keys), settings.erased]
    for path in dict.fromkeys(filter(Path.exists, files)):
        yield from _file(path)
    if secret:
        files.append(Path(secret))
        yield from _secret(Path(secret))
    if backups:
        for path in [backups] if backups.is_file() else sorted(backups.glob("*.sealed")):
            yield from _file(path)
    for folder in dict.fromkeys(path.parent for path in files):
        yield from _folder(folder)
    yield from _folder(settings.place)


def _beside(path: Path) -> Iterable[Path]:
    """Name a file, whatever its other names begin with, and what stands in folders of that name."""
    for found in sorted(path.parent.glob(f"{path.name}*")):
        yield from sorted(found.iterdir()) if found.is_dir() else [found]


def _file(path: Path) -> Iterator[Finding]:
    """Look at one file."""
    found = path.stat()
    if found.st_uid != os.geteuid():
        yield now(
            "files-of-another-user",
            f"{path} belongs to another user than the one who runs this: run this as the line's user,"
            " or chown it to that user.",
        )
    elif stat.S_IMODE(found.st_mode) & OTHERS:
        yield now("files-open", f"Others on this machine may open {path}: chmod 600 {path}")


def _secret(path: Path) -> Iterator[Finding]:
    """Look at the secret's file, which may be another user's who lets the line's group read it."""
    if stat.S_IMODE(path.stat().st_mode) & NEITHER:
        yield now("files-open", f"Others on this machine may open or change {path}: chmod o-rwx,g-w {path}")


def _folder(folder: Path) -> Iterator[Finding]:
    """Look at one folder; where it keeps to everybody's own, as /tmp does, nobody replaces another's file."""
    if not folder.is_dir():
        return
    mode = folder.stat().st_mode
    if mode & WRITE and not mode & stat.S_ISVTX:
        yield now(
            "folders-open",
            f"Others on this machine may replace what stands in {folder}: chmod go-w {folder}",
        )
