"""Second factors: a member sets one up, spends a code of it at each sign-in, and puts it away again."""

import sqlite3
from dataclasses import dataclass, field

from storage.desk import codes
from storage.desk.audit import Audit
from storage.desk.codes import Factor, Proof
from storage.desk.sessions import Session, close_all, complete
from storage.ground import sealing, tokens
from storage.ground.database import Database
from storage.ground.errors import FactorIsSet, NoSuchMember, WrongCode
from storage.ground.keys import keyed
from storage.ground.passphrase import normal_name

_FACTOR = "SELECT sealed, last FROM factors WHERE member = :member"
_SPARES = "SELECT code FROM spare_codes WHERE member = :member"
_SET = """
    INSERT INTO factors (member, sealed, last) VALUES (:member, :sealed, :last)
    ON CONFLICT (member) DO NOTHING RETURNING member
"""
_SPARE = (
    "INSERT INTO spare_codes (member, code) VALUES (:member, :code) ON CONFLICT (member, code) DO NOTHING"
)
_SPEND_STEP = "UPDATE factors SET last = :step WHERE member = :member AND last < :step"
_SPEND_SPARE = "DELETE FROM spare_codes WHERE member = :member AND code = :code"
_DROP = "DELETE FROM factors WHERE member = :member"
_DROP_SPARES = "DELETE FROM spare_codes WHERE member = :member"
_HAS_MEMBER = "SELECT 1 FROM members WHERE name = :member"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A secret that a member's app may take; nothing is kept of it until a first code shows that the app did."""

    secret: str = field(repr=False)
    """In base 32, to be scanned or typed."""
    sealed: str = field(repr=False)
    """The same for the way through the form, sealed so that only this session opens it."""

    def address(self, member: str, line: str) -> str:
        """Give what an app scans; it will show the member's name and the line's."""
        return codes.address(self.secret, member, line)


def factor_of(connection: sqlite3.Connection, member: str) -> Factor:
    """Give a member's second factor, or the empty one."""
    sealed, last = connection.execute(_FACTOR, {"member": member}).fetchone() or (b"", 0)
    spares = connection.execute(_SPARES, {"member": member}).fetchall()
    return Factor(sealed, last, frozenset(bytes(code) for (code,) in spares))


def spend(connection: sqlite3.Connection, member: str, proof: Proof) -> bool:
    """Use a code up; False if somebody was quicker with it, or a factor was set up meanwhile that no code was of."""
    if proof.step:
        return connection.execute(_SPEND_STEP, {"member": member, "step": proof.step}).rowcount == 1
    if proof.spare:
        return connection.execute(_SPEND_SPARE, {"member": member, "code": proof.spare}).rowcount == 1
    return connection.execute(_FACTOR, {"member": member}).fetchone() is None


def drop(connection: sqlite3.Connection, member: str) -> None:
    """Delete a member's factor and spare codes."""
    connection.execute(_DROP, {"member": member})
    connection.execute(_DROP_SPARES, {"member": member})


class Factors:
    """What a member does with the second factor of the account, and an admin when the phone is lost."""

    def __init__(self, database: Database, audit: Audit, *, required: bool) -> None:
        self._database, self._audit = database, audit
        self.required = required
        """Whether a session without one opens nothing but the page that sets one up."""

    def spares_left(self, session: Session) -> int | None:
        """Give how many spare codes a member has left; None if no factor is set up."""
        with self._database.read() as connection:
            factor = factor_of(connection, session.member)
        return len(factor.spares) if factor.sealed else None

    def propose(self, session: Session) -> Proposal:
        """Make a secret to set up."""
        return _proposal(codes.new_secret(), session)

    def again(self, session: Session, sealed: str) -> Proposal:
        """Give the same proposal again, for a page that is shown twice; a spoilt one is replaced by a new one."""
        secret = _opened(sealed, session)
        return self.propose(session) if secret is None else _proposal(secret, session)

    def set_up(self, session: Session, sealed: str, code: str, at: int) -> tuple[str, ...]:
        """Set a proposal up with its first code and give the spare codes, which are shown once.

        The session is complete now, and the member's others end. Raises WrongCode, FactorIsSet.
        """
        if self.spares_left(session) is not None:
            raise FactorIsSet
        secret = _opened(sealed, session)
        step = 0 if secret is None else codes.matching_step(secret, code, at)
        if secret is None or not step:
            raise WrongCode
        spares, member = codes.new_spares(), session.member
        row = {"member": member, "sealed": codes.seal_secret(secret, session.private), "last": step}
        with self._database.write() as connection:
            if connection.execute(_SET, row).fetchone() is None:
                raise FactorIsSet  # by another session, in this very moment
            for spare in spares:
                hashed = codes.hash_spare(spare, session.private)
                connection.execute(_SPARE, {"member": member, "code": hashed})
            close_all(connection, member, but=session)
            complete(connection, session, yes=True)
            self._audit.append(connection, member, "factor-set", at)
        return spares

    def reset(self, name: str, by: Session, at: int) -> None:
        """Take the factor of a member who lost phone and spare codes, and end the member's sessions.

        ``by`` must be admin; raises NotAllowed, NoSuchMember.
        """
        by.must("admin")
        member = normal_name(name)
        with self._database.write() as connection:
            if connection.execute(_HAS_MEMBER, {"member": member}).fetchone() is None:
                raise NoSuchMember
            drop(connection, member)
            close_all(connection, member)
            self._audit.append(connection, by.member, "factor-reset", at)


def _proposal(secret: bytes, session: Session) -> Proposal:
    sealed = sealing.wrap(secret, _form_key(session))
    return Proposal(codes.written(secret), tokens.written(sealed))


def _opened(sealed: str, session: Session) -> bytes | None:
    """Open what a form carried; None if this session did not seal it."""
    return sealing.unwrap(tokens.read(sealed), _form_key(session))


def _form_key(session: Session) -> bytes:
    return keyed(session.private, b"proposal", session.id)
