"""Where the tests of the worker stand: a store, a stand-in for Twilio, and a clock that both share."""

from dataclasses import dataclass, field, replace

from signed_texts import ACCOUNT, TOKEN
from twilio_stand import Stand

from bot.channels.account import Account
from bot.channels.outcome import Carrier
from bot.channels.sms_out import SmsOut
from bot.setup.environment import Secret
from bot.setup.place import Place
from bot.setup.settings import Twilio
from bot.words.wording import Wording
from bot.worker.copies import Erasing
from bot.worker.sending import Sending
from storage import Store
from storage.line import nudges

NOON = 1_795_032_000
"""18 November 2026, noon in Los Angeles."""
OURS = "+12135550100"
SECRET = b"an invented secret of some length"


@dataclass
class Stage:
    """The worker's jobs, with everything they touch."""

    store: Store
    stand: Stand
    place: Place
    wording: Wording
    numbers: tuple[str, ...] = (OURS,)
    at: int = NOON
    account: Account = field(init=False)
    alarms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.account = Account(self.twilio())
        self.erasing = self.new_erasing()
        self.sending = self.new_sending()

    def twilio(self, **changes: object) -> Twilio:
        """Give the settings of the account."""
        return replace(Twilio(ACCOUNT, Secret(TOKEN), None, self.stand.url), **changes)  # type: ignore[arg-type] # whatever a test changes

    def new_erasing(self) -> Erasing:
        """Begin anew, as another process would."""
        return Erasing(self.account, self.store, lambda: self.numbers, lambda: self.at)

    def new_sending(self, **changes: Carrier) -> Sending:
        """Begin to send anew, as another process would, by other ways where they are named."""
        carriers: dict[str, Carrier] = {"sms": SmsOut(self.account, lambda: self.numbers), **changes}
        return Sending(self.store, carriers, self.place, self.wording, lambda: self.at, self.alarms.append)

    def make_due(self, code: str) -> None:
        """Let the readers write: whoever asked for it is to be told."""
        house = self.store._house
        with self.store._database.write() as connection:
            nudges.make_due(connection, house.out_key, house.keyring.receipt(code), self.at)

    def rows(self, table: str) -> int:
        """Count the rows of a table."""
        with self.store._database.read() as connection:
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            return count

    def later(self, seconds: int) -> None:
        """Let time go by, here and there."""
        self.at += seconds
        self.stand.now += seconds

    def noted(self) -> dict[str, object]:
        """Give what the last round noted."""
        return self.store.chores.last("twilio")
