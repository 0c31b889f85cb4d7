"""How many answers the line has given in this half hour: one number for all, which tells of nobody and dies with it."""

import sqlite3

WINDOW = 30 * 60
"""Seconds that are counted together, from the full or the half hour on."""
_DIGITS = 10
"""Digits of the second at which a window ends."""

_FIND = "SELECT value FROM settings WHERE name = 'answers'"
_KEEP = """
    INSERT INTO settings (name, value) VALUES ('answers', :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


def end(at: int) -> int:
    """Give the second at which the window of a moment ends."""
    return at - at % WINDOW + WINDOW


def given(connection: sqlite3.Connection, at: int) -> int:
    """Give how many answers were given in the present window."""
    row = connection.execute(_FIND).fetchone()
    if row is None:
        return 0
    value = bytes(row[0])
    return int(value[_DIGITS:]) if int(value[:_DIGITS]) == end(at) else 0


class Answers:
    """What one turn asks of them and adds to them."""

    def __init__(self, connection: sqlite3.Connection, at: int) -> None:
        self._connection, self._at = connection, at
        self._given = 0
        self._before: int | None = None

    def given(self) -> int:
        """Tell how many answers the line has given in this half hour, to everybody together."""
        if self._before is None:  # nobody else counts while this turn lasts
            self._before = given(self._connection, self._at)
        return self._before

    def give(self) -> None:
        """Count one more."""
        self._given += 1

    def finish(self) -> None:
        """Write it down; among the last things of a turn, because every sender shares the row."""
        if self._given:
            n = self.given() + self._given
            self._connection.execute(_KEEP, {"value": f"{end(self._at):0{_DIGITS}}{n}".encode()})
