"""Nudges: whoever asked for it is told once, by day, that there is a message; nothing else is ever sent by itself.

That this is the only such send is a rule that a test holds (S11, B3): no list of who must not be written to is needed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from bot.channels.account import Account, Refused, Unreached, Unsure
from bot.messages import PHONE_NUMBER
from bot.place import Place
from bot.wording import Wording
from storage import Nudge, Store

DAY_BEGINS, DAY_ENDS = 9, 20
"""Local hours between which a phone may light up."""
VALID = 3_600
"""Seconds after which Twilio must not deliver it any more: by then the phone may be in another hand."""
MOST = 20
"""Nudges in one round: a number sends one text a second."""
LATER = 300.0
"""Seconds to wait when Twilio could not take one."""
GATEWAYS = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Answers of something in between, which does not know what Twilio did."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody left us to nudge them by."""

    to: str
    language: str
    from_: str

    @classmethod
    def read(cls, message: bytes) -> "Wish | None":
        """Read what a turn has kept; None if no text can be sent by it."""
        try:
            found = json.loads(message)
            to = str(found["address"]).removeprefix("sms:")
            wish = cls(to, str(found.get("language", "")), str(found.get("from", "")))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return wish if PHONE_NUMBER.fullmatch(to) and found.get("channel", "sms") == "sms" else None


class Nudging:
    """Sends what is due; ``ours`` gives the line's own numbers, ``now`` epoch seconds."""

    def __init__(
        self,
        account: Account,
        store: Store,
        place: Place,
        wording: Wording,
        ours: Callable[[], tuple[str, ...]],
        now: Callable[[], int],
    ) -> None:
        self._account, self._store, self._place, self._wording = account, store, place, wording
        self._ours, self._now = ours, now

    def round(self) -> float | None:
        """Send the nudges that are due; nothing at night, and nothing by a clock that is doubted."""
        for _ in range(MOST):
            at = self._now()
            if not self._by_day(at) or not self._store.clock.trusted(at):
                return None
            nudge = self._store.nudges.claim(at)
            if nudge is None:
                return None
            if not self._send(nudge):
                return LATER
        return None

    def _by_day(self, at: int) -> bool:
        return DAY_BEGINS <= datetime.fromtimestamp(at, self._place.zone).hour < DAY_ENDS

    def _send(self, nudge: Nudge) -> bool:
        """Send one, once at most; False if it was certainly not sent, and is put back."""
        wish = Wish.read(nudge.message)
        if wish is not None and not self._sent(wish):
            self._store.nudges.again(nudge)
            return False
        self._store.nudges.done(nudge)
        return True

    def _sent(self, wish: Wish) -> bool:
        """Tell whether a text may have left, or never can; only what certainly did not leave is tried again."""
        from_ = wish.from_ or next(iter(self._ours()), "")
        if not from_:
            return False
        language = wish.language if wish.language in self._place.languages else self._place.languages[0]
        try:
            self._account.nudge(wish.to, from_, self._wording.text(language, "common.nudge"), VALID)
        except Unreached:
            return False
        except Refused as error:
            theirs = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            return not (error.busy or error.unauthorized or theirs) or error.status in GATEWAYS
        except Unsure:
            return True
        return True
