"""A turn is exclusive, durable, all or nothing, and knows a sender for half an hour."""

import pytest

from storage import NoIntakeKey, Session, Store, TipFacts

HALF_HOUR = 1800


def test_a_conversation_is_there_at_the_next_turn(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() is None
        turn.save(b"where?", at + HALF_HOUR)

    with store.turn("sms:+12135550100", at + 60) as turn:
        assert turn.load() == b"where?"


def test_one_sender_never_sees_anothers_conversation(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        turn.save(b"where?", at + HALF_HOUR)

    with store.turn("sms:+12135550101", at) as turn:
        assert turn.load() is None
    with store.turn("try:+12135550100", at) as turn:
        assert turn.load() is None


def test_a_conversation_is_gone_at_the_second_its_time_is_over(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        turn.save(b"where?", at + HALF_HOUR)

    with store.turn("sms:+12135550100", at + HALF_HOUR - 1) as turn:
        assert turn.load() == b"where?"
    with store.turn("sms:+12135550100", at + HALF_HOUR) as turn:
        assert turn.load() is None


def test_a_forgotten_conversation_is_gone_at_once(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        turn.save(b"where?", at + HALF_HOUR)
        turn.forget()
        assert turn.load() is None

    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() is None


def test_the_same_message_is_taken_once_by_each_sender(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        assert not turn.seen("SM1")
        assert turn.seen("SM1")
    with store.turn("sms:+12135550100", at + 28 * 60) as turn:
        assert turn.seen("SM1")
    with store.turn("sms:+12135550101", at) as turn:
        assert not turn.seen("SM1")
    with store.turn("sms:+12135550100", at + 30 * 60) as turn:
        assert not turn.seen("SM1")
        assert turn.seen("SM1")


def test_trap_1_a_turn_that_fails_leaves_nothing_at_all(
    store: Store, ana: Session, at: int, facts: TipFacts
) -> None:
    """`with connection:` would have kept the rows written before the failure."""
    receipts: list[str] = []

    def fail() -> None:
        with store.turn("sms:+12135550100", at) as turn:
            turn.seen("SM1")
            turn.save(b"where?", at + HALF_HOUR)
            receipts.append(turn.submit(b"{}", facts))
            turn.count("tips")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with store.turn("sms:+12135550100", at) as turn:
        assert not turn.seen("SM1")
        assert turn.load() is None
    assert store.tips.find(receipts[0], at) is None
    assert store.tips.page(ana, at).rows == []
    assert store.counts("2026-11") == {}


def test_counters_add_up_by_the_month_of_the_place(store: Store, at: int) -> None:
    first_of_december = 1_796_112_000  # 00:00 in Los Angeles, 08:00 in UTC
    for moment in (at, first_of_december - 1, first_of_december):
        with store.turn("sms:+12135550100", moment) as turn:
            turn.count("help")
            turn.count("help")

    assert store.counts("2026-11") == {"help": 4}
    assert store.counts("2026-12") == {"help": 2}


def test_a_tip_that_nobody_could_read_is_not_taken(store: Store, at: int, facts: TipFacts) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        with pytest.raises(NoIntakeKey):
            turn.submit(b"{}", facts)
        turn.save(b"asked to come back", at + HALF_HOUR)

    with store.turn("sms:+12135550100", at) as turn:
        assert turn.load() == b"asked to come back"


@pytest.mark.parametrize("address", ["", "sms:", "signal:\ud800", "x" * 10_000, "sms:+1\0"])
def test_any_address_there_can_be_has_its_turn(store: Store, at: int, address: str) -> None:
    with store.turn(address, at) as turn:
        assert not turn.seen("\ud83d")
        turn.save(b"", at + HALF_HOUR)

    with store.turn(address, at) as turn:
        assert turn.load() == b""
