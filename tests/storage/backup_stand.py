"""What the tests of backups share: a staffed line with something of everything, its folder of backups, and a place to restore to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage_stand import AT, FACTS, PASSPHRASE, SECRET, ZONE, make_store, signed_in

from storage import CHEAPEST, Agreed, Restored, Session, Store
from storage.ground import sealing
from storage.keeping.backup import DURABLE
from storage.line import letters

BO = "bo's own passphrase"
WORDS = "black charger, 8ABC123, behind the laundromat"
NUMBER = "+12135550177"


@dataclass
class Stand:
    """A line, the key that was printed for it, and the receipts that it gave."""

    folder: Path
    store: Store
    key: str
    ana: Session
    receipts: list[str]

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.folder / "backups"

    def take(self, at: int = AT, *, lost_secret: bool = False) -> Path:
        """Make a backup."""
        return self.store.backup(self.backups, at, lost_secret=lost_secret)

    def report(self, at: int = AT, words: str = WORDS) -> str:
        """Hand in a report and give its receipt."""
        with self.store.turn(f"sms:{NUMBER}", at) as turn:
            turn.save(words.encode(), at + 1800)
            self.receipts.append(turn.submit(words.encode(), FACTS))
            turn.count("tips")
        return self.receipts[-1]

    def tip(self, receipt: str, at: int = AT) -> str:
        """Give the id of a report."""
        found = self.store.tips.find(receipt, at)
        assert found is not None
        return found

    def elsewhere(self, name: str = "new", *, secret: bytes = SECRET, erased: Path | None = None) -> Store:
        """Open a line on another machine that has the list of what was erased."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return Store(
            folder / "line.db",
            secret,
            folder / "day.keys",
            zone=ZONE,
            cost=CHEAPEST,
            erased=erased or self.folder / "line.db.erased",
            reserve=0,
        )

    def restore(self, store: Store, file: Path, at: int = AT, *, key: str = "", **agreed: bool) -> Restored:
        """Restore there."""
        return store.restore(file, key or self.key, at, Agreed(**agreed))


def stand(folder: Path) -> Stand:
    """Make a line with two readers, a partner, three reports, a letter, a release and a hold, and somebody who is texting."""
    store = make_store(folder)
    store.migrate()
    (folder / "backups").mkdir()
    key = store.staff.found("ana", PASSPHRASE, AT)
    ana = signed_in(store, "ana", PASSPHRASE, AT)
    store.staff.add("bo", ("intake",), BO, ana, AT)
    store.staff.add("lee", ("partner",), "lee's own passphrase", ana, AT, agency="harbor office")
    made = Stand(folder, store, key, ana, [])
    for _ in range(3):
        made.report()
    with store.turn(f"sms:{NUMBER}", AT) as turn:
        turn.seen("SM-a-message-id")
        turn.draft(WORDS.encode(), FACTS)
        turn.nudge(made.receipts[0], b"{}")
        turn.try_code("0000-0000-0000-0002")
    tip = made.tip(made.receipts[0])
    with store._database.write() as connection:
        assert letters.append(connection, tip, letters.STAFF, b"which door?", "2026-11-18")
        _, public = sealing.new_pair()
        for table, more in (("releases", "'harbor office', '2026-11-18', "), ("holds", "")):
            values = {"tip": tip, "sealed": sealing.seal(b"a copy", public)}
            connection.execute(f"INSERT INTO {table} VALUES (:tip, {more}1, :sealed)", values)  # noqa: S608 - our own names
        connection.execute("INSERT INTO factors VALUES ('lee', x'00ff', 7)")
        connection.execute("INSERT INTO spare_codes VALUES ('lee', x'0102')")
    return made


def rows(store: Store, tables: Iterable[str] = DURABLE) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of some tables."""
    with store._database.read() as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
            for table in tables
        }


@contextmanager
def nothing_left(store: Store) -> Iterator[None]:
    """Be sure that what fails leaves no database and nothing of one behind."""
    folder = store._database.path.parent
    before = {path.name for path in folder.iterdir()}
    yield
    assert {path.name for path in folder.iterdir()} - before <= {"line.db.lock"}
