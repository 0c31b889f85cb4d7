"""Signing in: a passphrase opens a member's key; wrong ones are slowed, and nobody can tell a name from no name."""

import sqlite3

from storage import sealing
from storage.audit import Audit
from storage.database import Database
from storage.days import HOUR
from storage.errors import TooSoon, WrongPassphrase
from storage.keys import LOOKUP, Keyring, as_bytes, keyed
from storage.passphrase import SALT, Cost, derive, normal_name
from storage.sessions import Session, Sessions

FREE = 3
"""Wrong passphrases before there is any wait: people mistype."""
LONGEST_WAIT = 60
"""Seconds; short enough that whoever knows the passphrase always gets in."""
FORGET_AFTER = HOUR

_MEMBER = "SELECT wrapped, salt, operations, memory FROM members WHERE name = :name"
_EXISTS = "SELECT 1 FROM members WHERE name = :name AND salt = :salt"
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


class SignIn:
    """From a name and a passphrase to a session, and from a cookie's token back to it."""

    def __init__(self, database: Database, keyring: Keyring, audit: Audit, cost: Cost) -> None:
        self._database, self._audit, self._cost = database, audit, cost
        self._names = keyring.key(b"attempt")
        self._sessions = Sessions(keyring)

    def sign_in(self, name: str, passphrase: str, at: int) -> str:
        """See ``Staff.sign_in``."""
        name = normal_name(name)
        attempt = keyed(self._names, b"attempt", as_bytes(name), LOOKUP)
        with self._database.write() as connection:
            _claim(connection, attempt, at)
            member = connection.execute(_MEMBER, {"name": name}).fetchone()
        wrapped, salt, operations, memory = member or self._nobody(name)
        private = sealing.unwrap(wrapped, derive(passphrase, salt, Cost(operations, memory)))
        if private is None:
            raise WrongPassphrase
        with self._database.write() as connection:
            if connection.execute(_EXISTS, {"name": name, "salt": salt}).fetchone() is None:
                raise WrongPassphrase  # revoked while the passphrase was hashed
            connection.execute(_SUCCESS, {"name": attempt})
            token = self._sessions.open(connection, name, private, at)
            self._audit.append(connection, name, "signed-in", at)
            return token

    def session(self, token: str, at: int) -> Session | None:
        """See ``Staff.session``."""
        with self._database.read() as connection:
            found = self._sessions.find(connection, token, at)
        if found is None:
            return None
        if found.due:
            with self._database.write() as connection:
                self._sessions.touch(connection, found, at)
        return found.session

    def sign_out(self, token: str, at: int) -> None:
        """See ``Staff.sign_out``."""
        with self._database.write() as connection:
            member = self._sessions.close(connection, token)
            if member is not None:
                self._audit.append(connection, member, "signed-out", at)

    def _nobody(self, name: str) -> tuple[bytes, bytes, int, int]:
        """Give a name that no member has the same work to do, and nothing that it could open."""
        salt = keyed(self._names, b"nobody", as_bytes(name), SALT)
        return bytes(sealing.WRAPPED), salt, self._cost.operations, self._cost.memory


def _claim(connection: sqlite3.Connection, attempt: bytes, at: int) -> None:
    """Count an attempt as wrong before it is tried, so that many at once are not free; raises TooSoon."""
    failures, next_at = connection.execute(_ATTEMPTS, {"name": attempt, "at": at}).fetchone() or (0, 0)
    if at < next_at:
        raise TooSoon(next_at - at)
    connection.execute(
        _ATTEMPT,
        {
            "name": attempt,
            "failures": failures + 1,
            "next_at": at + wait(failures + 1),
            "expires_at": at + FORGET_AFTER,
        },
    )
