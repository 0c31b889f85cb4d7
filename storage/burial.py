"""Burial: what was in a backup and must not come back, taken out of the new database before anybody sees it."""

import sqlite3
from dataclasses import dataclass

from storage import keyholders
from storage.backup_errors import TooManyWouldGo
from storage.days import DAY
from storage.mailbox import WITHDRAWN_FOR
from storage.tip_rows import LAST
from storage.tombstones import Tombstones

FIFTH = 5
"""More than one report in so many, and more than so many in all, is no ordinary day's."""

_ERASE = "DELETE FROM tips WHERE id = :tip"
_WITHDRAW = f"""
    UPDATE tips SET withdrawn = 1, first = {LAST}, expires_at = min(expires_at, :expires_at) WHERE id = :tip
"""  # noqa: S608 - our own constant
_RECALL = "DELETE FROM releases WHERE tip = :tip"
_MEMBERS = "SELECT name, salt FROM members"
_REMOVE = "DELETE FROM members WHERE name = :name"
_AGED = """
    SELECT count(*), count(*) FILTER (WHERE expires_at <= :at AND status <> 'junk' AND NOT withdrawn
        AND id NOT IN (SELECT tip FROM holds)) FROM tips
"""
_EXPIRE = "DELETE FROM tips WHERE expires_at <= :at AND id NOT IN (SELECT tip FROM holds)"


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
        connection.execute(_WITHDRAW, {"tip": tip, "expires_at": day * DAY + WITHDRAWN_FOR})
        connection.execute(_RECALL, {"tip": tip})
    return sum(connection.execute(_ERASE, {"tip": tip}).rowcount for tip in tombstones.buried("tip"))


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
    total, old = connection.execute(_AGED, {"at": at}).fetchone()
    if old > FIFTH and old * FIFTH > total and not agreed:
        raise TooManyWouldGo
    return connection.execute(_EXPIRE, {"at": at}).rowcount
