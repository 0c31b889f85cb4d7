"""Machines that answer the line, and people who curse it: a loop ends by itself, and nothing of it is a report."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import Store
from tests.line.conftest import NIGHT

Send = Callable[..., str]
HERE = "We are here if you want to tell us something. X clears this chat."
AUTO = "Thank you for contacting Oak Dental. We will reply within one business day."
WITNESS = ("hi", "1", "man takes money from two girls by a black car")


def test_another_machine_gets_two_answers_and_then_silence_until_somebody_says_something_else(
    text: Send,
) -> None:
    assert [bool(text(AUTO)) for _ in range(6)] == [True, True, False, False, False, False]
    assert text("there is a man by the door")


def test_an_echo_of_our_own_words_ends_after_two(text: Send) -> None:
    answers = [text("hi")]
    while answers[-1] and len(answers) < 20:
        answers.append(text(answers[-1]))

    assert len(answers) == 4


def test_an_echo_of_the_words_for_danger_ends_as_well(text: Send) -> None:
    answers = [text("he is hitting her right now")]
    while answers[-1] and len(answers) < 20:
        answers.append(text(answers[-1]))

    assert len(answers) < 8


def test_the_same_text_again_and_again_is_answered_three_times(text: Send) -> None:
    assert [bool(text("there is this guy at the corner")) for _ in range(6)] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    "words", ["he is hitting her right now", "i want to kill myself", "he took my passport"]
)
def test_danger_and_need_said_again_and_again_are_answered_every_time(text: Send, words: str) -> None:
    assert all(text(words) for _ in range(12))


def test_short_answers_may_come_again(text: Send) -> None:
    assert all(text("1") for _ in range(6))


@pytest.mark.parametrize(
    "words",
    [
        AUTO,
        "you are all useless losers",
        "we know where you work",
        "Congratulations, you won a gift card, click this link",
    ],
)
def test_nothing_of_it_is_ever_in_a_report(
    text: Send, store: Store, reports: Callable[[], list[bytes]], words: str
) -> None:
    for told in (*WITNESS, words, words):
        text(told)
    store.send_on_unfinished(int((NIGHT + timedelta(hours=2)).timestamp()))

    (report,) = reports()
    assert words.encode() not in report
    assert b"black car" in report


def test_an_insult_is_answered_once_and_shortly_and_then_as_nothing_that_was_said(text: Send) -> None:
    assert text("you are all useless losers") == HERE
    second = text("go to hell")
    assert second not in {"", HERE}
    assert "1 Something I saw" in second


def test_a_threat_does_not_move_the_question_that_was_asked(text: Send) -> None:
    asked = [text(words) for words in WITNESS][-1]

    assert text("we know where you work") == HERE
    assert "right now" in asked
    assert "911" in text("1")


def test_an_advert_gets_the_first_text_and_no_other(text: Send) -> None:
    advert = "Congratulations, you won a gift card, click this link"

    assert text(advert) == text("hi", sender="sms:+12135550177")
    assert text("Double your bitcoin now at example.com") == ""
    assert text("there is a man by the door")


def test_an_advert_in_a_conversation_gets_nothing(text: Send) -> None:
    text("hi")

    assert text("Congratulations, you won a gift card, click this link") == ""


def test_x_begins_anew_even_after_a_loop(text: Send) -> None:
    for _ in range(6):
        text(AUTO)

    assert text("x") == "OK."
    assert text("hi")
