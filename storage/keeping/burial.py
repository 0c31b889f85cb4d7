"""Burial: what was in a backup and must not come back, taken out of the new database before anybody sees it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.ground import keyholders
from storage.ground.days import DAY
from storage.ground.tombstones import Tombstones
from storage.keeping import old_tips
from storage.keeping.backup_errors import TooManyWouldGo
from storage.line import mailbox

_ERASE = "DELETE FROM tips WHERE id = :tip"
_MEMBERS = "SELECT name, salt FROM members"
_REMOVE = "DELETE FROM members WHERE name = :name"


@dataclass(frozen=True, slots=True)
class Gone:
    """How much was taken out."""

    erased: int
    """Reports that somebody had erased since."""
    expired: int
    """Reports whose time is over."""
    members: int
    """Members who were revoked since, or whose access was made anew."""


def bury(connection: sqlite3.Connection, tombstones: Tombstones, at: int, *, agreed: bool) -> Gone:
    """Take everything out that must not come back; raises TooManyWouldGo unless that was agreed to."""
    erased = _erase(connection, tombstones)
    members = _keep_out(connection, tombstones.buried("member"))
    return Gone(erased, _expire(connection, at, agreed=agreed), members)


def _erase(connection: sqlite3.Connection, tombstones: Tombstones) -> int:
    """Delete what was erased, with its letters and releases; hide again what was taken back late, until its three days are over."""
    for tip, day in tombstones.days("withdrawn").items():
        mailbox.withdraw(connection, tip, day * DAY)
    return _delete(connection, tombstones.buried("tip"))


def _keep_out(connection: sqlite3.Connection, salts: frozenset[str]) -> int:
    """Remove whoever was revoked, and turn every pair that they could open."""
    members = connection.execute(_MEMBERS).fetchall()
    revoked = [name for name, salt in members if salt.hex() in salts]
    turned = {holder for name in revoked for holder in keyholders.held(connection, name)}
    for name in revoked:
        connection.execute(_REMOVE, {"name": name})  # grants and second factor go with it
    for holder in sorted(turned):
        keyholders.turn_pair(connection, holder)
    return len(revoked)


def _expire(connection: sqlite3.Connection, at: int, *, agreed: bool) -> int:
    """Delete the reports whose time is over and that nobody holds (hazard F4: a clock may be wrong)."""
    overdue = old_tips.find(connection, at)
    if overdue.too_many and not agreed:
        raise TooManyWouldGo
    return _delete(connection, [*overdue.aged, *overdue.promised])


def _delete(connection: sqlite3.Connection, tips: Iterable[str]) -> int:
    """Delete reports with all that hangs on them, and give how many were there."""
    return connection.executemany(_ERASE, [{"tip": tip} for tip in tips]).rowcount
