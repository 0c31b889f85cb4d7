"""The store: the one object through which the rest of Porchlight remembers anything."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import UTC, tzinfo
from pathlib import Path

from storage.desk.audit import Audit
from storage.desk.releases import Releases
from storage.desk.staff import Staff
from storage.desk.tip_queue import TipQueue
from storage.ground import counts, key_files, schema
from storage.ground.clock import APART
from storage.ground.days import DAY
from storage.ground.errors import Brake, DiskFull, StorageError, WrongSecret
from storage.ground.house import House
from storage.ground.passphrase import STANDARD, Cost
from storage.ground.presence import Presence
from storage.ground.reserve import SIZE
from storage.ground.switch import Switch
from storage.keeping import backup, integrity, retention
from storage.keeping.chores import Chores
from storage.keeping.restore import Agreed, Restore, Restored
from storage.keeping.told import Told
from storage.line import answers, drafts
from storage.line.dispatch import Outbox
from storage.line.lines import Lines
from storage.line.turn import Turn
from storage.turns import Turns

KEPT = 90 * DAY
"""Seconds that a report is kept after its last event, where the profile of the place names nothing else."""
TIMEOUT = 4.0
"""Seconds to wait for other writers, at the file lock and at SQLite's together; Twilio waits 15 for the whole answer."""


class Store:
    """A SQLite file, a secret and a file of day keys. Nothing is opened before it is needed, so a Store may be forked.

    ``erased`` is where the list of what was erased stands; by default beside the database. ``reserve`` are the bytes of
    the disk that are kept for deletions; 0 for none.
    Every method may raise a StorageError: its sentence is for the operator, and holds no text and no number.
    """

    def __init__(  # noqa: PLR0913 - everything that one line's memory hangs on
        self,
        database: Path,
        secret: bytes,
        day_keys: Path,
        *,
        zone: tzinfo = UTC,
        cost: Cost = STANDARD,
        timeout: float = TIMEOUT,
        kept: int = KEPT,
        factor_required: bool = False,
        erased: Path | None = None,
        reserve: int = SIZE,
    ) -> None:
        house = House.furnished(
            database, secret, day_keys, zone=zone, timeout=timeout, kept=kept, erased=erased, reserve=reserve
        )
        self._house, self._database, keyring = house, house.database, house.keyring
        self.clock, self.reserve = house.clock, house.database.reserve
        self._turns = Turns(house)
        self.outbox = Outbox(self._database, house.out_key, Presence(Path(f"{database}.workers")))
        self.switch = Switch.beside(database)
        self.lines = Lines(self._database, Path(f"{database}.lines"), keyring.key(b"lines"))
        self.chores = Chores(self._database, Path(f"{database}.chores"))
        self.told = Told(Path(f"{database}.alarms"))
        self.audit = Audit(self._database, keyring)
        self.staff = Staff(
            self._database, keyring, self.audit, cost, house.tombstones, factor_required=factor_required
        )
        self.tips = TipQueue(house, self.audit)
        self.releases = Releases(house, self.audit)

    def migrate(self) -> None:
        """Make the file and its tables, or bring them up to date; safe to call from several processes at once."""
        with self._database.create() as connection:
            check = self._house.keyring.check
            if schema.migrate(connection, check) != check:
                raise WrongSecret
        self._database.compact()
        with suppress(DiskFull):  # the worker makes it once there is room
            self.reserve.fill()

    def check(self) -> None:
        """Open the database and raise what is wrong with it, if anything is."""
        self.counts("")

    def turn(self, address: str, at: int) -> AbstractContextManager[Turn]:
        """Give one sender's exclusive turn in one durable transaction.

        It is kept when the block ends well, and undone when anything is raised. ``address`` is a channel and an
        address, ``sms:+1213…``; it is hashed at once.
        """
        return self._turns.turn(address, at)

    def taken(self, address: str, message_id: str) -> bool:
        """Tell whether a sender's message has reached us within the last half an hour; for the worker."""
        named = {"id": self._house.keyring.message(address, message_id)}
        with self._database.read() as connection:
            return connection.execute("SELECT 1 FROM seen WHERE id = :id", named).fetchone() is not None

    def counts(self, month: str) -> dict[str, int]:
        """Give the counters of a month, ``2026-11``."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT name, n FROM counts WHERE month = :month", {"month": month})
            return dict(rows.fetchall())

    def given(self, at: int) -> int:
        """Give how many answers the line has given in the present half hour; for the watch."""
        with self._database.read() as connection:
            return answers.given(connection, at)

    def send_on_unfinished(self, at: int) -> int:
        """Move what has been silent for an hour into the queue, and give how many that were; for the worker."""
        with self._database.read() as connection:
            due = drafts.due(connection, at)
        sent = 0
        for draft in due:
            with self._database.write() as connection:
                sent += drafts.send_on(connection, self._house, draft, at)
        return sent

    def add_counts(self, more: Mapping[str, int], at: int) -> None:
        """Add to the counters of the present month; for the worker, which has no turn."""
        with self._database.write() as connection:
            counts.add(connection, more, at, self._house.zone)

    def sweep(self, at: int, *, agreed: bool = False) -> int:
        """Delete what has expired, in small batches, and give how many rows that were; for the worker.

        Raises ClockJumped before anything is deleted, or TooMany before any report that reached its age; ``agreed``
        is an operator's word that both are right.
        """
        return retention.sweep(self._house, at, agreed=agreed)

    def forecast(self, at: int) -> dict[str, int]:
        """Give how many rows of each kind a sweep would delete."""
        return retention.forecast(self._database, at)

    def brakes(self, at: int) -> list[Brake]:
        """Give what would stop a sweep now, each a sentence for the operator."""
        return retention.brakes(self._house, at)

    def key_trouble(self, at: int) -> list[StorageError]:
        """Give what is wrong with the files of keys, each a sentence for the operator."""
        return list(key_files.trouble(self._house, at))

    def agree(self, at: int) -> None:
        """Believe the clock, because an operator or a clock elsewhere says the same."""
        with self._database.write():
            self.clock.agree(at)

    def hear(self, at: int, elsewhere: int) -> bool:
        """Believe the clock if one elsewhere shows nearly the same; tells whether it is believed now."""
        if not self.clock.trusted(at) and abs(at - elsewhere) <= APART:
            self.agree(at)
        return self.clock.trusted(at)

    def checkpoint(self) -> bool:
        """Empty the write-ahead log, where deleted rows live on; False if a reader was in the way. For the worker."""
        return self._database.checkpoint()

    def integrity(self) -> Iterator[str]:
        """Give what is wrong with the file itself, in sentences; it reads all of it. For the doctor."""
        return integrity.faults(self._database)

    def backup(self, folder: Path, at: int, *, lost_secret: bool = False) -> Path:
        """Write what must last into a new file in a folder, sealed to the recovery key, while the line runs; give its path.

        Raises NotFounded, or what is wrong with the folder. With ``lost_secret`` it works under any secret, and only a
        restore under a new one takes it.
        """
        return backup.write(self._house, folder, at, lost_secret=lost_secret)

    def restore(self, file: Path, recovery_key: str, at: int, agreed: Agreed) -> Restored:
        """Make the database from a backup, where there is none; raises what is wrong, and then there still is none."""
        return Restore(self._house, self.audit, agreed, at).run(file, recovery_key)

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        self._database.close()
