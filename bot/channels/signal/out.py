"""Signal's way out: what each way of failing means for a text, and for the next.

The program loses the reason of most failures, and may hang after it has sent; so a text that it did not answer for is
never sent again, and while it does not answer no other is risked. See decision 0025.
"""

import re
import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from bot.channels.outcome import Outcome, Went
from bot.channels.signal.api import SignalApi
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure
from bot.mail import Mail

PERSON = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID, by which alone people on Signal are known here."""
SOON = 2.0
"""Seconds to the next attempt where something passing was in the way."""
AWAY = Outcome(Went.LATER, SOON, everybody=True, alarm="unreachable")
"""Nobody took it."""
SLOW, SLOWEST = 60.0, 900.0
"""Seconds for which nothing is sent after Signal's first refusal for sending too much, and after any later one."""
MENDED = 45.0
"""Seconds to the next attempt where somebody must first mend something; with the dice still less than a minute."""
ATTEMPTS = 10
"""How often a text is tried whose refusal has no reason: for four to six minutes, until then a network is back."""

NOT_OURS = re.compile(
    "account does not exist|not registered|authorization failed|deauthorized", re.IGNORECASE
)
"""What is said when it is our own number that Signal does not take."""


class SignalOut:
    """Sends by way of signal-cli-rest-api, in as many threads as you like; ``captcha`` is told a challenge's token."""

    def __init__(self, api: SignalApi, captcha: Callable[[str], None]) -> None:
        self._api, self._captcha = api, captcha
        self._limit = Limit()
        self._hangs = False

    def send(self, mail: Mail, text: str) -> Outcome:
        """Send one text."""
        if not PERSON.fullmatch(mail.to):
            return Outcome(Went.NEVER)
        try:
            if self._hangs:
                self._listen()
            return self._sent(self._api.send(mail.to, text))
        except Refused as error:
            return self._refused(error, mail.to)
        except Unreached:
            return AWAY
        except Unsure:
            self._hangs = True
            return Outcome(Went.MAYBE)
        except Broken:
            return Outcome(Went.BROKEN)

    def recall(self, mail: Mail) -> Outcome:
        """Call one back; doing it twice does no harm, so whatever is unsure is done again."""
        try:
            self._api.recall(mail.to, mail.sent)
        except Refused as error:
            if error.status == HTTPStatus.TOO_MANY_REQUESTS:
                return self._limited(error)
        except Unreached:
            return AWAY
        except (Unsure, Broken):
            pass
        else:
            return Outcome(Went.SENT)
        return Outcome(Went.LATER)

    def _listen(self) -> None:
        """After an answer that did not come, see that signal-cli listens before it is trusted with the next text."""
        try:
            self._api.listen()
        except (Unsure, Broken, Refused):
            raise Unreached from None
        self._hangs = False

    def _sent(self, timestamp: int) -> Outcome:
        self._limit.over()
        return Outcome(Went.SENT, sent=timestamp)

    def _refused(self, error: Refused, to: str) -> Outcome:
        """Tell what an answer that is no success means."""
        words = str(error.told.get("error", ""))
        if error.status == HTTPStatus.TOO_MANY_REQUESTS:
            return self._limited(error)
        if error.status == HTTPStatus.GATEWAY_TIMEOUT:
            return Outcome(Went.MAYBE)
        if (
            error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            and error.status != HTTPStatus.SERVICE_UNAVAILABLE
        ):
            return Outcome(Went.BROKEN)
        if error.status != HTTPStatus.BAD_REQUEST or NOT_OURS.search(words):
            return Outcome(Went.LATER, MENDED, everybody=True, alarm="blocked")
        if "untrusted" in words.lower() or "identity" in words.lower():
            return self._trust(to)
        return Outcome(Went.LATER, most=ATTEMPTS)

    def _limited(self, error: Refused) -> Outcome:
        """Leave Signal alone: until somebody solves its captcha, or for longer each time that it says so."""
        tokens = error.told.get("challenge_tokens")
        token = next((each for each in tokens if each), "") if isinstance(tokens, list) else ""
        if token:
            self._captcha(str(token))
            return Outcome(Went.LATER, MENDED, everybody=True, alarm="captcha")
        return Outcome(Went.LATER, self._limit.grow(), everybody=True, alarm="limited")

    def _trust(self, to: str) -> Outcome:
        """Trust a new key, and try again soon; where that cannot be done either, not for long."""
        try:
            self._api.trust(to)
        except (Refused, Unreached, Unsure, Broken):
            return Outcome(Went.LATER, most=ATTEMPTS, alarm="untrusted")
        return Outcome(Went.LATER, SOON, most=ATTEMPTS, alarm="untrusted")


class Limit:
    """How long Signal is left alone after it said that we send too much; refusals at the same moment count as one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wait, self._until = 0.0, 0.0

    def grow(self) -> float:
        """Give the seconds to wait, more each time."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._wait = min(SLOWEST, self._wait * 2 or SLOW)
                self._until = time.monotonic() + self._wait
            return self._wait

    def over(self) -> None:
        """Begin anew, because something was sent."""
        with self._lock:
            self._wait = 0.0
