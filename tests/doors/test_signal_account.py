"""Our account on Signal: what is asked of signal-cli-rest-api, and no answer that is not what it should be."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from signal_network import NUMBER, Fault
from signal_stand import Stand, signal_cli

from bot.channels.signal.account import About, Odd, SignalAccount, Username
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure, Wire

Ask = Callable[[SignalAccount], object]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with signal_cli(tmp_path) as made:
        yield made


@pytest.fixture
def account(stand: Stand) -> SignalAccount:
    return SignalAccount(Wire(stand.url, 1.0), NUMBER)


def test_it_says_what_it_is_and_what_it_holds(account: SignalAccount, stand: Stand) -> None:
    stand.network.tell("attached", name="one.png")

    assert account.about() == About("json-rpc", "0.101")
    assert account.accounts() == [NUMBER]
    assert account.attachments() == ["one.png"]
    assert account.log_level() == "info"
    assert account.link_address("Elm Line").startswith("sgnl://linkdevice?")


@pytest.mark.parametrize("body", ['{"logging":{"Level":"DEBUG"}}', '{"logging":{"level":"debug"}}'])
def test_the_level_of_its_log_is_read_however_a_version_spells_it(
    account: SignalAccount, stand: Stand, body: str
) -> None:
    stand.queue(Fault(200, body))

    assert account.log_level() == "debug"


def test_a_username_comes_with_its_link(account: SignalAccount) -> None:
    assert account.claim("porch") == Username("porch.07", f"https://signal.me/#eu/{b'porch.07'.hex()}")


def test_the_number_in_an_address_cannot_be_taken_for_a_space(account: SignalAccount, stand: Stand) -> None:
    account.set_profile("Elm Line", None)
    account.set_findable(by_number=False)
    account.verify("123456")

    assert all("%2B12135550111" in path for _, path, _ in stand.asked())


ASKS: dict[str, Ask] = {
    "about": SignalAccount.about,
    "log_level": SignalAccount.log_level,
    "accounts": SignalAccount.accounts,
    "attachments": SignalAccount.attachments,
    "link_address": lambda account: account.link_address("x"),
    "claim": lambda account: account.claim("porch"),
}
ODD = {
    "nothing": "",
    "a page": "<html>welcome</html>",
    "null": "null",
    "a number": "7",
    "of another kind": '[{"number":7}]',
    "of no kind": '{"mode":7,"version":"0.101","logging":"x","username":"","username_link":"","device_link_uri":""}',
    "half": '{"mode":"json-rpc","logging":{},"username":"porch.07","device_link_uri":"https://example.org"}',
    "elsewhere": '{"username":"porch.07","username_link":"https://example.org/#eu/marigold","logging":{"Level":7}}',
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_an_answer_that_makes_no_sense_is_taken_for_nothing_else(
    account: SignalAccount, stand: Stand, ask: Ask, body: str
) -> None:
    stand.queue(Fault(200, body))

    with pytest.raises(Odd):
        ask(account)


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (Fault(400, '{"error":"no"}'), Refused),
        (Fault(301, ""), Refused),
        (Fault(hang=2.0), Unsure),
        (Fault(drop="after"), Broken),
    ],
    ids=["refused", "sent elsewhere", "late", "cut off"],
)
@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_each_failure_of_the_way_there_stays_what_it_is(
    stand: Stand, ask: Ask, fault: Fault, failure: type[Exception]
) -> None:
    stand.queue(fault)

    with pytest.raises(failure):
        ask(SignalAccount(Wire(stand.url, 0.2), NUMBER))


def test_nobody_there_is_told_apart(account: SignalAccount, stand: Stand) -> None:
    stand.stop()

    with pytest.raises(Unreached):
        account.about()
