"""Who can open tips: members' own keys, the intake pairs, and what of the one is sealed to the other."""

import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.ground import sealing
from storage.ground.errors import NoIntakeKey, NotFounded
from storage.ground.passphrase import SALT, Cost, derive

_MEMBER = """
    INSERT INTO members (name, roles, agency, public, wrapped, salt, operations, memory)
    VALUES (:name, :roles, :agency, :public, :wrapped, :salt, :operations, :memory)
"""
_RECOVERY = "SELECT value FROM settings WHERE name = 'recovery'"
_SET_RECOVERY = "INSERT INTO settings (name, value) VALUES ('recovery', :public)"
INTAKE = "intake"
"""Who holds the pairs that reports are sealed to; the other holders are partner agencies, by name."""
_NEWEST_OF = "SELECT number, public FROM pairs WHERE holder = :holder ORDER BY number DESC LIMIT 1"
_NEWEST = "SELECT coalesce(max(number), 0) FROM pairs"
_PAIR = "INSERT INTO pairs (number, public, recovery, holder) VALUES (:number, :public, :recovery, :holder)"
_PAIRS = "SELECT number, recovery FROM pairs WHERE holder = :holder"
_HOLDERS = """
    SELECT name, public FROM members WHERE EXISTS (
        SELECT 1 FROM grants JOIN pairs ON pairs.number = grants.pair
        WHERE grants.member = members.name AND pairs.holder = :holder
    )
"""
_AGENCIES = """
    SELECT DISTINCT pairs.holder FROM pairs JOIN grants ON grants.pair = pairs.number
    WHERE pairs.holder <> :intake ORDER BY pairs.holder
"""
_HELD = """
    SELECT DISTINCT pairs.holder FROM pairs JOIN grants ON grants.pair = pairs.number WHERE grants.member = :member
"""
_TURNED = """
    SELECT older.number, newer.number, newer.public FROM pairs AS older JOIN pairs AS newer
    ON newer.number = (SELECT max(number) FROM pairs WHERE holder = older.holder)
    WHERE older.number < newer.number ORDER BY older.number
"""
_DROP_GRANTS = "DELETE FROM grants WHERE pair = :pair"
_DROP_PAIR = "DELETE FROM pairs WHERE number = :pair"
_GRANT = "INSERT INTO grants (pair, member, sealed) VALUES (:pair, :member, :sealed)"
_GRANTS = """
    SELECT grants.pair, grants.sealed FROM grants JOIN pairs ON pairs.number = grants.pair
    WHERE grants.member = :member AND pairs.holder = :holder
"""


class Turned(NamedTuple):
    """A pair that nothing new is sealed to, and the newest of the same holder."""

    old: int
    new: int
    public: bytes
    """The public half of the new one."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member about to be written: the slow hash is done before any lock is taken."""

    name: str
    roles: str
    agency: str
    """The partner agency, or empty."""
    public: bytes
    wrapped: bytes = field(repr=False)
    salt: bytes
    cost: Cost

    @classmethod
    def make(
        cls, name: str, roles: Iterable[str], passphrase: str, cost: Cost, agency: str = ""
    ) -> "NewMember":
        """Make the member's own pair, its private half wrapped by the passphrase."""
        private, public = sealing.new_pair()
        salt = secrets.token_bytes(SALT)
        wrapped = sealing.wrap(private, derive(passphrase, salt, cost))
        return cls(name, " ".join(sorted(set(roles))), agency, public, wrapped, salt, cost)

    @property
    def address(self) -> tuple[str, bytes]:
        """The name, and the public half that keys are sealed to."""
        return self.name, self.public

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the member's row."""
        connection.execute(
            _MEMBER,
            {
                "name": self.name,
                "roles": self.roles,
                "agency": self.agency,
                "public": self.public,
                "wrapped": self.wrapped,
                "salt": self.salt,
                "operations": self.cost.operations,
                "memory": self.cost.memory,
            },
        )


