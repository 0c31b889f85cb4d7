"""The Signal door: who may hand something over, what becomes of it, and that it is answered before anything else."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from echo_line import Echo
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from signal_texts import (
    ANA,
    BEN,
    GROUP,
    LINE,
    NUMBER,
    SIGNAL,
    TOKEN,
    UNTRUSTED,
    WEBHOOK,
    Told,
    body,
    data,
    envelope,
    text,
    webhook,
)
from signal_voice import Ears, ears
from werkzeug.test import TestResponse

from bot import app
from bot.channels.signal import probe
from bot.channels.signal.api import SignalApi
from bot.channels.signal.voice import Voice
from bot.channels.signal.wire import Wire
from bot.mail import SOON
from bot.messages import Answer, Inbound
from bot.quiet import QuietFormatter
from bot.setup.environment import Secret
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.signal_app import create_signal_app
from storage import CHEAPEST, Store, month

AT = 1_795_428_000
WORD = "marigold"


class Lost:
    """An engine behind which nothing can be kept."""

    def answer(self, inbound: Inbound) -> Answer:
        """Say what is to be said nevertheless."""
        return Answer("" if inbound.text == "nothing" else f"not kept: {inbound.text}", kept=False)


@pytest.fixture
def store(place: Place, tmp_path: Path) -> Store:
    """A database behind the door."""
    made = Store(
        tmp_path / "line.db", b"s" * 32, tmp_path / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    made.migrate()
    return made


@pytest.fixture
def settings(variables: dict[str, str]) -> Settings:
    """A line with Signal."""
    return Settings.read(variables | SIGNAL)


@pytest.fixture
def door(settings: Settings, store: Store) -> FlaskClient:
    """The door of a line that echoes."""
    return create_signal_app(Echo(), settings, store).test_client()


@pytest.fixture
def hearing() -> Iterator[Ears]:
    """Somewhere to say something to."""
    with ears() as listening:
        yield listening


@pytest.fixture
def lost(settings: Settings, store: Store, hearing: Ears) -> FlaskClient:
    """The door of a line that can keep nothing."""
    assert settings.signal
    told = replace(settings.signal, api_url=hearing.url)
    return create_signal_app(Lost(), replace(settings, signal=told), store).test_client()


def hand_over(client: FlaskClient, told: Told, **how: str) -> TestResponse:
    """Post it, and let go of the answer, as whoever has it whole does."""
    return client.post(WEBHOOK, data=body(told), buffered=True, **how)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [QuietFormatter().format(record).partition("Z ")[2] for record in caplog.records]


def test_what_is_taken_is_answered_with_nothing(door: FlaskClient) -> None:
    response = hand_over(door, webhook(text("hi")), content_type="application/json")

    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?token=",
        f"?token={TOKEN[:-1]}",
        f"?token={TOKEN}x",
        f"?token={TOKEN}&token={TOKEN}",
        f"?token=x&token={TOKEN}",
        f"?Token={TOKEN}",
        "?token=%ff%00é",
    ],
)
def test_without_the_token_nothing_is_taken(
    door: FlaskClient, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    response = door.post(f"/signal{query}", data=body(webhook(text(f"say {WORD}"))))

    assert response.status_code == 403
    assert TOKEN not in response.text
    assert logged(caplog) == ["WARNING refused channel=signal status=403"]


@pytest.mark.parametrize(
    ("line", "status"),
    [(b"{", 400), (b"", 400), (b"\xff", 400), (b"[" * 100_000, 400), (b" " * 262_145, 413)],
)
def test_what_cannot_be_read_is_refused(
    door: FlaskClient, caplog: pytest.LogCaptureFixture, line: bytes, status: int
) -> None:
    assert door.post(WEBHOOK, data=line).status_code == status
    assert logged(caplog) == [f"WARNING refused channel=signal status={status}"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""])
def test_the_type_of_the_body_does_not_matter(lost: FlaskClient, hearing: Ears, kind: str) -> None:
    assert hand_over(lost, webhook(text("hi")), content_type=kind).status_code == 200
    assert hearing.next()


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS", "HEAD"])
def test_it_is_posted_to_and_nothing_else(door: FlaskClient, method: str) -> None:
    assert door.open(WEBHOOK, method=method).status_code == 405


@given(st.binary(max_size=200))
def test_no_bytes_are_a_failure(line: bytes) -> None:
    variables = {
        "PORCHLIGHT_SECRET": "5a" * 32,
        "PORCHLIGHT_DATABASE": "/nowhere/line.db",
        "PORCHLIGHT_URL": "https://line.example.org",
        "PORCHLIGHT_ERASED": "/tmp/erased",  # noqa: S108 - a folder that is there
        "TWILIO_ACCOUNT_SID": "AC" + "1f" * 16,
        "TWILIO_AUTH_TOKEN": "8d" * 16,
    }
    settings = Settings.read(variables | SIGNAL)
    store = Store(settings.database, b"s" * 32, settings.day_keys)
    client = create_signal_app(Echo(), settings, store).test_client()

    assert client.post(WEBHOOK, data=line).status_code in {200, 400}


def test_a_failure_of_ours_is_500_and_silent(door: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    response = hand_over(door, webhook(text(f"fail {WORD}")))

    assert (response.status_code, response.data) == (500, b"")
    assert logged(caplog)[0].startswith("ERROR failed door=signal error=RuntimeError at echo_line:")
    assert WORD not in " ".join(logged(caplog))


def test_a_line_without_signal_starts_and_says_what_is_missing(variables: dict[str, str]) -> None:
    """A host that starts again whatever has ended would start it for ever."""
    client = app.signal(variables).test_client()
    response = client.post(WEBHOOK, data=b"{}")

    assert response.status_code == 503
    assert [name for name in SIGNAL if name not in response.text] == []


def test_a_probe_that_came_back_is_noted(door: FlaskClient, store: Store) -> None:
    words = probe.written(Secret(TOKEN), AT)
    before = int(time.time())
    hand_over(door, webhook(text(words, BEN, number=LINE)))
    noted = store.chores.last("echo")

    assert noted["sent"] == AT
    assert before <= noted["at"] <= time.time()


def test_a_probe_that_we_did_not_write_is_not_noted(door: FlaskClient, store: Store) -> None:
    ours, theirs = probe.written(Secret(TOKEN), AT), probe.written(Secret("x" * 32), AT)
    for words, number in (
        (ours, None),
        (ours, NUMBER),
        (theirs, LINE),
        (ours + " ", LINE),
        (ours[:-1], LINE),
    ):
        hand_over(door, webhook(text(words, BEN, number=number)))

    assert store.chores.last("echo") == {}


@given(st.text())
def test_no_text_is_taken_for_a_probe(words: str) -> None:
    assert probe.sent_at(Secret(TOKEN), words) is None
    assert probe.sent_at(Secret(TOKEN), f"{probe.PREFIX}{words}") is None


@given(st.integers(0, 16**12 - 1))
def test_a_probe_tells_when_it_was_sent(at: int) -> None:
    assert probe.sent_at(Secret(TOKEN), probe.written(Secret(TOKEN), at)) == at
    assert TOKEN not in probe.written(Secret(TOKEN), at)


def test_what_could_not_be_opened_is_counted_and_said_without_words(
    door: FlaskClient, store: Store, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    told = webhook(text("hi"), exception=UNTRUSTED)

    assert hand_over(door, told).status_code == 200
    assert store.counts(month(int(time.time()), place.zone)) == {"signal unreadable": 1}
    assert logged(caplog) == ["WARNING unreadable channel=signal"]


def test_our_own_books_are_no_reason_to_refuse_anything(
    door: FlaskClient, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.close()
    (tmp_path / "line.db").rename(tmp_path / "away.db")
    echo = text(probe.written(Secret(TOKEN), AT), BEN, number=LINE)

    assert hand_over(door, webhook(echo)).status_code == 200
    assert hand_over(door, webhook(envelope(), exception=UNTRUSTED)).status_code == 200
    assert sum(line.startswith("ERROR failed door=signal error=Missing") for line in logged(caplog)) == 2


def test_what_nobody_can_keep_is_answered_aloud_after_the_webhook(lost: FlaskClient, hearing: Ears) -> None:
    response = lost.post(WEBHOOK, data=body(webhook(text("hi"))), buffered=False)
    before = hearing.next(0.3)
    response.close()
    said = hearing.next()

    assert (response.status_code, before) == (200, None)
    assert said
    assert (said["message"], said["number"], said["recipients"]) == ("not kept: hi", LINE, [ANA])


def test_what_has_no_answer_or_is_for_a_group_is_not_said_aloud(lost: FlaskClient, hearing: Ears) -> None:
    for told in (text("nothing"), envelope(dataMessage=data("hi all", groupInfo=GROUP)), text("last")):
        hand_over(lost, webhook(told))
    said = hearing.next()

    assert said
    assert said["message"] == "not kept: last"
    assert hearing.next(0.2) is None


def test_the_voice_says_each_sentence_once_and_goes_on_after_a_failure(
    hearing: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    voice = Voice(SignalApi(Wire(hearing.url), LINE))
    hearing.status = 400
    voice.say(ANA, "one")
    first = hearing.next()
    hearing.status = 201
    voice.say(BEN, "two")
    second = hearing.next()

    assert first
    assert second
    assert (first["message"], second["message"]) == ("one", "two")
    assert hearing.next(0.2) is None
    (failed,) = logged(caplog)
    assert failed.startswith("ERROR failed channel=signal error=Refused at bot.channels.signal.wire:")


def await_(what: Callable[[], bool]) -> None:
    for _ in range(500):
        if what():
            return
        time.sleep(0.01)


def test_the_voice_says_nothing_that_is_old_and_holds_no_crowd(
    hearing: Ears, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = Voice(SignalApi(Wire(hearing.url), LINE), most=2)
    with hearing.reading:
        voice.say(ANA, "under way")
        await_(voice._queue.empty)
        for words in ("waits", "waits too", "one too many"):
            voice.say(ANA, words)
        real = time.monotonic
        monkeypatch.setattr(time, "monotonic", lambda: real() + SOON)
    said = hearing.next()
    await_(lambda: len(logged(caplog)) == 3)

    assert said
    assert said["message"] == "under way"
    assert hearing.next(0.2) is None
    assert [line.rpartition("=")[2] for line in logged(caplog)] == ["full", "late", "late"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # newer Pythons warn of what is tried here
def test_the_voice_speaks_in_a_process_that_was_forked(hearing: Ears) -> None:
    voice = Voice(SignalApi(Wire(hearing.url), LINE))
    voice.say(ANA, "parent")
    first = hearing.next()
    child = os.fork()
    if child == 0:
        voice.say(ANA, "child")
        time.sleep(20)
        os._exit(0)
    second = hearing.next()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    assert first
    assert second
    assert (first["message"], second["message"]) == ("parent", "child")


def test_nothing_of_a_message_or_of_the_token_is_logged(
    door: FlaskClient, lost: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for client in (door, lost):
        client.post(WEBHOOK, data=body(webhook(text(f"fail {WORD}", number=NUMBER))))
        client.post(WEBHOOK + "x", data=body(webhook(text(WORD))))
        client.post(WEBHOOK, data=body(webhook(text(WORD), exception=UNTRUSTED))[:-9])
    printed = " ".join(logged(caplog))

    assert [mark for mark in (WORD, TOKEN, ANA, NUMBER, LINE) if mark in printed] == []
