"""Where the tests of the worker stand: a store, a stand-in for Twilio, and a clock that both share."""

from dataclasses import dataclass, field, replace

from signed_texts import ACCOUNT, TOKEN
from twilio_stand import Stand

from bot.channels.account import Account
from bot.environment import Secret
from bot.place import Place
from bot.settings import Twilio
from bot.wording import Wording
from bot.worker.copies import Erasing
from bot.worker.nudging import Nudging
from storage import Store

NOON = 1_795_032_000
"""18 November 2026, noon in Los Angeles."""
OURS = "+12135550100"


@dataclass
class Stage:
    """The worker's jobs at Twilio, with everything they touch."""

    store: Store
    stand: Stand
    place: Place
    wording: Wording
    numbers: tuple[str, ...] = (OURS,)
    at: int = NOON
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        self.account = Account(self.twilio())
        self.erasing = self.new_erasing()
        self.nudging = Nudging(
            self.account, self.store, self.place, self.wording, lambda: self.numbers, lambda: self.at
        )

    def twilio(self, **changes: object) -> Twilio:
        """Give the settings of the account."""
        return replace(Twilio(ACCOUNT, Secret(TOKEN), None, self.stand.url), **changes)  # type: ignore[arg-type] # whatever a test changes

    def new_erasing(self) -> Erasing:
        """Begin anew, as another process would."""
        return Erasing(self.account, self.store, lambda: self.numbers, lambda: self.at)

    def later(self, seconds: int) -> None:
        """Let time go by, here and there."""
        self.at += seconds
        self.stand.now += seconds

    def noted(self) -> dict[str, object]:
        """Give what the last round noted."""
        return self.store.chores.last("twilio")
