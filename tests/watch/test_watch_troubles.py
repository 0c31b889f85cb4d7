"""What senders meet: noted for the watch, not for every text, and dropped when a text has left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.outcome import Carrier, Outcome, Went
from bot.mail import Mail
from bot.setup.place import Place
from bot.watch import Facts, findings
from bot.words.wording import Wording
from bot.worker.sending import Sending
from bot.worker.troubles import AGAIN, Troubles
from storage import CHEAPEST, Store

NOON = 1_795_032_000


@dataclass
class Scripted:
    """A channel that answers as it is told."""

    outcomes: list[Outcome] = field(default_factory=list)

    def send(self, mail: Mail, text: str) -> Outcome:
        del mail, text
        return self.outcomes.pop(0)

    def recall(self, mail: Mail) -> Outcome:
        del mail
        return Outcome(Went.NEVER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(
        tmp_path / "line.db", b"an invented secret of some length", tmp_path / "keys", cost=CHEAPEST
    )
    store.migrate()
    store.agree(NOON)
    yield store
    store.close()


def told(store: Store, at: int) -> set[str]:
    facts = Facts(at, NOON - 60, store.chores.all(), signal=True)
    return {finding.name for finding in findings(facts) if finding.told}


def test_a_captcha_is_told_until_a_text_has_left(store: Store, place: Place, wording: Wording) -> None:
    at, signal = [NOON], Scripted([Outcome(Went.LATER, alarm="captcha"), Outcome(Went.SENT)])
    troubles = Troubles(store, lambda: at[0])
    carriers: Mapping[str, Carrier] = {"signal": signal}
    sending = Sending(store, carriers, place, wording, lambda: at[0], troubles.raise_alarm, troubles.sent)
    with store.turn("signal:somebody", NOON) as turn:
        turn.post(Mail("signal:somebody", "any words").written(), NOON + 1_800)
    sending.answer()
    assert told(store, NOON) == {"captcha"}
    at[0] += 60
    sending.answer()
    assert signal.outcomes == []
    assert told(store, NOON + 60) == set()


def test_a_text_message_that_leaves_says_nothing_of_signal(store: Store) -> None:
    troubles = Troubles(store, lambda: NOON)
    troubles.raise_alarm("limited")
    troubles.sent("sms")
    assert told(store, NOON) == {"limited"}
    troubles.sent("signal")
    assert told(store, NOON) == set()


def test_what_one_person_met_is_not_over_because_another_is_answered(store: Store) -> None:
    troubles = Troubles(store, lambda: NOON)
    troubles.raise_alarm("untrusted")
    troubles.raise_alarm("stale")
    troubles.sent("signal")

    assert told(store, NOON) == {"untrusted", "stale"}


def test_the_same_trouble_is_noted_every_ten_minutes_at_most_and_not_to_the_second(store: Store) -> None:
    at = [NOON + 59]
    troubles = Troubles(store, lambda: at[0])
    noted = []
    for _ in range(3):
        troubles.raise_alarm("captcha")
        noted.append(store.chores.last("captcha")["at"])
        at[0] += AGAIN - 60

    assert noted == [NOON + 50, NOON + 50, NOON + 1_130]


def test_the_token_of_a_captcha_is_kept(store: Store) -> None:
    store.chores.note("captcha", at=NOON - AGAIN, token="a challenge")  # noqa: S106 - an invented one
    Troubles(store, lambda: NOON).raise_alarm("captcha")

    assert store.chores.last("captcha") == {"at": NOON, "token": "a challenge"}


def test_a_trouble_comes_again_at_once_after_it_was_over(store: Store) -> None:
    troubles = Troubles(store, lambda: NOON)
    for _ in range(2):
        troubles.raise_alarm("captcha")
        assert told(store, NOON) == {"captcha"}
        troubles.sent("signal")
        assert told(store, NOON) == set()


def test_a_database_that_is_gone_holds_no_sender_up(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "line.db").unlink()
    troubles = Troubles(store, lambda: NOON)
    troubles.raise_alarm("captcha")
    troubles.sent("signal")
    troubles.raise_alarm("no such trouble")

    assert store.chores.all() == {}
