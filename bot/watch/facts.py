"""The facts that the watch goes by: what the worker noted last, what waits, and how much room there is."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bot.setup.settings import Settings
from storage import StorageError, Store, Waiting

NOTHING = Waiting(0, 0)


class Room(NamedTuple):
    """How much of a disk is free."""

    free: int
    """Bytes that this user may still write."""
    share: float
    """The same as a part of what this user could ever write, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The line at one moment; nothing in it tells of anybody."""

    at: int
    """Epoch seconds."""
    begun: int
    """Since when there is something to see: the start of the worker or, before any, of whoever looks."""
    noted: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What each job noted last."""
    waiting: Waiting = NOTHING
    room: Room | None = None
    """None: the disk could not be asked."""
    spent: bool = False
    """Whether the room that is kept for deletions was given up, and no other has come yet."""
    answers: float = 0.0
    """Which part of its budget the line has spent in this half hour (1: all of it)."""
    closed: bool = False
    clock: bool = True
    """Whether the clock is believed."""
    signal: bool = False
    """Whether the line is on Signal."""
    twilio: bool = True
    """Whether it has a real account at Twilio."""
    trouble: str = ""
    """What is wrong with the database, in the words of its own error."""

    def age(self, job: str) -> int | None:
        """Give the seconds since a job noted something; None if it never did."""
        noted = self.noted.get(job)
        return None if noted is None else max(0, self.at - noted["at"])


def gather(store: Store, settings: Settings, at: int, begun: int, waiting: Callable[[int], Waiting]) -> Facts:
    """Gather them; what cannot be had is a fact, too. ``waiting`` asks the database, and raises StorageError."""
    noted: Mapping[str, Mapping[str, Any]] = {}
    found, clock, given, trouble = NOTHING, True, 0, ""
    try:
        noted = store.chores.all()
        clock = store.clock.trusted(at)
        found = waiting(at)
        given = store.given(at)
    except StorageError as error:
        trouble = str(error)
    return Facts(
        at=at,
        begun=noted["work"]["at"] if "work" in noted else begun,
        noted=noted,
        waiting=found,
        room=room(settings.database),
        spent=store.reserve.needed,
        answers=given / (settings.budget / 2),
        closed=store.switch.closed,
        clock=clock,
        signal=settings.signal is not None,
        twilio=not settings.demo,
        trouble=trouble,
    )


def room(path: Path) -> Room | None:
    """Look how much room there is where a file stands."""
    with suppress(OSError):
        disk = shutil.disk_usage(path.parent)
        return Room(disk.free, disk.free / max(1, disk.free + disk.used))
    return None
