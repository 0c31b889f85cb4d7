"""Where the `porchlight signal` commands stand: the account that the environment names, and what its failures mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.channels.signal.account import Odd, SignalAccount
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure, Wire
from bot.cli import here
from bot.quiet import PlainError
from bot.setup.place import BrokenPlace, told
from bot.setup.settings import Settings, Signal
from storage import Store

PATIENCE = 60.0
"""Seconds to wait for an answer: Signal itself is asked meanwhile."""
DEMO = "A demo has no Signal account; nothing was done."
UNSET = "This line is not on Signal: set SIGNAL_API_URL, SIGNAL_NUMBER and SIGNAL_WEBHOOK_TOKEN; nothing was done."
UNREACHED = "Nobody answers at the address in SIGNAL_API_URL: see whether signal-cli-rest-api runs, and whether it is there."
UNSURE = "signal-cli-rest-api gave no answer in time, so nobody knows whether it was done: run porchlight signal check."
BROKEN = "signal-cli-rest-api ended without an answer, so nobody knows whether it was done: see its log, and run porchlight signal check."
ODD = "What answers at SIGNAL_API_URL does not speak as signal-cli-rest-api does: see whether it is, and update it."
OLD = "This signal-cli-rest-api does not know that request: update it."
WAIT = "Signal asks to wait after too many attempts: try again tomorrow."
REFUSED = "signal-cli-rest-api refused it, and its own log says why."
NOT_FOUND, TOO_MANY = 404, 429
Failure = Odd | Refused | Unreached | Unsure | Broken
FAILURES = (Odd, Refused, Unreached, Unsure, Broken)


class SignalTrouble(PlainError):
    """What was asked of Signal was not done, or nobody knows; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The line, and its account on Signal."""

    settings: Settings
    store: Store
    account: SignalAccount
    number: str

    @property
    def name(self) -> str:
        """What the place calls its line."""
        found = told(self.settings.place).get("name")
        if not isinstance(found, str) or not found:
            raise BrokenPlace("profile.toml of the place names no line: set name.")
        return found


def standing() -> Standing:
    """Find the account that the environment names; raises SignalTrouble where there is none."""
    settings = here.settings()
    if settings.signal is None:
        raise SignalTrouble(DEMO if settings.demo else UNSET)
    number, account = settings.signal.number, account_of(settings.signal)
    return Standing(settings, here.bare_store(settings), account, number)


def account_of(settings: Signal, patience: float = PATIENCE) -> SignalAccount:
    """Give the account, asked with so much patience."""
    return SignalAccount(Wire(settings.api_url, patience), settings.number)


@contextmanager
def asking(refused: str = REFUSED) -> Iterator[None]:
    """Put what fails inside the block into a sentence; ``refused`` is said where nothing nearer is known."""
    try:
        yield
    except FAILURES as error:
        raise SignalTrouble(said(error, refused)) from None


def said(error: Failure, refused: str = REFUSED) -> str:
    """Say what a failure means; the program's own words may hold a number, and are only looked through."""
    if not isinstance(error, Refused):
        return {Odd: ODD, Unreached: UNREACHED, Unsure: UNSURE, Broken: BROKEN}[type(error)]
    if error.status == NOT_FOUND:
        return OLD
    words = str(error.told.get("error", ""))
    if error.status == TOO_MANY or "[429]" in words or "StatusCode: 429" in words:
        return WAIT
    return refused
