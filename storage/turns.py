"""Turns: one sender at a time over all threads and processes, and a little tidying on the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from storage.ground.errors import StorageError
from storage.ground.house import House
from storage.keeping import retention
from storage.line.turn import Sender, Turn

TIDY_EVERY = 8
"""One turn in so many looks for overdue rows, so that retention does not hang on the worker alone."""


class Turns:
    """Makes turns, one at a time over all threads and processes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._number = count(1)
        self._walks = retention.walks()

    @contextmanager
    def turn(self, address: str, at: int) -> Iterator[Turn]:
        """Give one sender's exclusive turn; see ``Store.turn``."""
        database = self._house.database
        tight = database.reserve.needed
        with database.write() as connection:
            sender = Sender(address, *self._house.day_keys.pair(at))
            turn = Turn(connection, self._house, sender, at, tight=tight)
            yield turn
            if next(self._number) % TIDY_EVERY == 0 and not tight:
                self._tidy(connection, at)
            turn.finish()

    def _tidy(self, connection: sqlite3.Connection, at: int) -> None:
        """Look for overdue rows, unless the clock is not to be believed."""
        if self._believed(at):
            for walk in self._walks:
                walk.step(connection, at)

    def _believed(self, at: int) -> bool:
        """Tell whether the clock is believed, and move its mark on; nobody's text is lost over that file.

        What is wrong with it stops the worker's next round, and the doctor says it.
        """
        clock = self._house.clock
        try:
            believed = clock.trusted(at)
            if believed:
                clock.move_on(at)
        except StorageError:
            return False
        return believed
