"""Lines of the queue: the coarse facts of a tip that the server may know, and the order in which tips stand."""

import sqlite3
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Literal, NamedTuple, get_args

from storage.ground.days import local_day
from storage.ground.errors import NoSuchTip
from storage.line.tips import Part

Status = Literal[
    "new",
    "needs-info",
    "duplicate",
    "nuisance",
    "referred",
    "told-911",
    "no-indicators",
    "insufficient",
    "closed",
    "junk",
]
STATUSES: tuple[Status, ...] = get_args(Status)
WAITING: frozenset[Status] = frozenset({"new", "needs-info"})
"""Somebody has still to decide something; every other status settles a tip, and it goes to the end of the queue."""
SETTLED = -1
"""What a tip's ``first`` is once somebody has decided."""
LAST = -2
"""What it is once its sender took the tip back: behind all others."""

LIVE = "(tips.expires_at > :at OR EXISTS (SELECT 1 FROM holds WHERE holds.tip = tips.id))"
"""A tip whose time is not over, or that is held: the only ones that any statement here may find."""
_COLUMNS = """
    tips.id, tips.block, tips.day, tips.part, tips.kind, tips.child, tips.urgent, tips.status, tips.unfinished,
    tips.withdrawn, EXISTS (SELECT 1 FROM holds WHERE holds.tip = tips.id),
    EXISTS (
        SELECT 1 FROM letters WHERE letters.tip = tips.id AND letters.author = 'holder'
        AND letters.number = (SELECT max(number) FROM letters WHERE letters.tip = tips.id)
    ), tips.expires_at
"""
_PAGE = f"""
    SELECT {_COLUMNS}, tips.first FROM tips
    WHERE (tips.first, tips.id) < (:first, :id) AND {LIVE} AND (:status IS NULL OR tips.status = :status)
    ORDER BY tips.first DESC, tips.id DESC LIMIT :limit
"""  # noqa: S608 - made of our own constants
_ROW = f"SELECT {_COLUMNS} FROM tips WHERE tips.id = :id AND {LIVE}"  # noqa: S608 - made of our own constants
_CASE = f"""
    SELECT tips.id, tips.salt, tips.receipt, tips.mailbox, tips.status, tips.unfinished, tips.withdrawn
    FROM tips WHERE tips.id = :id AND {LIVE}
"""  # noqa: S608 - made of our own constants
_RANKS = frozenset({"1", "0", str(SETTLED), str(LAST)})
"""What ``first`` may be: waiting with a child or urgent need, waiting, settled, taken back."""
_TOP = (2, "")
"""Before every tip."""


@dataclass(frozen=True, slots=True)
class TipRow:
    """One line of the queue."""

    id: str
    """The day it came, the quarter of that day (0 to 3) and chance: ``20261123-37f3a…``."""
    block: str | None
    day: str
    part: Part
    kind: str
    child: bool
    urgent: bool
    status: Status
    unfinished: bool
    """Its sender fell silent before sending it, and was told that it goes on all the same."""
    withdrawn: bool
    """Its sender took it back."""
    held: bool
    """It is kept beyond its day, for a reason."""
    answered: bool
    """The newest letter is from whoever holds the code."""
    ends: str
    """The local day on which it is deleted unless it is held, ISO."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the queue, and what to hand in for the lines after them (None: there are no more)."""

    rows: list[TipRow]
    next: str | None


class Case(NamedTuple):
    """What whoever acts on a tip must know of it first."""

    id: str
    salt: bytes
    receipt: bytes
    mailbox: bytes | None
    status: Status
    unfinished: int
    withdrawn: int


def page(
    connection: sqlite3.Connection,
    zone: tzinfo,
    at: int,
    after: str | None,
    limit: int,
    status: Status | None,
) -> Page:
    """See ``TipQueue.page``."""
    rank, _, tip = (after or "").partition(".")
    first, tip = (int(rank), tip) if rank in _RANKS else _TOP
    asked = {"first": first, "id": tip, "at": at, "limit": limit + 1, "status": status}
    rows = connection.execute(_PAGE, asked).fetchall()
    shown = rows[:limit]
    more = f"{shown[-1][-1]}.{shown[-1][0]}" if shown and len(rows) > limit else None
    return Page([_line(row[:-1], zone) for row in shown], more)


def row(connection: sqlite3.Connection, zone: tzinfo, tip: str, at: int) -> TipRow:
    """Give one tip's line, or raise NoSuchTip."""
    return _line(one(connection, _ROW, {"id": tip, "at": at}), zone)


def case(connection: sqlite3.Connection, tip: str, at: int) -> Case:
    """Give what acting on a tip needs, or raise NoSuchTip."""
    return Case(*one(connection, _CASE, {"id": tip, "at": at}))


def one(connection: sqlite3.Connection, statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """Give the row that a statement finds or changes, or raise NoSuchTip."""
    found: tuple[Any, ...] | None = connection.execute(statement, values).fetchone()
    if found is None:
        raise NoSuchTip
    return found


def _line(columns: tuple[Any, ...], zone: tzinfo) -> TipRow:
    """Make a line of the queue from its columns; SQLite keeps truth as 0 and 1."""
    tip, block, day, part, kind, child, urgent, status, unfinished, withdrawn, held, answered, expires_at = (
        columns
    )
    return TipRow(
        id=tip,
        block=block,
        day=day,
        part=part,
        kind=kind,
        child=bool(child),
        urgent=bool(urgent),
        status=status,
        unfinished=bool(unfinished),
        withdrawn=bool(withdrawn),
        held=bool(held),
        answered=bool(answered),
        ends=local_day(expires_at, zone),
    )
