"""The disks that the line lives on: whether each stays, and holds only what it should."""

from collections.abc import Iterator
from pathlib import Path

from bot.cli.doctor.finding import Finding, launch, look, now
from bot.setup.disk import THROWN_AWAY, file_system
from bot.setup.settings import Settings

MEMORY = frozenset({"tmpfs", "ramfs"})
FAR = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "ceph", "glusterfs")
"""How the kinds begin whose locks SQLite's log cannot trust (sqlite.org/wal.html)."""


def disks(settings: Settings, backups: Path | None) -> Iterator[Finding]:
    """Look at where the database, the keys, the list of what was erased, and the backups are."""
    home = _there(settings.database)
    kind = file_system(settings.database)
    if kind in THROWN_AWAY and not settings.demo:
        yield now(
            "disk-thrown-away",
            "The database is on a disk that is thrown away at the next start, and every report with it:"
            " set PORCHLIGHT_DATABASE to a path on a disk that stays.",
        )
    if kind.startswith(FAR):
        yield now(
            "disk-far",
            "The database is on a disk of the network, where SQLite's locks cannot be trusted: move it to this machine's own.",
        )
    yield from _keys(settings, backups)
    if _same(settings.erased, home):
        yield look(
            "erased-same-disk",
            "The list of what was erased is on the database's disk and may die with it, and then a restore brings back"
            " what people erased: set PORCHLIGHT_ERASED to another disk.",
        )
    if backups and _same(backups, home):
        yield look(
            "backups-same-disk",
            "The backups are on the database's disk and may die with it: keep them on another.",
        )


def _keys(settings: Settings, backups: Path | None) -> Iterator[Finding]:
    """Look at where the day keys are: no copy of them may outlive their day."""
    if backups and backups.is_dir() and settings.day_keys.is_relative_to(backups.resolve()):
        yield launch(
            "keys-in-backups",
            "The day keys stand in the folder of backups, and whoever copies it keeps them:"
            " set PORCHLIGHT_DAY_KEYS to a place of their own.",
        )
    kind = file_system(settings.day_keys)
    if kind and kind not in MEMORY:
        yield look(
            "keys-on-disk",
            "The day keys are on a disk that may keep what is overwritten, and in its snapshots:"
            " set PORCHLIGHT_DAY_KEYS to a disk in memory (docs/running.md, Files beside the database).",
        )


def _there(path: Path) -> Path:
    """Give a path, or the nearest folder above it that is there."""
    return next(found for found in (path, *path.parents) if found.exists())


def _same(one: Path, other: Path) -> bool:
    return _there(one.absolute()).stat().st_dev == other.stat().st_dev
