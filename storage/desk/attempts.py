"""Wrong passphrases are slowed, a known browser apart from strangers, so that no stranger locks a member out.

A browser that signed in once brings a device cookie (OWASP, "Slow down online guessing attacks with device cookies"):
chance, and a keyed hash that ties it to one member. No row remembers a device.
"""

import hmac
import secrets
import sqlite3

from storage.ground import tokens
from storage.ground.days import HOUR
from storage.ground.errors import TooSoon
from storage.ground.keys import LOOKUP, Keyring, as_bytes, keyed

FREE = 3
"""Wrong passphrases before there is any wait: people mistype."""
LONGEST_WAIT = 60
"""Seconds; short enough that whoever knows the passphrase always gets in."""
FORGET_AFTER = HOUR
CHANCE = 16
"""Random bytes of a device."""

_ATTEMPTS = "SELECT failures, next_at FROM attempts WHERE name = :name AND expires_at > :at"
_ATTEMPT = """
    INSERT INTO attempts (name, failures, next_at, expires_at) VALUES (:name, :failures, :next_at, :expires_at)
    ON CONFLICT (name) DO UPDATE
    SET failures = excluded.failures, next_at = excluded.next_at, expires_at = excluded.expires_at
"""
_SUCCESS = "DELETE FROM attempts WHERE name = :name"


def wait(failures: int) -> int:
    """Give the seconds until the next attempt counts: none at first, then doubling up to a minute."""
    return 0 if failures < FREE else min(2 ** (failures - FREE + 1), LONGEST_WAIT)


class Attempts:
    """Counts attempts in buckets: one for each name, one for each browser that has signed in to it before."""

    def __init__(self, keyring: Keyring) -> None:
        self._names, self._devices = keyring.key(b"attempt"), keyring.key(b"device")

    def device(self, name: str, salt: bytes) -> str:
        """Make a device cookie for a member; the salt is new whenever the name is given anew, and ends old cookies."""
        chance = secrets.token_bytes(CHANCE)
        return tokens.written(chance + self._tie(chance, name, salt))

    def bucket(self, name: str, salt: bytes, device: str) -> bytes:
        """Name the bucket that an attempt counts in: the device's own if it is one of this member's."""
        brought = tokens.read(device)
        chance, tie = brought[:CHANCE], brought[CHANCE:]
        if hmac.compare_digest(tie, self._tie(chance, name, salt)):
            return keyed(self._names, b"device", chance, LOOKUP)
        return keyed(self._names, b"attempt", as_bytes(name), LOOKUP)

    def session_bucket(self, session: bytes) -> bytes:
        """Name the bucket of whoever is signed in already and is asked for the passphrase again."""
        return keyed(self._names, b"session", session, LOOKUP)

    def _tie(self, chance: bytes, name: str, salt: bytes) -> bytes:
        return keyed(self._devices, b"device", chance + salt + as_bytes(name))


def claim(connection: sqlite3.Connection, bucket: bytes, at: int) -> None:
    """Count an attempt as wrong before it is tried, so that many at once are not free; raises TooSoon."""
    failures, next_at = connection.execute(_ATTEMPTS, {"name": bucket, "at": at}).fetchone() or (0, 0)
    if at < next_at:
        raise TooSoon(next_at - at)
    connection.execute(
        _ATTEMPT,
        {
            "name": bucket,
            "failures": failures + 1,
            "next_at": at + wait(failures + 1),
            "expires_at": at + FORGET_AFTER,
        },
    )


def succeeded(connection: sqlite3.Connection, bucket: bytes) -> None:
    """Forget the wrong attempts of a bucket."""
    connection.execute(_SUCCESS, {"name": bucket})
