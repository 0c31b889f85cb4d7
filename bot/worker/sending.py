"""Sending: takes one text after another out of the outbox, and says afterwards how it went.

Answers leave at any hour, whatever the clock says: those that are stale are gone by themselves. Nudges leave by day, and
by a clock that is believed. Nothing else is ever sent: that is a rule which a test holds (S11, B3), so no list of whom
not to write to is needed.
"""

import math
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot.channels.outcome import Carrier, Outcome, Went
from bot.mail import Mail
from bot.setup.place import Place
from bot.words.wording import Wording
from bot.worker.pauses import Pauses
from bot.worker.unheard import untell
from storage import Parcel, StorageError, Store

BY_OUTBOX = frozenset({"signal"})
"""Channels whose answers leave here; SMS is answered in the webhook's own response."""
DAY_BEGINS, DAY_ENDS = 9, 20
"""Local hours between which a phone may light up because of a nudge."""
SHORTEST, LONGEST = 1.0, 60.0
"""Seconds to the second attempt, and to any later one."""
IDLE, UNHURRIED = 0.25, 5.0
"""Seconds until another look for an answer to send, and for a nudge."""
SURELY = 40
"""Seconds that one attempt may take at most; with fewer left, whoever stalled begins none."""
RECALLS = 3
"""Attempts to call one text back."""
PATIENCE = (0.5, 2.0, 5.0)
"""Seconds between the attempts to say how it went, where the database does not let us."""
_dice = random.SystemRandom()


class Sending:
    """Sends by some channels, in any number of threads; any number of them may share an outbox.

    ``now`` gives epoch seconds; ``sent`` is told the channel of whatever left.
    """

    def __init__(
        self,
        store: Store,
        carriers: Mapping[str, Carrier],
        place: Place,
        wording: Wording,
        now: Callable[[], int],
        raise_alarm: Callable[[str], None] = lambda _: None,
        sent: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store, self._carriers, self._place, self._wording = store, carriers, place, wording
        self._now, self._raise_alarm, self._sent = now, raise_alarm, sent
        self._pauses = Pauses()

    def answer(self) -> float:
        """Send the next answer, or call the next one back; gives the seconds to the next look."""
        resting = all(self._pauses.left(channel) for channel in BY_OUTBOX)
        return IDLE if resting else self._next(IDLE, nudges=False)

    def nudge(self) -> float:
        """Send the next nudge, if it is day; gives the seconds to the next look."""
        at = self._now()
        day = DAY_BEGINS <= datetime.fromtimestamp(at, self._place.zone).hour < DAY_ENDS
        if not day or self._store.switch.closed or not self._store.clock.trusted(at):
            return UNHURRIED
        return self._next(UNHURRIED, nudges=True)

    def _next(self, idle: float, *, nudges: bool) -> float:
        parcel = self._store.outbox.claim(self._now(), nudges=nudges)
        if parcel is None:
            return idle
        self._deal(parcel)
        return 0.0

    def _deal(self, parcel: Parcel) -> None:
        """Send one, or call one back, and say how it went; whatever goes wrong here, nobody sends it twice."""
        mail, outcome = Mail.read(parcel.message), Outcome(Went.MAYBE)
        wait = self._not_yet(parcel, mail)
        if wait:
            persist(partial(self._store.outbox.again, parcel, self._now() + math.ceil(wait), tried=False))
            return
        try:
            outcome = self._attempt(parcel, mail)
        finally:
            self._settle(parcel, mail, outcome)
        if outcome.alarm:
            self._raise_alarm(outcome.alarm)
        elif outcome.went is Went.SENT and mail:
            self._sent(mail.channel)

    def _not_yet(self, parcel: Parcel, mail: Mail | None) -> float:
        """Give the seconds to wait where the channel rests, or we stalled until it is too late to begin; else 0."""
        too_late = self._now() > min(parcel.lease_at - SURELY, parcel.stale_at - 1)
        return SHORTEST if too_late else self._pauses.left(mail.channel if mail else "")

    def _attempt(self, parcel: Parcel, mail: Mail | None) -> Outcome:
        """Try once, where it can be tried at all."""
        carrier = self._carriers.get(mail.channel) if mail else None
        if mail is None or carrier is None:
            return Outcome(Went.NEVER)
        if parcel.kind == "recall":
            return carrier.recall(mail) if mail.sent else Outcome(Went.NEVER)
        return carrier.send(mail, mail.text or self._nudge(mail.language))

    def _nudge(self, language: str) -> str:
        known = language if language in self._place.languages else self._place.languages[0]
        return self._wording.text(known, "common.nudge")

    def _settle(self, parcel: Parcel, mail: Mail | None, outcome: Outcome) -> None:
        """Say in the outbox how it went."""
        outbox, at, wait = self._store.outbox, self._now(), self._wait(parcel, mail, outcome)
        most = RECALLS if parcel.kind == "recall" else outcome.most
        given_up = bool(most) and parcel.tries + 1 >= most
        if outcome.went is Went.LATER and not given_up:
            persist(partial(outbox.again, parcel, at + wait, tried=not outcome.everybody))
        elif outcome.went is Went.BROKEN:
            persist(partial(outbox.doubtful, parcel, at + wait))
        elif (
            outcome.went is Went.SENT and parcel.kind == "answer" and mail and outcome.sent and not mail.last
        ):
            persist(partial(outbox.sent, parcel, Mail(mail.address, sent=outcome.sent).written(), at))
        else:
            persist(partial(outbox.done, parcel))
            if mail and parcel.kind == "answer" and outcome.went in {Went.LATER, Went.NEVER}:
                persist(partial(untell, self._store, mail, at, followed=outbox.followed(parcel)))

    def _wait(self, parcel: Parcel, mail: Mail | None, outcome: Outcome) -> int:
        """Give the seconds to another attempt; where nobody is to be sent anything, all wait for the same moment."""
        if outcome.everybody and mail:
            return math.ceil(self._pauses.hold(mail.channel, outcome.wait * _dice.uniform(1.0, 1.25)))
        backoff = min(LONGEST, SHORTEST * 2.0 ** min(parcel.tries, 10)) * _dice.uniform(1.0, 1.5)
        return max(1, round(max(outcome.wait, backoff)))


def persist(say: Callable[[], None]) -> None:
    """Say how it went, again and again for a while if need be; raises what is wrong with the database at last.

    Else an answer that did not leave would lie there until it is stale, and one that did might leave once more.
    """
    for wait in PATIENCE:
        try:
            return say()
        except StorageError:
            time.sleep(wait)
    return say()
