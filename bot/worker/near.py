"""What the worker does with our own disk: delete what has expired, send unfinished reports on, empty the log, keep room."""

import logging
from collections.abc import Callable

from bot import quiet
from bot.mail import Mail
from bot.worker.loop import Job
from bot.worker.unheard import untell
from storage import Brake, ClockJumped, Store

SOON = 5.0
"""Seconds until another look: for what is stale, and where somebody was in the way or is about to agree."""


class Housekeeping:
    """The jobs on one store; ``now`` gives epoch seconds."""

    def __init__(
        self, store: Store, now: Callable[[], int], raise_alarm: Callable[[str], None] = lambda _: None
    ) -> None:
        self._store, self._now, self._raise_alarm = store, now, raise_alarm
        self._told = "done"

    def jobs(self) -> list[Job]:
        """Give the jobs in the order in which they help one another."""
        return [
            Job("sweep", self.sweep),
            Job("unfinished", self.unfinished),
            Job("checkpoint", self.checkpoint),
            Job("stale", self.stale, SOON),
            Job("reserve", self._store.reserve.fill),
        ]

    def sweep(self) -> float | None:
        """Delete what has expired; a brake is told once, and kept for `porchlight check`.

        How much went is noted nowhere: it would tell that somebody wrote half an hour ago.
        """
        at, outcome = self._now(), "done"
        try:
            self._store.sweep(at)
        except Brake as brake:
            outcome = "clock" if isinstance(brake, ClockJumped) else "many"
        self._store.chores.note("sweep", at=at, outcome=outcome)
        if outcome != self._told:
            level = logging.INFO if outcome == "done" else logging.ERROR
            quiet.event(
                "swept" if outcome == "done" else "braked", level=level, door="worker", outcome=outcome
            )
        self._told = outcome
        return SOON if outcome == "clock" else None

    def unfinished(self) -> None:
        """Send on what has been silent for an hour, by a clock that is believed: nobody's hour is cut short."""
        at = self._now()
        if self._store.clock.trusted(at):
            self._store.send_on_unfinished(at)

    def checkpoint(self) -> float | None:
        """Empty the write-ahead log, where deleted rows live on; soon again if a reader was in the way.

        Only a change is noted: since when readers have been in the way, or that they no longer are.
        """
        emptied = self._store.checkpoint()
        outcome = "done" if emptied else "late"
        if self._store.chores.last("checkpoint").get("outcome", "done") != outcome:
            self._store.chores.note("checkpoint", at=self._now(), outcome=outcome)
        return None if emptied else SOON

    def stale(self) -> None:
        """Drop the answers that nobody may send any more (B1), and tell how many never left."""
        at = self._now()
        dropped = self._store.outbox.drop_stale(at)
        if not dropped:
            return
        for unsent in dropped:
            if mail := Mail.read(unsent.message):
                untell(self._store, mail, at, followed=unsent.followed)
        self._store.add_counts({"stale": len(dropped)}, at)
        quiet.event("stale", level=logging.ERROR, door="worker", job="outbox", count=len(dropped))
        self._raise_alarm("stale")
