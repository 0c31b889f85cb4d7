"""What the log and the doctor hear of the rounds at Twilio: how each ended, what waits, and what will not go."""

import logging
from collections.abc import Collection

from bot import quiet
from storage import Store

STUCK = 14 * 24 * 3_600
"""Seconds after which a message that will not go is an alarm."""
TOLD = frozenset({"done", "busy", "unauthorized", "unreachable"})
"""How a round may end that the log tells of, when it ended otherwise before; the rest is in `porchlight check`."""

GOOD = frozenset({"done", "late", "unknown"})
"""How a round ends that did what it could; with no number known, there is nothing that it could do."""


class Telling:
    """Tells what changed, once, and notes every round for the doctor."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stuck = 0
        self._ended = "done"

    def tell(self, at: int, outcome: str, deleted: int, ages: Collection[int]) -> None:
        """Tell how a round ended; ``ages`` are those of the old messages that are still there, in seconds."""
        stuck = sum(age > STUCK for age in ages)
        if stuck and stuck != self._stuck:
            quiet.event("stuck", level=logging.ERROR, door="worker", job="twilio", count=stuck)
        self._stuck = stuck
        if outcome != self._ended and outcome in TOLD:
            name, level = ("swept", logging.INFO) if outcome == "done" else ("failed", logging.ERROR)
            quiet.event(name, level=level, door="worker", job="twilio", outcome=outcome)
            self._ended = outcome
        good = at if outcome in GOOD else self._store.chores.last("twilio").get("good", 0)
        self._store.chores.note(
            "twilio",
            at=at,
            good=good,
            outcome=outcome,
            deleted=deleted,
            waiting=len(ages),
            oldest=max(ages, default=0) // 3_600,
            stuck=stuck,
        )
