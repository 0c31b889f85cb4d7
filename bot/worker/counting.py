"""Counting: once a day a number that may be shown, and whether texts fail in waves."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo

from bot.watch.findings import DAY, WAVES
from bot.worker.delivery import SENT, counter
from storage import Store, month

EVERY = 600.0
"""Seconds between two looks at the counters."""
TENS = 10
FEWEST = {"30007": 5, "21610": 5, "30032": 2, "30034": 2}
"""Failures within a day that may be a wave; of a number that is not registered, the second is no accident."""
SHARE = 0.1
"""The part of a day's texts that must fail so, too: a line that sends a thousand may lose five."""


class Counting:
    """One line's counters; ``now`` gives epoch seconds."""

    def __init__(self, store: Store, zone: tzinfo, now: Callable[[], int]) -> None:
        self._store, self._zone, self._now = store, zone, now

    def round(self) -> None:
        """Do both, by a clock that is believed."""
        at = self._now()
        if self._store.clock.trusted(at):
            self._at_midnight(at)
            self._waves(at)

    def _at_midnight(self, at: int) -> None:
        """Note in the first hour of a day how many reports its month had at midnight, in tens.

        Who looks later than that sees nothing new until the next midnight, so the number never tells of a single hour.
        """
        local = datetime.fromtimestamp(at, self._zone)
        last = self._store.chores.last("counted")
        if local.hour or (last and at - last["at"] < DAY // 2):
            return
        of = f"{local - timedelta(days=1):%Y-%m}"
        reports = self._store.counts(of).get("tip", 0)
        self._store.chores.note("counted", at=at, month=of, reports=reports - reports % TENS)

    def _waves(self, at: int) -> None:
        """Compare the counters with those at the beginning of a day of 24 hours; a wave is told until one without it."""
        last, of = self._store.chores.last("waves"), month(at, self._zone)
        counts = self._store.counts(of)
        if not last or not 0 <= at - last["at"] < DAY or last.get("month") != of:
            over = "month" in last and at - last["at"] < 2 * DAY  # what took a week is no wave
            before = waves(last, self._store.counts(str(last["month"]))) if over else set()
            last = {"at": at, "month": of, "before": " ".join(sorted(before)), **_known(counts)}
        told = " ".join(sorted(waves(last, counts) | set(last["before"].split())))
        noted = {**last, "told": told}
        if noted != self._store.chores.last("waves"):
            self._store.chores.note("waves", **noted)


def waves(begun: Mapping[str, int | str], counts: Mapping[str, int]) -> set[str]:
    """Give the reasons for which enough has failed since a day began."""
    more = {name: now - int(begun.get(name, 0)) for name, now in _known(counts).items()}
    return {code for code in WAVES if more[code] >= max(FEWEST[code], SHARE * more["sent"])}


def _known(counts: Mapping[str, int]) -> dict[str, int]:
    """Pick what is compared out of a month's counters."""
    return {"sent": counts.get(SENT, 0), **{code: counts.get(counter(int(code)), 0) for code in WAVES}}
