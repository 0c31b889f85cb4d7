"""Texts that Twilio took and the line did not: told from its list, by nothing that is kept for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from signed_texts import ACCOUNT, TOKEN
from twilio_stand import Stand, twilio

from bot.channels.account import Account
from bot.setup.environment import Secret
from bot.setup.settings import Twilio
from bot.watch import Facts, findings
from bot.worker.copies import Erasing
from storage import CHEAPEST, Store

NOON = 1_795_032_000
OURS = "+12135550100"
MINUTE = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(
        tmp_path / "line.db", b"an invented secret of some length", tmp_path / "keys", cost=CHEAPEST
    )
    store.migrate()
    store.agree(NOON)
    yield store
    store.close()


@pytest.fixture
def stand() -> Iterator[Stand]:
    with twilio(NOON) as stand:
        yield stand


@pytest.fixture
def look(store: Store, stand: Stand) -> Callable[[], int]:
    """Let the worker go through Twilio's list once, and give how many texts it says were missed."""
    account = Account(Twilio(ACCOUNT, Secret(TOKEN), None, stand.url))
    erasing = Erasing(account, store, lambda: (OURS,), lambda: stand.now)

    def once() -> int:
        erasing.round()
        return int(store.chores.last("missed").get("count", 0))

    return once


def took(store: Store, sid: str, at: int, sender: str = "+12135550142") -> None:
    """Take a text, as a door does."""
    with store.turn(f"sms:{sender}", at) as turn:
        assert not turn.seen(sid)


def test_texts_that_reached_us_are_not_missed(store: Store, stand: Stand, look: Callable[[], int]) -> None:
    for age in range(0, 80, 5):
        message = stand.add(age * MINUTE)
        if age < 30:
            took(store, message.sid, stand.now - age * MINUTE)
    stand.answer_of_ours(5 * MINUTE)

    assert look() == 0
    assert store.chores.last("twilio")["outcome"] == "done"


def test_texts_that_never_came_are_told(store: Store, stand: Stand, look: Callable[[], int]) -> None:
    stand.add(3 * MINUTE)
    stand.add(20 * MINUTE)
    stand.answer_of_ours(20 * MINUTE)  # the fallback has said that nothing was received
    took(store, stand.add(10 * MINUTE).sid, stand.now - 10 * MINUTE)

    assert look() == 2
    told = [finding for finding in findings(Facts(NOON, NOON, store.chores.all())) if finding.told]
    assert [(finding.name, finding.red) for finding in told] == [("missed", True)]


def test_the_same_text_of_another_sender_is_another(
    store: Store, stand: Stand, look: Callable[[], int]
) -> None:
    took(store, stand.add(3 * MINUTE).sid, stand.now, sender="+12135550143")

    assert look() == 1


@pytest.mark.parametrize(
    ("age", "facts"),
    [
        (119, {}),  # Twilio may still repeat it
        (28 * MINUTE + 1, {}),  # we may have forgotten it
        (5 * MINUTE, {"from_": "262966"}),  # a short code, which no door takes
        (5 * MINUTE, {"from_": "whatsapp:+12135550142"}),
    ],
)
def test_what_cannot_be_told_is_not_told(
    stand: Stand, look: Callable[[], int], age: int, facts: dict[str, str]
) -> None:
    stand.add(age, **facts)

    assert look() == 0


def test_it_is_told_until_half_an_hour_after_the_last_one(
    store: Store, stand: Stand, look: Callable[[], int]
) -> None:
    stand.add(3 * MINUTE)
    told = []
    for _ in range(12):
        look()
        noted = findings(Facts(stand.now, NOON, store.chores.all()))
        told.append(any(finding.name == "missed" and bool(finding.told) for finding in noted))
        stand.now += 5 * MINUTE
        store.agree(stand.now)

    assert told == [True] * 9 + [False] * 3


def test_nothing_of_a_missed_text_is_kept(stand: Stand, look: Callable[[], int], tmp_path: Path) -> None:
    message = stand.add(3 * MINUTE)
    look()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("**/*") if path.is_file())

    assert message.sid.encode() not in kept
    assert b"2135550142" not in kept
    assert b"marigold" not in kept
