"""Whoever floods the line meets one plain line and then silence; nobody in danger or in need ever does (E1)."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line import line
from bot.messages import Inbound
from bot.setup.place import Place
from flows.book import book
from flows.brake import paced
from flows.busy import sparing
from flows.heard import Heard
from flows.state import State
from storage import Store
from tests.line.conftest import NIGHT

Send = Callable[..., str]
SLOW = "That is a lot at once. Please wait a few minutes. Emergency: 911."
BUSY = "We are very busy and may not answer now. Please text again later. Any time: 888-373-7888. Emergency: 911."
"""What whoever texts is told when there is no budget any more."""
OTHERS = (
    "two men by a van",
    "there is this guy",
    "something bad happened",
    "who are you guys to ask",
)


def flood(text: Send, texts: int, **more: object) -> list[str]:
    """Send that many texts of which none is like the one before, two seconds apart."""
    return [text(f"{OTHERS[n % len(OTHERS)]} {'abcdefghjk'[n % 10] * 3} again", **more) for n in range(texts)]


def test_after_twenty_texts_at_once_there_is_one_plain_line_and_then_silence(text: Send) -> None:
    answers = flood(text, 40)

    assert SLOW not in answers[:20]
    assert all(answers[:20])
    assert answers.count(SLOW) == 1
    assert sum(bool(answer) for answer in answers) <= 20 + 1 + 80 // 30  # and what was free again meanwhile


def test_ten_quiet_minutes_give_all_turns_back(text: Send) -> None:
    flood(text, 40)

    assert all(flood(text, 20, minutes=14))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("he is hitting her right now", "911"),
        ("i want to kill myself", "988"),
        ("HELP", "888-373-7888"),
        ("he took my passport", "888-373-7888"),
        ("stop", "START"),
        ("x", "OK."),
        ("ERASE", "forgotten"),
    ],
)
def test_a_flooder_is_answered_at_once_in_danger_in_need_and_on_the_way_out(
    text: Send, words: str, said: str
) -> None:
    flood(text, 40)

    assert said in text(words)


def test_whoever_was_asked_something_after_danger_can_answer(text: Send) -> None:
    flood(text, 40)
    text("he is hitting her right now")

    assert text("2")


def test_a_message_that_comes_again_gets_the_plain_line_again_and_silence_again(text: Send) -> None:
    for number in range(40):
        words = f"and another thing {'abcdefghjk'[number % 10] * 3}"
        if text(words, message_id=f"SMa{number}") == SLOW:
            break

    assert text(words, message_id=f"SMa{number}") == SLOW
    assert text("and another car", message_id="SMb") == ""
    assert text("and another car", message_id="SMb") == ""


@pytest.fixture
def poor(store: Store, place: Place) -> Send:
    """Text a line that gives four answers in half an hour before reports fall, five before greetings, eight before help."""
    ready = line(place, store, budget=8)
    numbers = iter(range(1, 10_000))

    def send(words: str, *, sender: str = "sms:+12135550100", minutes: float = 0) -> str:
        at = NIGHT + timedelta(minutes=minutes, seconds=next(numbers))
        return ready.engine.answer(Inbound("sms", sender, words, f"SM{next(numbers)}", at)).text

    return send


def spend(text: Send, answers: int) -> None:
    """Let strangers use that many answers up by leaving."""
    for number in range(answers):
        text("x", sender=f"sms:+121355501{number + 50}")


def test_reports_fall_first_then_greetings_then_help_and_danger_never(poor: Send) -> None:
    spend(poor, 4)
    assert poor("man shouting at two girls by a black car on western", sender="sms:+12135550101") == BUSY
    spend(poor, 1)
    assert poor("hi", sender="sms:+12135550102") == BUSY
    assert "888-373-7888" in poor("he took my passport", sender="sms:+12135550103") != BUSY
    spend(poor, 2)
    assert poor("they wont let me leave", sender="sms:+12135550104") == BUSY
    assert poor("x", sender="sms:+12135550105") == ""
    assert "911" in poor("he is hitting her right now", sender="sms:+12135550106") != BUSY
    assert "988" in poor("i want to kill myself", sender="sms:+12135550107") != BUSY
    assert "888-373-7888" in poor("HELP", sender="sms:+12135550108") != BUSY
    assert "START" in poor("stop", sender="sms:+12135550109")


def test_a_busy_line_is_told_once_and_keeps_what_was_told_for_when_it_has_time(poor: Send) -> None:
    spend(poor, 5)
    first = poor("man shouting at two girls by a black car on western")
    more = [poor(words) for words in ("the car is a honda", "he has a tattoo on his neck")]

    assert [first, *more] == [BUSY, "", ""]
    assert poor("western and 3rd i think", minutes=16)
    assert "SKIP" in poor("1", minutes=16.5)


def test_a_report_that_is_ready_is_sent_by_a_busy_line(
    poor: Send, reports: Callable[[], list[bytes]]
) -> None:
    for words in ("man shouting at two girls by a black car, western and 3rd, last night", "1"):
        answer = poor(words)
    spend(poor, 8)

    assert "Your code" in answer or "Your code" in poor("1")
    assert len(reports()) == 1


def test_silence_sends_nothing_of_somebody_in_need_whom_a_busy_line_did_not_answer(
    poor: Send, store: Store, reports: Callable[[], list[bytes]]
) -> None:
    poor("hi")
    poor("1")
    poor("man takes money from two girls by a black car")
    spend(poor, 8)
    poor("its me he does it to")
    store.send_on_unfinished(int((NIGHT + timedelta(hours=2)).timestamp()))

    assert reports() == []


def test_the_next_half_hour_has_a_budget_of_its_own(poor: Send) -> None:
    spend(poor, 8)

    assert poor("hi", minutes=16) != BUSY


def test_the_count_of_answers_does_not_outlive_its_half_hour(poor: Send, store: Store) -> None:
    spend(poor, 3)
    now = int(NIGHT.timestamp())

    assert store.given(now) == 3
    assert store.given(now + 1800) == 0
    store.sweep(now + 1800)
    assert store.given(now) == 0


HEARD = st.builds(
    Heard,
    text=st.sampled_from(["", "two men by a van", "you fools"]),
    lane=st.sampled_from(["danger", "crisis", "help", "tip", "stop", "unclear"]),
    command=st.sampled_from(["", "", "exit", "skip", "back", "fix", "menu", "language"]),
    choice=st.integers(0, 4),
    abuse=st.sampled_from(["", "", "insult", "threat", "spam", "bot"]),
    digest=st.sampled_from(["", "aa", "bb"]),
)


@given(st.lists(st.tuples(HEARD, st.integers(0, 90), st.sampled_from([0.0, 1.0, 1.3, 2.5])), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_row_of_abuse_breaks_the_line_and_danger_is_always_answered(
    row: list[tuple[Heard, int, float]],
) -> None:
    state, at = State(language="en"), 1_800_000_000
    for heard, seconds, spent in row:
        at += seconds
        turn = sparing(book, state, heard, at, spent)
        state = State.of(turn.state.plain())
        if heard.lane in {"danger", "crisis"} and not heard.command:
            assert any(line.rpartition(".")[2] == heard.lane for line in turn.say)


@given(st.integers(1, 29), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_nobody_gets_more_than_two_answers_a_minute_for_long(gap: int, chance: random.Random) -> None:
    state, at, answers = State(language="en"), 1_800_000_000, 0
    for number in range(120):
        at += chance.randint(1, gap)
        heard = Heard(text=f"there is this {number}", digest=f"{number}")
        answers += bool(paced(book, state, heard, at).say)

    assert answers <= 20 + (at - 1_800_000_000) // 30 + 2
