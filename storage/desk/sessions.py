"""Sessions: the cookie holds chance, the row holds the member's key wrapped by it; neither opens anything alone."""

import secrets
import sqlite3
from dataclasses import dataclass, field
from typing import Literal

from storage.ground import sealing, tokens
from storage.ground.errors import NotAllowed
from storage.ground.keys import KEY, Keyring, keyed

Role = Literal["intake", "partner", "admin"]
IDLE = 15 * 60
LONGEST = 8 * 60 * 60
TOUCH_EVERY = 60
"""Seconds by which a session must have aged before using it writes anything."""

_OPEN = """
    INSERT INTO sessions (id, member, wrapped, expires_at, ends_at, complete)
    VALUES (:id, :member, :wrapped, :expires_at, :ends_at, :complete)
"""
_FIND = """
    SELECT sessions.member, members.roles, members.agency, sessions.complete, sessions.wrapped,
        sessions.expires_at, sessions.ends_at
    FROM sessions JOIN members ON members.name = sessions.member
    WHERE sessions.id = :id AND sessions.expires_at > :at
"""
_TOUCH = "UPDATE sessions SET expires_at = :expires_at WHERE id = :id AND expires_at > :at"
_CLOSE = "DELETE FROM sessions WHERE id = :id RETURNING member"
_CLOSE_ALL = "DELETE FROM sessions WHERE member = :member AND id <> :but"
_COMPLETE = "UPDATE sessions SET complete = :complete WHERE id = :id"
_GRANT = "SELECT sealed FROM grants WHERE pair = :pair AND member = :member"


@dataclass(frozen=True, slots=True)
class Session:
    """A member who is signed in, with the key that the passphrase opened."""

    member: str
    roles: tuple[Role, ...]
    private: bytes = field(repr=False)
    agency: str = ""
    """The partner agency, or empty."""
    id: bytes = field(default=b"", repr=False)
    complete: bool = True
    """False until the second factor is set up, where the place requires one: till then nothing else opens."""

    def may(self, role: Role) -> bool:
        """Tell whether the member has a role, and the session is complete."""
        return self.complete and role in self.roles

    def must(self, role: Role) -> None:
        """Raise NotAllowed unless the member may act in a role."""
        if not self.may(role):
            raise NotAllowed

    def key_of(self, connection: sqlite3.Connection, pair: int) -> bytes:
        """Open a pair's private half, or raise NotAllowed if it was never granted (or is revoked)."""
        grant = connection.execute(_GRANT, {"pair": pair, "member": self.member}).fetchone()
        private = grant and sealing.unseal_key(grant[0], self.private)
        if not private or not self.complete:
            raise NotAllowed
        return bytes(private)


@dataclass(frozen=True, slots=True)
class Touch:
    """A session's row as it was found, and whether its idle time should start anew."""

    session: Session
    id: bytes
    expires_at: int
    due: bool


class Sessions:
    """The table of sessions; the caller brings the transaction."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.key(b"session")

    def open(
        self, connection: sqlite3.Connection, member: str, private: bytes, at: int, *, complete: bool
    ) -> str:
        """Open a session and give the token for the cookie."""
        token = secrets.token_bytes(KEY)
        connection.execute(
            _OPEN,
            {
                "id": self._id(token),
                "member": member,
                "wrapped": sealing.wrap(private, self._wrapping(token)),
                "expires_at": at + IDLE,
                "ends_at": at + LONGEST,
                "complete": complete,
            },
        )
        return tokens.written(token)

    def find(self, connection: sqlite3.Connection, token: str, at: int) -> Touch | None:
        """Find a token's session; None if there is none, or its time is over."""
        opened = tokens.read(token)
        row = connection.execute(_FIND, {"id": self._id(opened), "at": at}).fetchone()
        private = row and sealing.unwrap(row[4], self._wrapping(opened))
        if not private:
            return None
        member, roles, agency, done, _, expires_at, ends_at = row
        later = min(at + IDLE, ends_at)
        session = Session(member, tuple(roles.split()), private, agency, self._id(opened), bool(done))
        return Touch(session, self._id(opened), later, due=later - expires_at >= TOUCH_EVERY)

    def touch(self, connection: sqlite3.Connection, touch: Touch, at: int) -> None:
        """Start a session's idle time anew."""
        connection.execute(_TOUCH, {"id": touch.id, "expires_at": touch.expires_at, "at": at})

    def close(self, connection: sqlite3.Connection, token: str) -> str | None:
        """Delete a token's session and give whose it was."""
        row = connection.execute(_CLOSE, {"id": self._id(tokens.read(token))}).fetchone()
        return row and str(row[0])

    def _id(self, token: bytes) -> bytes:
        return keyed(self._key, b"id", token)

    def _wrapping(self, token: bytes) -> bytes:
        return keyed(self._key, b"wrapping", token)


def close_all(connection: sqlite3.Connection, member: str, but: Session | None = None) -> None:
    """End a member's sessions, all or all but one."""
    connection.execute(_CLOSE_ALL, {"member": member, "but": but.id if but else b""})


def complete(connection: sqlite3.Connection, session: Session, *, yes: bool) -> None:
    """Open a session to everything that the member's roles allow, or close it to all but setting a factor up."""
    connection.execute(_COMPLETE, {"id": session.id, "complete": yes})
