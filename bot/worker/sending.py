"""Sending: takes one text after another out of the outbox, and says afterwards how it went.

Answers leave at any hour, whatever the clock says: those that are stale are gone by themselves. Nudges leave by day, and
by a clock that is believed. Nothing else is ever sent: that is a rule which a test holds (S11, B3), so no list of whom
not to write to is needed.
"""

import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.channels.outcome import Carrier, Outcome, Went
from bot.mail import Mail
from bot.place import Place
from bot.wording import Wording
from storage import OUTBOX_KINDS, Parcel, Store

DAY_BEGINS, DAY_ENDS = 9, 20
"""Local hours between which a phone may light up because of a nudge."""
SHORTEST, LONGEST = 1.0, 60.0
"""Seconds to the second attempt, and to any later one."""
IDLE = 0.25
"""Seconds until another look at an empty outbox."""
SURELY = 40
"""Seconds that one attempt may take at most; with fewer left, whoever stalled begins none."""
RECALLS = 3
"""Attempts to call one text back."""
BY_NIGHT = tuple(kind for kind in OUTBOX_KINDS if kind != "nudge")
_dice = random.SystemRandom()


class Sending:
    """One sender; any number of them may share an outbox. ``now`` gives epoch seconds."""

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
        self._paused: dict[str, float] = {}
        """Channels that take nothing, and until when, by a clock that nobody sets."""

    def round(self) -> float | None:
        """Send what is due; gives the seconds to the next look."""
        while (parcel := self._claim()) is not None:
            self._deal(parcel)
        return IDLE

    def _claim(self) -> Parcel | None:
        at = self._now()
        nudging = self._by_day(at) and self._store.clock.trusted(at) and not self._store.switch.closed
        return self._store.outbox.claim(at, OUTBOX_KINDS if nudging else BY_NIGHT)

    def _by_day(self, at: int) -> bool:
        return DAY_BEGINS <= datetime.fromtimestamp(at, self._place.zone).hour < DAY_ENDS

    def _deal(self, parcel: Parcel) -> None:
        """Send one, or call one back, and say how it went; whatever goes wrong here, nobody sends it twice."""
        outcome = Outcome(Went.MAYBE)
        mail = Mail.read(parcel.message)
        try:
            outcome = self._attempt(parcel, mail)
        finally:
            self._settle(parcel, mail, outcome)
        if outcome.alarm:
            self._raise_alarm(outcome.alarm)
        elif outcome.went is Went.SENT and mail:
            self._sent(mail.channel)

    def _attempt(self, parcel: Parcel, mail: Mail | None) -> Outcome:
        """Try once, unless it cannot be, or it is too late to begin."""
        carrier = self._carriers.get(mail.channel) if mail else None
        if mail is None or carrier is None:
            return Outcome(Went.NEVER)
        paused = self._paused.get(mail.channel, 0.0) - time.monotonic()
        if paused > 0:
            return Outcome(Went.LATER, paused)
        if self._now() > min(parcel.lease_at - SURELY, parcel.stale_at - 1):
            return Outcome(Went.LATER, SHORTEST)
        if parcel.kind == "recall":
            return carrier.recall(mail) if mail.sent else Outcome(Went.NEVER)
        return carrier.send(mail, mail.text or self._nudge(mail.language))

    def _nudge(self, language: str) -> str:
        known = language if language in self._place.languages else self._place.languages[0]
        return self._wording.text(known, "common.nudge")

    def _settle(self, parcel: Parcel, mail: Mail | None, outcome: Outcome) -> None:
        """Say in the outbox how it went."""
        outbox, at = self._store.outbox, self._now()
        wait = max(outcome.wait, min(LONGEST, SHORTEST * 2**parcel.tries)) * _dice.uniform(1.0, 1.5)
        if outcome.everybody and mail:
            self._paused[mail.channel] = time.monotonic() + wait
        if outcome.went is Went.LATER and not (parcel.kind == "recall" and parcel.tries >= RECALLS):
            outbox.again(parcel, at + max(1, round(wait)))
        elif outcome.went is Went.BROKEN:
            outbox.doubtful(parcel, at + max(1, round(wait)))
        elif outcome.went is Went.SENT and parcel.kind == "answer" and mail and outcome.sent:
            outbox.sent(parcel, Mail(mail.address, sent=outcome.sent).written(), at)
        else:
            outbox.done(parcel)
