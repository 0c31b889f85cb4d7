"""SMS on its own account: the nudge that somebody asked for; answers leave in the webhook's own response."""

from collections.abc import Callable
from http import HTTPStatus

from bot.channels.account import Account, Refused, Unreached, Unsure
from bot.channels.outcome import Outcome, Went
from bot.mail import Mail
from bot.messages import PHONE_NUMBER

VALID = 3_600
"""Seconds after which Twilio must not deliver it any more: by then the phone may be in another hand."""
LATER = 300.0
"""Seconds to wait when Twilio could not take one."""
GATEWAYS = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Answers of something in between, which does not know what Twilio did."""


class SmsOut:
    """Sends by Twilio's API; ``ours`` gives the line's own numbers."""

    def __init__(self, account: Account, ours: Callable[[], tuple[str, ...]]) -> None:
        self._account, self._ours = account, ours

    def send(self, mail: Mail, text: str) -> Outcome:
        """Send one text; only what certainly did not leave is tried again."""
        from_ = mail.from_ or next(iter(self._ours()), "")
        if not PHONE_NUMBER.fullmatch(mail.to):
            return Outcome(Went.NEVER)
        if not from_:
            return Outcome(Went.LATER, LATER, everybody=True)
        try:
            self._account.nudge(mail.to, from_, text, VALID)
        except Unreached:
            return Outcome(Went.LATER, LATER, everybody=True)
        except Unsure:
            return Outcome(Went.MAYBE)
        except Refused as error:
            return _refused(error)
        return Outcome(Went.SENT)

    def recall(self, mail: Mail) -> Outcome:
        """A text message cannot be called back."""
        del mail
        return Outcome(Went.NEVER)


def _refused(error: Refused) -> Outcome:
    """Tell what an answer that is no success means for this text, and for the next."""
    if error.status in GATEWAYS:
        return Outcome(Went.MAYBE)
    if error.busy or error.unauthorized or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome(Went.LATER, max(LATER, error.retry_after), everybody=True)
    return Outcome(Went.NEVER)
