"""Twilio's copy of our messages: whatever is older than seventy minutes is deleted there, pictures at once.

The account's own list is asked in each round, so no id is kept here, and none is missed that a callback would lose
(D2). Its numbers of failures, counted as each message goes, are all that we ever know of delivery.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.channels.account import Account, Copy, Refused, Unreached, Unsure
from bot.worker import missed
from bot.worker.delivery import SENT, counter
from bot.worker.telling import Telling
from storage import Store

OLD = 70 * 60
"""Seconds; a sent message is final after sixty-six minutes at the latest, as a rule, and cannot be deleted before."""
LONGEST = 20.0
"""Seconds that one round may take, but for its fewest deletions."""
FEWEST = 50
"""Deletions that a round tries however long the list took: a flood of new texts must not shelter the old ones."""
IN_A_ROW = 3
"""Failures one after another that end a round."""
RATHER_SOON = 5.0
"""Seconds to the next round, where there was more to do than time."""
LATER = 600.0
"""Seconds to the next round, where somebody must first mend something."""
_dice = random.SystemRandom()


class _Over(Exception):
    """This round ends here; ``outcome`` says why."""

    def __init__(self, outcome: str, wait: float | None = None) -> None:
        super().__init__()
        self.outcome, self.wait = outcome, wait


@dataclass(slots=True)
class Round:
    """What one round has done so far."""

    at: int
    """The moment that ages are measured from."""
    until: float
    """When the round must end, by a clock that nobody sets."""
    tried: int = 0
    """Deletions that were tried."""
    skipped: bool = False
    """Whether pictures were left to the next round."""
    deleted: int = 0
    in_a_row: int = 0
    seen: set[str] = field(default_factory=set)
    old: dict[str, int] = field(default_factory=dict)
    """What is old enough and still there, and when it was made."""
    came: list[Copy] = field(default_factory=list)
    """What came in of late, and must have reached a door."""
    late: list[Copy] = field(default_factory=list)
    """What would not go in the last round is tried last, so that it holds nothing else up."""
    counts: Counter[str] = field(default_factory=Counter)
    """Texts of ours that are gone, and why some of them did not arrive."""


class Erasing:
    """Deletes at Twilio; ``ours`` gives the line's own numbers, ``now`` epoch seconds."""

    def __init__(
        self, account: Account, store: Store, ours: Callable[[], tuple[str, ...]], now: Callable[[], int]
    ) -> None:
        self._account, self._store, self._ours, self._now = account, store, ours, now
        self._stubborn: set[str] = set()
        self._stripped: set[str] = set()
        self._strikes = 0
        self._telling = Telling(store)

    def round(self) -> float | None:
        """Go once through all that is ours, and give the seconds to the next time, or None for the usual ones."""
        turn = Round(self._now(), time.monotonic() + LONGEST)
        outcome, wait = "done", None
        try:
            self._go(turn)
        except _Over as over:
            outcome, wait = over.outcome, over.wait
        except Refused as error:
            outcome, wait = self._refused(error)
        except (Unreached, Unsure):
            outcome = "unreachable"
        self._finish(turn, outcome)
        return wait

    def _go(self, turn: Round) -> None:
        """Take every message once, what was stubborn last time at the end."""
        numbers = self._ours()
        if not numbers:
            raise _Over("unknown")
        if not self._store.clock.trusted(turn.at):
            raise _Over("clock")
        for copy in self._listed(numbers):
            self._take(turn, copy)
        for copy in turn.late:
            self._delete(turn, copy)
        self._stubborn &= turn.seen
        self._stripped &= turn.seen
        if turn.skipped:
            raise _Over("late", RATHER_SOON)

    def _listed(self, numbers: tuple[str, ...]) -> Iterator[Copy]:
        """List both directions of each number."""
        for number in numbers:
            yield from self._account.messages(to=number)
            yield from self._account.messages(from_=number)

    def _take(self, turn: Round, copy: Copy) -> None:
        """Strip a message of its pictures, and delete it if it is old."""
        turn.seen.add(copy.sid)
        if missed.concerns(copy, self._account.date or 0):
            turn.came.append(copy)
        if copy.inbound and copy.media and copy.sid not in self._stripped:
            self._strip(turn, copy)
        now = min(turn.at, self._account.date or turn.at)  # no clock of one side alone makes a message old
        if now - copy.created < OLD:
            return
        turn.old[copy.sid] = copy.created or turn.at
        if copy.sid in self._stubborn:
            turn.late.append(copy)
        else:
            self._delete(turn, copy)

    def _strip(self, turn: Round, copy: Copy) -> None:
        """Delete a message's pictures; those for which there is no time are left to the next round."""
        if time.monotonic() > turn.until:
            turn.skipped = True
        else:
            self._try(turn, self._account.delete_media, copy, then=self._stripped.add)

    def _delete(self, turn: Round, copy: Copy) -> None:
        """Delete one message; what will not go yet is tried again in the next round."""
        if turn.tried >= FEWEST and time.monotonic() > turn.until:
            raise _Over("late", RATHER_SOON)
        turn.tried += 1

        def gone(sid: str) -> None:
            self._stubborn.discard(sid)
            turn.deleted += 1
            if not copy.inbound:
                turn.counts[SENT] += 1
                if copy.error:
                    turn.counts[counter(copy.error)] += 1

        if self._try(turn, self._account.delete, copy, then=gone):
            turn.old.pop(copy.sid, None)
        else:
            self._stubborn.add(copy.sid)

    def _try(self, turn: Round, act: Callable[[Copy], None], copy: Copy, then: Callable[[str], None]) -> bool:
        """Do something to one message; True once it is done, or has been already."""
        try:
            act(copy)
        except Refused as error:
            if error.busy or error.unauthorized:
                raise
            turn.in_a_row = 0 if error.gone or error.unready else turn.in_a_row + 1
            done = error.gone
        except (Unreached, Unsure):
            turn.in_a_row += 1
            done = False
        else:
            turn.in_a_row = 0
            then(copy.sid)
            return True
        if turn.in_a_row >= IN_A_ROW:
            raise _Over("unreachable")
        return done

    def _refused(self, error: Refused) -> tuple[str, float | None]:
        """Say why Twilio ended a round, and how long to leave it alone."""
        if error.busy:
            self._strikes += 1
            wait = max(60.0 * 2 ** min(self._strikes - 1, 5), float(error.retry_after))
            return "busy", wait * _dice.uniform(1.0, 1.5)
        return ("unauthorized", LATER) if error.unauthorized else ("unreachable", None)

    def _finish(self, turn: Round, outcome: str) -> None:
        """Count what is gone of ours and what went wrong with it, and tell how the round went."""
        if outcome != "busy":
            self._strikes = 0
        if turn.counts:
            self._store.add_counts(turn.counts, turn.at)
        ages = [turn.at - made for made in turn.old.values()]
        self._telling.tell(turn.at, outcome, turn.deleted, ages)
        missed.look(self._store, turn.came, turn.at)
