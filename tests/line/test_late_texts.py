"""Texts that lay at their channel while the line was away: what may still be said to them, and what may not (B1)."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.line import Line
from bot.mail import Mail
from bot.messages import Inbound
from storage import Store, month

WHO = "signal:cfd8ad65-0e1c-46a8-8f96-322ccaa73212"
REPORT = "two men push a crying girl into a black car, western and 3rd, right now"
NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
AT = int(NIGHT.timestamp())
MINUTE = 60
Waits = Callable[[str, int], list[str]]


@pytest.fixture
def waits(ready: Line, store: Store) -> Waits:
    """Text the line by Signal, and give what a worker would send at once."""
    numbers = count(1)

    def say(words: str, age: int) -> list[str]:
        inbound = Inbound("signal", WHO, words, f"1.{next(numbers)}", NIGHT, later=True, age=age)
        assert ready.engine.answer(inbound).kept
        sent = []
        while (parcel := store.outbox.claim(AT)) is not None:
            mail = Mail.read(parcel.message)
            assert mail
            sent.append(mail.text)
            store.outbox.done(parcel)
        return sent

    return say


def test_a_call_for_help_is_not_answered_after_five_minutes(waits: Waits) -> None:
    """By then the phone may be in another hand."""
    assert "888-373-7888" in " ".join(waits("they wont let me leave", 4 * MINUTE))
    assert waits("they wont let me leave", 6 * MINUTE) == []
    assert waits("he has a gun", 6 * MINUTE) == []


def test_a_report_is_answered_for_half_an_hour(waits: Waits) -> None:
    waits("man yells at girls by a black car", 0)

    assert waits("1", 6 * MINUTE) != []
    assert waits("western and 5th", 31 * MINUTE) == []


def test_whoever_heard_nothing_because_it_was_late_begins_anew_at_once(waits: Waits, store: Store) -> None:
    """Not seconds later, when the conversation may be another one already."""
    waits("he has a gun", 6 * MINUTE)

    assert "something I saw" not in waits("they wont let me leave", 0)[0]
    assert store.outbox.drop_stale(AT + 1) == []
    assert "1 A safe place" in waits("2", 0)[0]


def test_after_half_an_hour_a_text_is_counted_and_nothing_of_it_kept(
    waits: Waits, store: Store, ready: Line
) -> None:
    """Nobody was told what silence would send, so silence must send nothing (A1)."""
    waits(REPORT, 31 * MINUTE)
    with store.turn(WHO, AT) as turn:
        assert turn.load() is None

    assert store.counts(month(AT, ready.place.zone)) == {"signal late": 1}
    assert store.send_on_unfinished(AT + 7_200) == 0


@pytest.mark.parametrize("word", ["X", "STOP", "ERASE"])
def test_whoever_wants_out_gets_out_however_late(waits: Waits, store: Store, word: str) -> None:
    waits("man yells at girls by a black car", 0)

    assert waits(word, 60 * MINUTE) == []
    with store.turn(WHO, AT) as turn:
        assert turn.load() is None


def test_an_old_text_that_nobody_can_keep_has_no_words_either(ready: Line, store: Store) -> None:
    store.close()
    store._database.path.rename(store._database.path.with_name("away.db"))

    def said(age: int) -> str:
        words = "he has a gun to my head"
        return ready.engine.answer(Inbound("signal", WHO, words, "1.1", NIGHT, later=True, age=age)).text

    assert "911" in said(4 * MINUTE)
    assert said(6 * MINUTE) == ""
