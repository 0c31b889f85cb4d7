"""What every turn shares: the one bundle that a store hands to whoever acts inside a transaction."""

from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from storage.ground.clock import Clock
from storage.ground.database import Database
from storage.ground.day_keys import DayKeys
from storage.ground.days import quarter_start
from storage.ground.file_key import FileKey
from storage.ground.keys import Keyring
from storage.ground.reserve import Reserve
from storage.ground.tombstones import Tombstones


class House(NamedTuple):
    """Database, keys and files of one line."""

    database: Database
    keyring: Keyring
    day_keys: DayKeys
    out_key: FileKey
    tombstones: Tombstones
    zone: tzinfo
    kept: int
    """Seconds that a report is kept after its last event."""
    clock: Clock

    @classmethod
    def furnished(  # noqa: PLR0913 - what a store is made of, and nobody else makes one
        cls,
        database: Path,
        secret: bytes,
        day_keys: Path,
        *,
        zone: tzinfo,
        timeout: float,
        kept: int,
        erased: Path | None,
        reserve: int,
    ) -> "House":
        """Name every file and key of a line; see ``Store``. Nothing is opened."""
        keyring, clock = Keyring(secret), Clock(Path(f"{database}.clock"))
        kept_free = Reserve(Path(f"{database}.reserve"), reserve)
        return cls(
            Database(database, keyring.check, timeout, kept_free),
            keyring,
            DayKeys(day_keys, zone, keyring.day, clock.trusted),
            FileKey(day_keys.with_name(f"{day_keys.name}.nudge"), keyring.nudge),
            Tombstones(erased or Path(f"{database}.erased")),
            zone,
            kept,
            clock,
        )

    def ends(self, at: int, kept: int) -> int:
        """Give the end of so many seconds, from a moment that tells no more than a quarter of the day."""
        return quarter_start(self.at_least(at), self.zone) + kept

    def at_least(self, at: int) -> int:
        """Give a moment, or the time that the line last knew where that is later.

        A clock that is behind (a machine that began before it had the time) must end no report in the past.
        """
        return max(at, self.clock.mark() or at)
