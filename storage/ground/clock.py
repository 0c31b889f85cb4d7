"""The clock brake: the time this line last knew, in a small file, so that a clock set wrong deletes nothing.

A file and not a row: half an hour after a call for help every table is byte for byte what it was.
"""

from pathlib import Path

from storage.ground.connection import system_errors
from storage.ground.days import HOUR, minute_start
from storage.ground.errors import named
from storage.ground.files import read_private, stamp, write_private

JUMP = 2 * HOUR
"""Seconds; a clock that is further from the mark, either way, is not believed."""
STEP = 10 * 60
"""Seconds by which the mark may lag behind, so that it is not written all the time."""
APART = 5 * 60
"""Seconds by which two clocks may differ and still agree."""
LONGEST = 12
"""Digits; no time that we write has more."""
SPOILT = 0
"""The mark that is read from a file that is not ours: far from every time there is."""


class Clock:
    """The newest time that was believed. Whatever writes the mark must hold the database's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int] | None, int | None] = (None, None)
        """The state of the file that was read last, and the mark in it."""

    def mark(self) -> int | None:
        """Give the time this line last knew, in epoch seconds; None before its first round."""
        try:
            now = stamp(self._path)
            if now != self._read[0]:
                self._read = (now, _mark(read_private(self._path)))
        except OSError as error:
            raise named(error) from error
        return self._read[1]

    def trusted(self, at: int) -> bool:
        """Tell whether a moment is near what was last known; the first is believed."""
        mark = self.mark()
        return mark is None or abs(at - mark) <= JUMP

    def move_on(self, at: int) -> None:
        """Remember a moment that is trusted."""
        mark = self.mark()
        if mark is None or at - mark >= STEP:
            self.agree(at)

    def agree(self, at: int) -> None:
        """Believe a moment, however far it is from what was known."""
        with system_errors():
            write_private(self._path, b"%d\n" % minute_start(at))


def _mark(written: bytes | None) -> int | None:
    """Read what the file holds."""
    if written is None:
        return None
    digits = written.strip()
    return int(digits) if digits.isdigit() and len(digits) <= LONGEST else SPOILT
