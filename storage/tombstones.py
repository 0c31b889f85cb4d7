"""Tombstones: a small file outside the database that remembers what was erased, so that no backup brings it back."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from storage.connection import system_errors
from storage.days import DAY
from storage.files import write_private

Kind = Literal["tip", "member"]
KEPT = 30 * DAY
"""Longer than any backup may be kept (14 days)."""


class Tombstones:
    """Lines of a day, a kind and a random id; no line says whose it was."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def bury(self, kind: Kind, name: str, at: int) -> None:
        """Remember that something is gone. Call it before the deletion is committed, and under the database's lock."""
        self.bury_all(kind, [name], at)

    def bury_all(self, kind: Kind, names: Sequence[str], at: int) -> None:
        """Remember several at once, which costs the disk no more than one."""
        if not names:
            return
        lines = "".join(f"{at // DAY} {kind} {name}\n" for name in names).encode("ascii")
        with system_errors():
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, lines)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def buried(self, kind: Kind) -> frozenset[str]:
        """Give the ids of a kind; a line that a crash left half written is passed over."""
        return frozenset(name for _, of, name in self._lines() if of == kind)

    def forget(self, at: int) -> None:
        """Drop what no backup can hold any more; the file is replaced whole, or not at all."""
        lines = self._lines()
        kept = [line for line in lines if int(line[0]) * DAY > at - KEPT]
        if len(kept) == len(lines):
            return
        with system_errors():
            write_private(self.path, "".join(f"{' '.join(line)}\n" for line in kept).encode("ascii"))

    def _lines(self) -> list[tuple[str, str, str]]:
        """Read the lines that are whole."""
        with system_errors():
            try:
                text = self.path.read_text("ascii", "replace")
            except FileNotFoundError:
                return []
        words = [line.split(" ") for line in text.split("\n")[:-1]]
        return [(line[0], line[1], line[2]) for line in words if len(line) == 3 and line[0].isdigit()]  # noqa: PLR2004 - day, kind, id
