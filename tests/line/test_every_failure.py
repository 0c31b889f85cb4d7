"""Each class of failure, one by one, at the Signal door too: the right constant words, nothing kept, one line in the log."""

import inspect
import logging
from datetime import UTC, datetime

import pytest
from bad_days import SAID, must_hear

from bot.line import Line
from bot.messages import Inbound
from bot.words.wording import Wording
from storage import NoIntakeKey, StorageError, Store
from storage.ground import errors

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
WHO = "signal:cfd8ad65-0e1c-46a8-8f96-322ccaa73212"
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, (StorageError, NoIntakeKey))
]


def by_signal(words: str, **more: object) -> Inbound:
    """Give a text as the Signal door hands it on."""
    return Inbound("signal", WHO, words, "1.1", NIGHT, later=True, **more)  # type: ignore[arg-type] # whatever a test adds


@pytest.fixture
def failing(
    ready: Line, store: Store, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Line:
    """A line whose every turn fails in one way, and whose storage is whole again afterwards."""

    def fail(*_: object) -> None:
        raise request.param

    monkeypatch.setattr(store, "turn", fail)
    return ready


@pytest.mark.parametrize("failing", KINDS, indirect=True, ids=lambda kind: kind.__name__)
def test_each_gets_its_constant_words_is_not_kept_and_is_one_line_in_the_log(
    failing: Line,
    store: Store,
    wording: Wording,
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
) -> None:
    caplog.set_level(logging.INFO, "porchlight")
    answers = {words: failing.engine.answer(by_signal(words)) for words in SAID}

    assert {words: answer.text for words, answer in answers.items()} == must_hear(wording)
    assert not any(answer.kept for answer in answers.values())
    assert store.outbox.waiting(int(NIGHT.timestamp())).texts == 0
    kind = request.node.callspec.params["failing"].__name__
    told = [record.getMessage().partition(" at ")[0] for record in caplog.records]
    assert told == [f"failed channel=signal error={kind}"] * len(SAID)


@pytest.mark.parametrize("failing", [errors.Locked], indirect=True)
def test_who_cannot_be_talked_to_or_was_answered_already_hears_nothing(failing: Line) -> None:
    for message in (
        by_signal("", kind="taken back", about="1.0"),
        Inbound("sms", "sms:+12135550142", "STOP", "SM1", NIGHT, carrier="STOP"),
        Inbound("sms", "sms:+12135550142", "HELP", "SM2", NIGHT, carrier="HELP"),
        by_signal("he has a gun", age=301),
    ):
        answer = failing.engine.answer(message)
        assert (answer.text, answer.kept) == ("", False)


@pytest.mark.parametrize("failing", [errors.DiskFull], indirect=True)
def test_erase_is_not_said_to_be_done(failing: Line) -> None:
    """Whoever believes that a report is gone does not ask again."""
    assert "did not reach us" in failing.engine.answer(by_signal("ERASE")).text


@pytest.mark.parametrize("failing", [errors.Corrupt], indirect=True)
def test_a_closed_line_says_so_and_danger_comes_first_all_the_same(
    failing: Line, store: Store, wording: Wording
) -> None:
    store.switch.close()

    assert failing.engine.answer(by_signal("hi")).text == wording.text("en", "common.closed")
    assert failing.engine.answer(by_signal("he has a gun")).text == wording.text("en", "common.danger")
    assert failing.engine.answer(by_signal("x")).text == "OK."
