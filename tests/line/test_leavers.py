"""Whoever left while nothing could be written, and is back before they could be forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.turn.leavers import Leavers, Left, forget
from storage import Locked, Store, Turn

AT = 1_795_428_000
ANA = "sms:+12135550142"


@pytest.fixture
def leavers(store: Store) -> Leavers:
    """Somebody has left, and no thread is at it yet."""
    with store.turn(ANA, AT) as turn:
        turn.save(b"before", AT + 1_800)
    found = Leavers(store)
    found._left[ANA] = Left(AT, wholly=True)
    return found


def come_back(leavers: Leavers, store: Store) -> None:
    with leavers.back(ANA) as left, store.turn(ANA, AT + 2) as turn:
        if left:
            forget(turn, left)
        turn.save(b"new", AT + 1_802)


def remembered(store: Store) -> bytes | None:
    with store.turn(ANA, AT + 3) as turn:
        return turn.load()


def test_what_somebody_says_who_is_back_is_not_forgotten_in_the_place_of_what_they_left(
    store: Store, leavers: Leavers, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = store.turn

    @contextmanager
    def overtaken(address: str, at: int) -> Iterator[Turn]:
        monkeypatch.setattr(store, "turn", turn)
        come_back(leavers, store)
        with turn(address, at) as taken:
            yield taken

    monkeypatch.setattr(store, "turn", overtaken)
    leavers._forget()

    assert remembered(store) == b"new"
    assert not leavers._some()


def test_whoever_is_back_in_vain_is_still_to_be_forgotten(
    store: Store, leavers: Leavers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise Locked

    with monkeypatch.context() as patched:
        patched.setattr(store, "turn", failing)
        with pytest.raises(Locked):
            come_back(leavers, store)
    leavers._forget()

    assert remembered(store) is None
    assert not leavers._some()
