"""What one sender may lay before the readers: how much they are told of a chat that sends again and again (E2), and the caps."""

import json
from collections.abc import Callable

import pytest

from flows.turn import ACCOUNT

Send = Callable[..., str]
Reports = Callable[[], list[bytes]]
SEEN = "man shouting at two girls by a black car, western and 3rd, last night"


def sent(text: Send, minutes: float = 0) -> None:
    """Send one whole report, and stand at the door again."""
    text(SEEN, minutes=minutes)
    assert "Your code" in text("1", minutes=minutes)
    text("menu", minutes=minutes)


def rows(reports: Reports) -> list[int]:
    return sorted(json.loads(report)["row"] or 0 for report in reports())


def test_readers_are_told_from_the_third_report_of_one_chat_on(text: Send, reports: Reports) -> None:
    for _ in range(4):
        sent(text)

    assert rows(reports) == [0, 0, 3, 4]


@pytest.mark.parametrize("between", ["x", "half an hour"])
def test_whoever_left_or_was_silent_is_not_known_again(text: Send, reports: Reports, between: str) -> None:
    for _ in range(2):
        sent(text)
    if between == "x":
        text("x")
    sent(text, minutes=0 if between == "x" else 45)

    assert rows(reports) == [0, 0, 0]


def test_one_account_holds_four_thousand_letters_however_much_is_texted(text: Send, reports: Reports) -> None:
    for words in (
        "hi",
        "1",
        *(f"{number} a man takes money from girls {'every night ' * 130}" for number in range(5)),
    ):
        answer = text(words)
    text("skip")
    text("skip")
    text("1")

    assert "That is all one report can hold" in answer
    assert all(len(json.loads(report)["account"]) <= ACCOUNT for report in reports())
