"""The day keys: a small file beside the database that forgets, so that yesterday's senders become nobody's."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from storage.ground.days import noon_day
from storage.ground.errors import DayKeyTrouble
from storage.ground.files import write_private
from storage.ground.keys import KEY, keyed

LONGEST = 160
"""Bytes; our file holds a number and two keys, and a longer one is somebody else's."""


@dataclass(frozen=True, slots=True)
class Days:
    """Two neighbouring days' keys; nobody can go back to the day before them."""

    number: int
    """The newer day's number, as ``days.noon_day`` counts."""
    before: bytes = field(repr=False)
    today: bytes = field(repr=False)

    @classmethod
    def begin(cls, number: int) -> "Days":
        """Start from chance."""
        before = secrets.token_bytes(KEY)
        return cls(number, before, _next(before))

    def turned(self, number: int) -> "Days":
        """Go to another day: one step for each day gone by, and one if a clock had run ahead and is put right."""
        steps = 1 if number < self.number else number - self.number
        before, today = self.before, self.today
        for _ in range(steps):
            before, today = today, _next(today)
        return Days(number, before, today)

    def serve(self, number: int) -> bool:
        """Tell whether these keys fit a day: theirs, or one before (a clock a little behind, a late retry)."""
        return number in (self.number, self.number - 1)


def _next(key: bytes) -> bytes:
    """Turn a day's key into the next day's; there is no way back."""
    return keyed(key, b"next day", b"")


class DayKeys:
    """The file of the two newest day keys. Call ``pair`` only while holding the database's lock.

    ``trusted`` tells whether a moment can be believed: a clock set wrong must not throw everybody's keys away.
    """

    def __init__(
        self, path: Path, zone: tzinfo, derive: Callable[[bytes], bytes], trusted: Callable[[int], bool]
    ) -> None:
        self._path, self._zone, self._derive, self._trusted = path, zone, derive, trusted
        self._stamp: tuple[int, int] | None = None
        self._days = Days.begin(0)
        self._pair = (b"", b"")

    def pair(self, at: int) -> tuple[bytes, bytes]:
        """Give today's and yesterday's key, joined with the secret; those there are, while the clock is not trusted."""
        number = noon_day(at, self._zone)
        if self._stamp is None or self._stamp != self._stamp_now() or not self._days.serve(number):
            try:
                self._renew(number, at)
            except OSError as error:
                raise DayKeyTrouble from error
        return self._pair

    def age(self, at: int) -> int | None:
        """Give how many noons have passed since the newer key began; None without a file. Raises DayKeyTrouble."""
        try:
            days = self._read()
        except OSError as error:
            raise DayKeyTrouble from error
        return noon_day(at, self._zone) - days.number if days else None

    def _renew(self, number: int, at: int) -> None:
        """Read the file again, make it if it is missing or spoilt, turn it if its days are surely over."""
        days = self._read()
        fitting = days or Days.begin(number)
        if not fitting.serve(number) and self._trusted(at):
            fitting = fitting.turned(number)
        if fitting is not days:
            self._write(fitting)
        self._days, self._stamp = fitting, self._stamp_now()
        self._pair = (self._derive(fitting.today), self._derive(fitting.before))

    def _stamp_now(self) -> tuple[int, int] | None:
        """Tell one state of the file from another, because another process may have turned it."""
        try:
            stat = os.stat(self._path)  # noqa: PTH116 - once in every turn, and twice as fast as Path.stat
        except OSError:
            return None  # whatever it is, reading the file will say it
        return stat.st_ino, stat.st_mtime_ns

    def _read(self) -> Days | None:
        """Read the file; None if it is missing, empty or spoilt: only open chats are lost by that.

        A file that was never ours is not touched: whoever named it meant another.
        """
        try:
            written = self._path.read_bytes()
            number, before, today = written.decode("ascii").split()
            days = Days(int(number), bytes.fromhex(before), bytes.fromhex(today))
        except FileNotFoundError:
            return None
        except ValueError as error:
            if written.strip(b"\0") and len(written) > LONGEST:
                raise DayKeyTrouble from error
            return None
        return days if len(days.before) == len(days.today) == KEY else None

    def _write(self, days: Days) -> None:
        """Put the file in place whole or not at all, and overwrite the one that it replaces."""
        lines = f"{days.number}\n{days.before.hex()}\n{days.today.hex()}\n".encode("ascii")
        write_private(self._path, lines)
