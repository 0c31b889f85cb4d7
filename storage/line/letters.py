"""Letters between the readers of a report and whoever holds its code: only ever added, never changed."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from storage.ground import sealing
from storage.ground.keyholders import newest_pair

Author = Literal["staff", "holder"]
STAFF: Author = "staff"
HOLDER: Author = "holder"
MOST = 60
"""Letters that one report may have; a flood of them would bury what matters."""

_NEXT = "SELECT coalesce(max(number), 0) + 1 FROM letters WHERE tip = :tip"
_MAILBOX = "SELECT mailbox FROM tips WHERE id = :tip"
_APPEND = """
    INSERT INTO letters (tip, number, author, day, pair, sealed, mailbox)
    VALUES (:tip, :number, :author, :day, :pair, :sealed, :mailbox)
"""
_FOR_HOLDER = """
    SELECT number, author, day, mailbox FROM letters WHERE tip = :tip AND author = 'staff' ORDER BY number DESC
"""
_FOR_READERS = "SELECT number, author, day, pair, sealed FROM letters WHERE tip = :tip ORDER BY number"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, opened."""

    number: int
    """Its place in the thread, from 1."""
    author: Author
    day: str
    """The local day on which it was written, ISO."""
    text: str


def append(connection: sqlite3.Connection, tip: str, author: Author, text: bytes, written: str) -> bool:
    """Add a letter, sealed to the readers and, if they wrote it, to the mailbox as well; False if there is no room."""
    number = connection.execute(_NEXT, {"tip": tip}).fetchone()[0]
    if number > MOST:
        return False
    pair, public = newest_pair(connection)
    mailbox = connection.execute(_MAILBOX, {"tip": tip}).fetchone()[0] if author == STAFF else None
    connection.execute(
        _APPEND,
        {
            "tip": tip,
            "number": number,
            "author": author,
            "day": written,
            "pair": pair,
            "sealed": sealing.seal(text, public, sealing.LETTER_BLOCK),
            "mailbox": mailbox and sealing.seal(text, mailbox, sealing.LETTER_BLOCK),
        },
    )
    return True


def for_holder(connection: sqlite3.Connection, tip: str, private: bytes) -> tuple[Letter, ...]:
    """Open what the readers wrote with the key that the receipt code gives, the newest first."""
    rows = connection.execute(_FOR_HOLDER, {"tip": tip}).fetchall()
    return _letters((*told, box and sealing.unseal(box, private)) for *told, box in rows)


def for_readers(
    connection: sqlite3.Connection, tip: str, key_of: Callable[[int], bytes]
) -> tuple[Letter, ...]:
    """Open the whole thread, the oldest letter first; ``key_of`` gives the private half of a pair by its number."""
    rows = connection.execute(_FOR_READERS, {"tip": tip}).fetchall()
    keys = {pair: key_of(pair) for pair in {row[3] for row in rows}}
    return _letters((*told, sealing.unseal(box, keys[pair])) for *told, pair, box in rows)


def _letters(opened: Iterable[tuple[Any, ...]]) -> tuple[Letter, ...]:
    """Make letters of what could be opened; a damaged one is left out."""
    return tuple(
        Letter(number, author, day, text.decode("utf-8", "replace"))
        for number, author, day, text in opened
        if text is not None
    )
