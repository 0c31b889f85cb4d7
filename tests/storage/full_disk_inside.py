"""What happens on a full disk, told by a process that is on it: ``python full_disk_inside.py SCENARIO FOLDER``."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from storage_stand import AT, FACTS, PASSPHRASE, make_store, signed_in

from storage import DiskFull, Session
from storage.ground.reserve import AMPLE

RESERVE = 512 * 1024
ME, OTHER = "sms:+12135550100", "sms:+12135550101"


class Line:
    """A line on a small disk, with somebody who is texting, somebody's unfinished report, and two reports."""

    def __init__(self, folder: Path, reserve: int = RESERVE) -> None:
        self.folder, self.store = folder, make_store(folder, reserve=reserve)
        self.store.migrate()
        self.store.staff.found("ana", PASSPHRASE, AT)
        self.ana: Session = signed_in(self.store, "ana", PASSPHRASE, AT)
        with self.store.turn(ME, AT) as turn:
            turn.seen("SM1")
            turn.save(b"where?", AT + 1800)
            turn.draft(b"{}", FACTS)
        self.codes = [self.report() for _ in range(2)]
        with self.store.turn("sms:+12135550102", AT - 7200) as turn:
            turn.save(b"long ago", AT - 5400)

    def report(self) -> str:
        """Hand in a report and give its code."""
        with self.store.turn(OTHER, AT) as turn:
            return turn.submit(bytes(3000), FACTS)

    def text(self, state: bytes = b"when?") -> None:
        """Text as anybody does: something is kept of it."""
        with self.store.turn(OTHER, AT) as turn:
            turn.seen("SM2")
            turn.save(state, AT + 1800)

    def fill(self) -> None:
        """Leave no room."""
        with suppress(OSError), (self.folder / "filler").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def make_room(self) -> None:
        """Take the filler away."""
        (self.folder / "filler").unlink()

    def rows(self, table: str) -> int:
        """Count a table's rows."""
        with self.store._database.read() as connection:
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            return count

    def reserve(self) -> int:
        """Give the bytes of the reserve."""
        return (self.folder / "line.db.reserve").stat().st_size

    def refused(self) -> bool:
        """Text, and tell whether the disk was full."""
        try:
            self.text()
        except DiskFull:
            return True
        return False


def leave(line: Line) -> None:
    """Somebody texts X."""
    with line.store.turn(ME, AT) as turn:
        turn.forget()


def only_deletions_are_kept(line: Line) -> None:
    """A text finds the disk full; whoever leaves, takes back or deletes after that can."""
    line.fill()
    while not line.refused():  # the write-ahead log had a little room of its own
        pass
    assert line.reserve() == 0
    assert line.refused()  # and another connection makes files of its own
    before = {path.name: path.stat().st_size for path in line.folder.iterdir()}
    assert all(line.refused() for _ in range(20))
    with pytest.raises(DiskFull):
        line.report()
    after = {path.name: path.stat().st_size for path in line.folder.iterdir()}
    assert after == before, (before, after)

    leave(line)
    assert line.rows("drafts") == 0
    tip = line.store.tips.find(line.codes[0], AT)
    with line.store.turn(OTHER, AT) as turn:
        thread = turn.try_code(line.codes[0])
        assert thread
        with pytest.raises(DiskFull):
            turn.write(thread, b"one more thing")
        turn.take_back(thread, line.codes[0])
    assert line.store.tips.find(line.codes[0], AT) is None
    assert line.store._house.tombstones.buried("tip") == {tip}
    line.store.tips.erase_mislaned(line.ana, line.store.tips.find(line.codes[1], AT) or "", AT)
    assert line.rows("tips") == 0
    line.store.sweep(AT, agreed=True)
    assert line.store.checkpoint()
    assert (line.folder / "line.db-wal").stat().st_size == 0
    assert line.refused()
    with pytest.raises(DiskFull):
        line.store.reserve.fill()


def with_room_everything_goes_on(line: Line) -> None:
    """The next text is kept at once, and the worker fills the reserve again."""
    line.fill()
    while not line.refused():
        pass
    assert line.store.reserve.needed
    line.make_room()
    line.text(b"what?")
    line.report()
    assert line.reserve() == 0
    line.store.reserve.fill()
    assert line.reserve() == RESERVE
    assert line.store.reserve.whole
    with line.store.turn(OTHER, AT) as turn:
        assert turn.load() == b"what?"


def a_reader_who_erases_comes_first(line: Line) -> None:
    """Nobody has texted since the disk is full."""
    line.fill()
    line.store.tips.erase_mislaned(line.ana, line.store.tips.find(line.codes[1], AT) or "", AT)

    assert line.rows("tips") == 1


def a_little_room_is_not_enough_to_fill_it(line: Line) -> None:
    """Room for the reserve alone would be eaten at once."""
    line.fill()
    while not line.refused():
        pass
    with (line.folder / "filler").open("r+b") as file:
        file.truncate(file.seek(0, 2) - (AMPLE - 2) * RESERVE)

    assert line.refused()
    with pytest.raises(DiskFull):
        line.store.reserve.fill()
    leave(line)


def without_a_reserve_nothing_is_there_by_half(line: Line) -> None:
    """A line whose reserve could never be made says that the disk is full, and goes on with room."""
    (line.folder / "line.db.reserve").unlink()
    line.fill()
    kept = b"when?"
    while not line.refused():
        pass
    with pytest.raises(DiskFull):
        line.store.reserve.fill()
    assert not line.store.reserve.needed
    line.make_room()
    with line.store.turn(OTHER, AT) as turn:
        assert turn.load() in {None, kept}
    line.text(b"what?")
    line.store.migrate()
    assert line.store.reserve.whole


SCENARIOS: tuple[Callable[[Line], None], ...] = (
    only_deletions_are_kept,
    with_room_everything_goes_on,
    a_reader_who_erases_comes_first,
    a_little_room_is_not_enough_to_fill_it,
    without_a_reserve_nothing_is_there_by_half,
)

if __name__ == "__main__":
    (scenario,) = (each for each in SCENARIOS if each.__name__ == sys.argv[1])
    scenario(Line(Path(sys.argv[2])))
