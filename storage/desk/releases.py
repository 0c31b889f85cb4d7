"""Releases: the copy of a report that intake wrote for one partner agency, sealed to that agency and nobody else."""

import sqlite3
from dataclasses import dataclass, field

from storage.desk.audit import Audit, commitment
from storage.desk.sessions import Session
from storage.ground import keyholders, sealing
from storage.ground.days import local_day
from storage.ground.errors import MarkedJunk, NoReaders, NotAllowed, TakenBack
from storage.ground.house import House
from storage.ground.keyholders import newest_pair
from storage.line.tip_rows import LIVE, SETTLED, case, one

_RELEASE = """
    INSERT INTO releases (tip, agency, day, pair, sealed) VALUES (:tip, :agency, :day, :pair, :sealed)
    ON CONFLICT (tip, agency) DO UPDATE SET day = excluded.day, pair = excluded.pair, sealed = excluded.sealed
"""
_REFERRED = """
    UPDATE tips SET status = CASE status WHEN 'told-911' THEN status ELSE 'referred' END, first = :settled,
        expires_at = :expires_at WHERE id = :id
"""
_OF_TIP = "SELECT agency, day FROM releases WHERE tip = :tip ORDER BY agency"
# A partner knows a report by the random end of its id: the beginning tells the day and the hour on which it came.
_PAGE = f"""
    SELECT substr(releases.tip, -16) AS reference, releases.day, releases.pair, releases.sealed
    FROM releases JOIN tips ON tips.id = releases.tip
    WHERE releases.agency = :agency AND (releases.day, substr(releases.tip, -16)) < (:day, :reference) AND {LIVE}
    ORDER BY releases.day DESC, substr(releases.tip, -16) DESC LIMIT :limit
"""  # noqa: S608 - made of our own constants
_COPY = f"""
    SELECT releases.day, releases.pair, releases.sealed, tips.id, tips.salt
    FROM releases JOIN tips ON tips.id = releases.tip
    WHERE releases.agency = :agency AND substr(releases.tip, -16) = :reference AND {LIVE}
"""  # noqa: S608 - made of our own constants
_TOP = ("9999", "")
"""Before every release."""


@dataclass(frozen=True, slots=True)
class Release:
    """That an agency has a copy."""

    agency: str
    day: str
    """The local day on which it got it, ISO."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a partner may read of one report."""

    reference: str
    """What the report is called outside intake; it does not tell when it came."""
    day: str
    """The local day of the release, ISO."""
    body: bytes | None = field(repr=False)
    """None where this member was not yet given the key; a colleague's next sign-in gives it."""


@dataclass(frozen=True, slots=True)
class CopyPage:
    """Some copies, and what to hand in for those after them (None: there are no more)."""

    copies: list[Copy]
    next: str | None


class Releases:
    """What intake hands on, and what partners read of it; both are in the audit."""

    def __init__(self, house: House, audit: Audit) -> None:
        self._house, self._audit = house, audit

    def agencies(self, session: Session) -> list[str]:
        """Name the agencies in which somebody can read a release; for intake."""
        session.must("intake")
        with self._house.database.read() as connection:
            return keyholders.agencies(connection)

    def of(self, session: Session, tip: str, at: int) -> list[Release]:
        """Tell which agencies have a copy of a tip; for intake, who cannot open it. Raises NoSuchTip."""
        session.must("intake")
        with self._house.database.read() as connection:
            found = case(connection, tip, at)
            return [Release(*row) for row in connection.execute(_OF_TIP, {"tip": found.id})]

    def release(self, session: Session, tip: str, agency: str, body: bytes, at: int) -> None:
        """Seal a copy to an agency, in the place of an earlier one; for intake.

        The tip counts as passed on, and its 90 days start anew. Raises NoSuchTip, TakenBack, MarkedJunk or NoReaders.
        """
        session.must("intake")
        with self._house.database.write() as connection:
            found = case(connection, tip, at)
            if found.withdrawn:
                raise TakenBack
            if found.status == "junk":
                raise MarkedJunk
            if agency not in keyholders.agencies(connection):
                raise NoReaders
            pair, public = newest_pair(connection, agency)
            sealed = sealing.seal(body, public)
            today = local_day(at, self._house.zone)
            copy = {"tip": tip, "agency": agency, "day": today, "pair": pair, "sealed": sealed}
            connection.execute(_RELEASE, copy)
            ends = self._house.ends(at, self._house.kept)
            connection.execute(_REFERRED, {"id": tip, "settled": SETTLED, "expires_at": ends})
            self._audit.append(connection, session.member, "released", at, commitment(tip, found.salt))

    def page(self, session: Session, at: int, after: str | None = None, limit: int = 25) -> CopyPage:
        """Give a page of what the partner's agency was handed, the newest day first; a spoilt ``after`` starts anew."""
        session.must("partner")
        since, dot, reference = (after or "").partition(".")
        since, reference = (since, reference) if dot else _TOP
        asked = {"agency": session.agency, "day": since, "reference": reference, "at": at, "limit": limit + 1}
        with self._house.database.read() as connection:
            rows = connection.execute(_PAGE, asked).fetchall()
            copies = [
                Copy(name, of, _opened(connection, session, pair, box))
                for name, of, pair, box in rows[:limit]
            ]
        more = f"{copies[-1].day}.{copies[-1].reference}" if copies and len(rows) > limit else None
        return CopyPage(copies, more)

    def read(self, session: Session, reference: str, at: int) -> Copy:
        """Open one copy, and say so in the audit; NoSuchTip if there is none, NotAllowed without its key."""
        session.must("partner")
        asked = {"agency": session.agency, "reference": reference, "at": at}
        with self._house.database.write() as connection:
            released, pair, box, tip, salt = one(connection, _COPY, asked)
            body = _opened(connection, session, pair, box)
            if body is None:
                raise NotAllowed
            self._audit.append(connection, session.member, "read-release", at, commitment(tip, salt))
            return Copy(reference, released, body)


def _opened(connection: sqlite3.Connection, session: Session, pair: int, box: bytes) -> bytes | None:
    """Open a copy with the agency's key; None if the member does not have it."""
    try:
        return sealing.unseal(box, session.key_of(connection, pair))
    except NotAllowed:
        return None