def newest_pair(connection: sqlite3.Connection, holder: str = INTAKE) -> tuple[int, bytes]:
    """Give the number and the public half of the pair that is sealed to now, or raise NoIntakeKey."""
    row = connection.execute(_NEWEST_OF, {"holder": holder}).fetchone()
    if row is None:
        raise NoIntakeKey
    return row[0], row[1]


def founded(connection: sqlite3.Connection) -> bool:
    """Tell whether there is a recovery key, and so a staff."""
    return connection.execute(_RECOVERY).fetchone() is not None


def set_recovery(connection: sqlite3.Connection, public: bytes) -> None:
    """Keep the public half of the recovery key; once, when the staff is founded."""
    connection.execute(_SET_RECOVERY, {"public": public})


def recovery_public(connection: sqlite3.Connection) -> bytes:
    """Give the public half of the recovery key, or raise NotFounded."""
    row = connection.execute(_RECOVERY).fetchone()
    if row is None:
        raise NotFounded
    return bytes(row[0])


def agencies(connection: sqlite3.Connection) -> list[str]:
    """Name the partner agencies in which somebody can read what is released to them."""
    return [holder for (holder,) in connection.execute(_AGENCIES, {"intake": INTAKE})]


def held(connection: sqlite3.Connection, member: str) -> list[str]:
    """Name the holders (intake, an agency) whose pairs a member can open."""
    return [holder for (holder,) in connection.execute(_HELD, {"member": member})]


def turn_pair(
    connection: sqlite3.Connection, holder: str = INTAKE, also: Iterable[tuple[str, bytes]] = ()
) -> None:
    """Make a new pair for what is to come, sealed to the recovery key and to everybody who holds one now."""
    private, public = sealing.new_pair()
    number = connection.execute(_NEWEST).fetchone()[0] + 1
    sealed = sealing.seal_key(private, recovery_public(connection))
    connection.execute(_PAIR, {"number": number, "public": public, "recovery": sealed, "holder": holder})
    for member, theirs in [*connection.execute(_HOLDERS, {"holder": holder}).fetchall(), *also]:
        _grant(connection, number, member, sealing.seal_key(private, theirs))


def turned_pairs(connection: sqlite3.Connection) -> list[Turned]:
    """Give the pairs that were turned and still are there, because something may lie under them."""
    return [Turned(*row) for row in connection.execute(_TURNED)]


def drop_pair(connection: sqlite3.Connection, pair: int) -> None:
    """Destroy a pair under which nothing lies, with all that opens it."""
    connection.execute(_DROP_GRANTS, {"pair": pair})
    connection.execute(_DROP_PAIR, {"pair": pair})


def grant_from_member(
    connection: sqlite3.Connection, giver: str, private: bytes, to: NewMember, holder: str = INTAKE
) -> bool:
    """Seal to a new member every pair of a holder that the giver can open; False if that is none."""
    grants = connection.execute(_GRANTS, {"member": giver, "holder": holder}).fetchall()
    return _grant_all(connection, grants, private, to)


def grant_from_recovery(connection: sqlite3.Connection, private: bytes, to: NewMember) -> bool:
    """Seal every intake pair to a new member with the recovery key."""
    pairs = connection.execute(_PAIRS, {"holder": INTAKE}).fetchall()
    return _grant_all(connection, pairs, private, to)


def _grant_all(
    connection: sqlite3.Connection, sealed: list[tuple[int, bytes]], private: bytes, to: NewMember
) -> bool:
    """Open each pair and seal it again to another key."""
    opened = [(pair, sealing.unseal_key(box, private)) for pair, box in sealed]
    for pair, key in opened:
        if key is not None:
            _grant(connection, pair, to.name, sealing.seal_key(key, to.public))
    return any(key is not None for _, key in opened)


def _grant(connection: sqlite3.Connection, pair: int, member: str, sealed: bytes) -> None:
    connection.execute(_GRANT, {"pair": pair, "member": member, "sealed": sealed})
