"""Staff: members and their roles; the first is founded, others are added, and whoever leaves is revoked."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from storage.desk import recovery
from storage.desk.audit import Audit
from storage.desk.factors import Factors
from storage.desk.resealing import Resealing
from storage.desk.sessions import Role, Session
from storage.desk.sign_in import SignIn
from storage.ground import keyholders, sealing
from storage.ground.database import Database
from storage.ground.errors import (
    AlreadyFounded,
    NameTaken,
    NoAgency,
    NoSuchMember,
    NotAllowed,
    TwoDesks,
    WrongRecoveryKey,
)
from storage.ground.keyholders import NewMember
from storage.ground.keys import Keyring
from storage.ground.passphrase import Cost, normal_name, strong
from storage.ground.tombstones import Tombstones

FOUNDER: tuple[Role, ...] = ("admin", "intake")

_MEMBERS = """
    SELECT name, roles, agency, EXISTS (SELECT 1 FROM factors WHERE member = name) FROM members ORDER BY name
"""
_HAS = "SELECT 1 FROM members WHERE name = :name"
_REVOKE = "DELETE FROM members WHERE name = :name RETURNING salt"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may sign in."""

    name: str
    roles: tuple[Role, ...]
    agency: str
    """The partner agency, or empty."""
    second_factor: bool


class Staff:
    """The members and what may be done with them."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        audit: Audit,
        cost: Cost,
        tombstones: Tombstones,
        *,
        factor_required: bool,
    ) -> None:
        self._database, self._audit, self._cost = database, audit, cost
        self._tombstones = tombstones
        self._door = SignIn(database, keyring, audit, cost, required=factor_required)
        self._resealing = Resealing(database)
        self.factors = Factors(database, audit, required=factor_required)

    def found(self, name: str, passphrase: str, at: int) -> str:
        """Make the first member and the intake pair, and give the recovery key to print; raises AlreadyFounded."""
        new = self._new(name, FOUNDER, passphrase)
        private, public = sealing.new_pair()
        with self._database.write() as connection:
            if keyholders.founded(connection):
                raise AlreadyFounded
            keyholders.set_recovery(connection, public)
            new.write(connection)
            keyholders.turn_pair(connection, also=[new.address])
            self._audit.append(connection, new.name, "founded", at)
        return recovery.printed(private)

    def add(
        self, name: str, roles: Collection[Role], passphrase: str, by: Session, at: int, *, agency: str = ""
    ) -> None:
        """Add a member. ``by`` must be admin and, to give the role intake, hold the key; else NotAllowed or NameTaken.

        A partner belongs to an agency. Whoever adds one without holding the agency's key turns its pair: the new member
        reads what is released from then on, and the rest once a colleague has signed in. Raises NoAgency, TwoDesks.
        """
        by.must("admin")
        agency = normal_name(agency) if "partner" in roles else ""
        if "partner" in roles and agency in {"", keyholders.INTAKE}:
            raise NoAgency
        if {"intake", "partner"} <= set(roles):
            raise TwoDesks
        new = self._new(name, roles, passphrase, agency)
        with self._database.write() as connection:
            if connection.execute(_HAS, {"name": new.name}).fetchone():
                raise NameTaken
            new.write(connection)
            if "intake" in roles and not keyholders.grant_from_member(connection, by.member, by.private, new):
                raise NotAllowed
            if agency and not keyholders.grant_from_member(connection, by.member, by.private, new, agency):
                keyholders.turn_pair(connection, agency, also=[new.address])
            self._audit.append(connection, by.member, "member-added", at)

    def members(self) -> list[Member]:
        """Give all members by name."""
        with self._database.read() as connection:
            return [
                Member(name, tuple(roles.split()), agency, bool(second_factor))
                for name, roles, agency, second_factor in connection.execute(_MEMBERS)
            ]

    def founded(self) -> bool:
        """Tell whether there ever was a member: then reports are taken, even if nobody is left to read them."""
        with self._database.read() as connection:
            return keyholders.founded(connection)

    def revoke(self, name: str, at: int, by: str = "operator") -> None:
        """Take a member away with all sessions, and turn the pairs that the member could open; raises NoSuchMember."""
        name = normal_name(name)
        with self._database.write() as connection:
            held = keyholders.held(connection, name)
            if not self._remove(connection, name, at):
                raise NoSuchMember
            for holder in held:
                keyholders.turn_pair(connection, holder)
            self._audit.append(connection, by, "member-revoked", at)

    def recover(self, recovery_key: str, name: str, passphrase: str, at: int) -> None:
        """Make a founder anew from the printed key, in the place of any member of that name; else WrongRecoveryKey.

        Whoever had the name before is revoked with it.
        """
        private = recovery.typed(recovery_key)
        new = self._new(name, FOUNDER, passphrase)
        with self._database.write() as connection:
            if keyholders.recovery_public(connection) != sealing.public_half(private):
                raise WrongRecoveryKey
            held = keyholders.held(connection, new.name)
            self._remove(connection, new.name, at)
            new.write(connection)
            keyholders.grant_from_recovery(connection, private, new)
            for holder in held:
                keyholders.turn_pair(connection, holder)
            self._audit.append(connection, new.name, "recovered", at)

    def sign_in(self, name: str, passphrase: str, at: int, code: str = "", device: str = "") -> str:
        """Open a session and give the token for the cookie.

        ``code`` is one of the second factor or a spare one, ``device`` what this browser was given by ``device``.
        Raises WrongPassphrase, after the same work whether the name, the passphrase or the code was wrong; after three
        wrong ones TooSoon within a wait that doubles up to a minute. No number of wrong ones locks an account, and what
        strangers try does not slow a known device.
        """
        return self._door.sign_in(name, passphrase, at, code, device)

    def vouch(self, name: str, passphrase: str, at: int, code: str = "") -> Session:
        """Open a member's key for one command on the machine itself, where a second factor need not be set up yet."""
        token = self._door.sign_in(name, passphrase, at, code, vouching=True)
        session = self._door.session(token, at)
        self._door.sign_out(token, at)
        if session is None:
            raise NotAllowed  # revoked in this very moment
        return session

    def device(self, session: Session) -> str:
        """Give what lets a browser be known at the next sign-in; it is worth nothing once the member is revoked."""
        return self._door.device(session)

    def put_factor_away(self, session: Session, passphrase: str, code: str, at: int) -> None:
        """Take one's own second factor away, to go without or to set up another; raises as ``sign_in`` does."""
        self._door.put_away(session, passphrase, code, at)

    def reseal(self, session: Session) -> bool:
        """Seal some of what lies under turned pairs to the newest ones, and tell whether there is more to do.

        To be called at each page until there is not; with nothing to do it costs one small look.
        """
        return self._resealing.some(session)

    def session(self, token: str, at: int) -> Session | None:
        """Give the session of a token, which counts as use; None after 15 idle minutes, 8 hours, or a revocation."""
        return self._door.session(token, at)

    def sign_out(self, token: str, at: int) -> None:
        """End a token's session; a token without one is no error."""
        self._door.sign_out(token, at)

    def _remove(self, connection: sqlite3.Connection, name: str, at: int) -> bool:
        """Delete a member with all sessions and grants, for every backup too; False if there is none of that name."""
        row = connection.execute(_REVOKE, {"name": name}).fetchone()
        if row is None:
            return False
        self._tombstones.bury("member", row[0].hex(), at)
        return True

    def _new(self, name: str, roles: Collection[Role], passphrase: str, agency: str = "") -> NewMember:
        return NewMember.make(normal_name(name), roles, strong(passphrase), self._cost, agency)
