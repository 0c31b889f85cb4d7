"""Tombstones: a small file outside the database that remembers what was erased, so that no backup brings it back."""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from storage.ground.connection import system_errors
from storage.ground.days import DAY
from storage.ground.errors import DiskFull
from storage.ground.files import fsync_folder, write_private

Kind = Literal["tip", "withdrawn", "member", "list"]
"""What a line is about: a report that is gone, or that is on its way out; a member's salt; or the list itself."""
KEPT = 30 * DAY
"""Longer than any backup may be kept."""
_LINE = re.compile(r"(?P<day>[0-9]{1,6}) (?P<kind>\w+) (?P<name>\S+)")
"""A day counted from 1970, in six digits at most: enough for two thousand years. A spoilt line stops nobody."""


class Tombstones:
    """Lines of a day, a kind and a random id; no line says whose it was."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def bury(self, kind: Kind, name: str, at: int) -> None:
        """Remember that something is gone. Call it before the deletion is committed, and under the database's lock."""
        self.bury_all(kind, [name], at)

    def bury_all(self, kind: Kind, names: Iterable[str], at: int) -> None:
        """Remember that several things are gone, all of them with one write through to the disk; else as ``bury``."""
        lines = "".join(f"{at // DAY} {kind} {name}\n" for name in names).encode("ascii")
        if lines:
            with system_errors():
                descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    self._append(descriptor, lines)
                finally:
                    os.close(descriptor)

    def buried(self, kind: Kind) -> frozenset[str]:
        """Give the ids of a kind; a line that a crash left half written is passed over."""
        return frozenset(self.days(kind))

    def days(self, kind: Kind) -> dict[str, int]:
        """Give the ids of a kind, each with the day on which it went, counted from 1970."""
        return {name: int(day) for day, of, name in self._lines() if of == kind}

    def name(self) -> str | None:
        """Give the random name by which a backup knows this list again; None before there was a backup."""
        return next((name for _, of, name in self._lines() if of == "list"), None)

    def named(self, at: int) -> str:
        """Give the list's name, and make one if it has none; under the database's lock."""
        if self.name() is None:
            self.bury("list", secrets.token_hex(8), at)
        return self.name() or ""

    def forget(self, at: int) -> None:
        """Drop what no backup can hold any more; the file is replaced whole, or not at all."""
        lines = self._lines()
        kept = [line for line in lines if line[1] == "list" or int(line[0]) * DAY > at - KEPT]
        if len(kept) == len(lines):
            return
        with system_errors():
            write_private(self.path, "".join(f"{' '.join(line)}\n" for line in kept).encode("ascii"))

    def _append(self, descriptor: int, lines: bytes) -> None:
        """Write lines after the last one, also where a crash or a full disk left that one half written."""
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            lines = b"\n" + lines
        if os.write(descriptor, lines) < len(lines):
            raise DiskFull
        os.fsync(descriptor)
        if not size:
            fsync_folder(self.path)

    def _lines(self) -> list[tuple[str, str, str]]:
        """Read the lines that are whole."""
        with system_errors():
            try:
                text = self.path.read_text("ascii", "replace")
            except FileNotFoundError:
                return []
        found = map(_LINE.fullmatch, text.split("\n")[:-1])
        return [(line["day"], line["kind"], line["name"]) for line in found if line]
