"""Signing in: a passphrase opens a member's key, a code proves the phone; nobody can tell a name from no name."""

import sqlite3
from dataclasses import dataclass, field

from storage.desk import attempts, codes, factors
from storage.desk.attempts import Attempts
from storage.desk.audit import Audit
from storage.desk.codes import Factor, Proof
from storage.desk.sessions import Session, Sessions, close_all, complete
from storage.ground import sealing
from storage.ground.database import Database
from storage.ground.errors import WrongPassphrase
from storage.ground.keys import Keyring, as_bytes, keyed
from storage.ground.passphrase import SALT, Cost, derive, normal_name

_MEMBER = "SELECT wrapped, salt, operations, memory FROM members WHERE name = :name"
_EXISTS = "SELECT 1 FROM members WHERE name = :name AND salt = :salt"
_NOBODYS_KEY = bytes(32)


@dataclass(frozen=True, slots=True)
class Door:
    """What stands at a name: a member's locks, or for a name that nobody has, locks that nothing opens."""

    name: str
    wrapped: bytes = field(repr=False)
    salt: bytes
    cost: Cost
    factor: Factor
    bucket: bytes
    """Where wrong attempts are counted."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A member's own key and a code that was right, which is still to be spent."""

    private: bytes = field(repr=False)
    proof: Proof


class SignIn:
    """From a name, a passphrase and a code to a session, and from a cookie's token back to it."""

    def __init__(
        self, database: Database, keyring: Keyring, audit: Audit, cost: Cost, *, required: bool
    ) -> None:
        self._database, self._audit, self._cost, self._required = database, audit, cost, required
        self._nobodies = keyring.key(b"attempt")
        self._attempts = Attempts(keyring)
        self._sessions = Sessions(keyring)

    def sign_in(
        self, name: str, passphrase: str, at: int, code: str = "", device: str = "", *, vouching: bool = False
    ) -> str:
        """See ``Staff.sign_in`` and, for ``vouching``, ``Staff.vouch``."""
        door = self._come(name, at, device=device)
        opened = _open(door, passphrase, code, at)
        with self._database.write() as connection:
            self._spend(connection, door, opened, at)
            done = bool(door.factor.sealed) or vouching or not self._required
            token = self._sessions.open(connection, door.name, opened.private, at, complete=done)
            self._audit.append(connection, door.name, "signed-in", at)
            return token

    def put_away(self, session: Session, passphrase: str, code: str, at: int) -> None:
        """See ``Staff.put_factor_away``."""
        door = self._come(session.member, at, session=session)
        opened = _open(door, passphrase, code, at)
        with self._database.write() as connection:
            self._spend(connection, door, opened, at)
            factors.drop(connection, door.name)
            close_all(connection, door.name, but=session)
            complete(connection, session, yes=not self._required)
            self._audit.append(connection, door.name, "factor-removed", at)

    def device(self, session: Session) -> str:
        """See ``Staff.device``."""
        with self._database.read() as connection:
            row = connection.execute(_MEMBER, {"name": session.member}).fetchone()
        return self._attempts.device(session.member, row[1]) if row else ""

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

    def _come(self, name: str, at: int, device: str = "", session: Session | None = None) -> Door:
        """Find what stands at a name, and count the attempt before it is made; raises TooSoon."""
        name = normal_name(name)
        with self._database.write() as connection:
            row = connection.execute(_MEMBER, {"name": name}).fetchone() or self._nobody(name)
            wrapped, salt, operations, memory = row
            bucket = (
                self._attempts.session_bucket(session.id)
                if session
                else self._attempts.bucket(name, salt, device)
            )
            attempts.claim(connection, bucket, at)
            factor = factors.factor_of(connection, name)
        return Door(name, wrapped, salt, Cost(operations, memory), factor, bucket)

    def _spend(self, connection: sqlite3.Connection, door: Door, opened: Opened, at: int) -> None:
        """Use the code up and forget the wrong attempts; raises WrongPassphrase if somebody was quicker."""
        if connection.execute(_EXISTS, {"name": door.name, "salt": door.salt}).fetchone() is None:
            raise WrongPassphrase  # revoked while the passphrase was hashed
        if not factors.spend(connection, door.name, opened.proof):
            raise WrongPassphrase
        attempts.succeeded(connection, door.bucket)
        if opened.proof.spare:
            self._audit.append(connection, door.name, "spare-code", at)

    def _nobody(self, name: str) -> tuple[bytes, bytes, int, int]:
        """Give a name that no member has the same work to do, and nothing that it could open."""
        salt = keyed(self._nobodies, b"nobody", as_bytes(name), SALT)
        return bytes(sealing.WRAPPED), salt, self._cost.operations, self._cost.memory


def _open(door: Door, passphrase: str, code: str, at: int) -> Opened:
    """Try a passphrase and a code together: whichever is wrong, the work and the answer are the same."""
    private = sealing.unwrap(door.wrapped, derive(passphrase, door.salt, door.cost))
    proof = codes.prove(door.factor, private or _NOBODYS_KEY, code, at)
    if private is None or proof is None:
        raise WrongPassphrase
    return Opened(private, proof)
