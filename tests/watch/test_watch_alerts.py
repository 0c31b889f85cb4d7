"""Alerts by apprise: what leaves, what is logged, and what does not."""

import io
import logging
import subprocess
import sys
import time

import pytest
from alert_receiver import receiver

from bot import quiet
from bot.setup.environment import BadSetting, Secret
from bot.setup.settings import PROJECT
from bot.worker.alerts import Alerts

SENTENCE = "Signal wants a captcha: run porchlight signal captcha."


@pytest.fixture
def log() -> io.StringIO:
    """The log as a worker sets it up."""
    stream = io.StringIO()
    quiet.setup(stream)
    logging.root.setLevel(logging.DEBUG)  # whatever anybody says shall be seen
    return stream


def test_a_message_is_the_place_and_the_sentence_and_nothing_of_the_machine() -> None:
    with receiver() as desk:
        assert Alerts([Secret(desk.address)], "Western Ave Line").tell(SENTENCE)

    (heard,) = desk.heard
    assert heard["message"] == f"Western Ave Line: {SENTENCE}"
    assert heard["title"] == ""
    assert {name for name, value in heard.items() if value} == {"version", "message", "type"}


def test_every_address_hears_it_and_one_that_takes_it_is_enough(log: io.StringIO) -> None:
    with receiver() as one, receiver() as two:
        one.status = 500
        alerts = Alerts([Secret(one.address), Secret(two.address)], "Here")
        assert [alerts.tell(f"{number}.") for number in range(3)] == [True] * 3
        two.status = 500
        assert not alerts.tell("3.")

    assert two.messages == ["Here: 0.", "Here: 1.", "Here: 2."]
    failures = [line for line in log.getvalue().splitlines() if "failed" in line]
    assert [line.partition("ERROR ")[2] for line in failures] == [
        "failed door=worker job=alerts count=1",
        "failed door=worker job=alerts count=2",
    ]


def test_an_address_is_in_no_line_of_any_log(log: io.StringIO) -> None:
    with receiver() as desk:
        desk.status = 403
        address = desk.address
        Alerts([Secret(address)], "Here").tell(SENTENCE)
    Alerts([Secret(address)], "Here").tell(SENTENCE)  # nobody listens any more
    with pytest.raises(BadSetting):
        Alerts([Secret("mailto://operator:hunter2secret@")], "Here")
    printed = log.getvalue()

    assert "failed door=worker job=alerts" in printed
    assert not any(part in printed for part in ("hunter2secret", "127.0.0.1", "operator", "json", "Western"))


def test_an_address_that_hangs_is_given_up(log: io.StringIO) -> None:
    with receiver() as desk:
        desk.hang = 8
        begun = time.monotonic()
        assert not Alerts([Secret(f"{desk.address}?rto=0.3")], "Here").tell(SENTENCE)
        assert time.monotonic() - begun < 4
        desk.hang = 0
    assert "failed" in log.getvalue()


@pytest.mark.parametrize("address", ["nonsense://somewhere", "json://", "slack://abc"])
def test_an_address_that_apprise_does_not_know_is_named_by_its_place_and_not_shown(address: str) -> None:
    with pytest.raises(BadSetting) as error:
        Alerts([Secret("json://127.0.0.1:9/"), Secret(address)], "Here")

    assert str(error.value).startswith(
        "PORCHLIGHT_ALERTS is malformed: apprise does not know the second address"
    )
    assert address not in str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        "mailto://operator:word@example.org",
        "ntfy://a-topic-nobody-guesses",
        "signal://127.0.0.1:8080/+12135550100/+12135550199",
        "matrixs://operator:word@matrix.example.org/!room:example.org",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#alarms",
    ],
)
def test_the_ways_that_the_page_for_operators_names_are_known(address: str) -> None:
    Alerts([Secret(address)], "Here")


def test_no_door_and_no_command_imports_apprise_without_need() -> None:
    code = (
        "import sys, bot.app, bot.serving, bot.cli, bot.worker.watching; sys.exit('apprise' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
