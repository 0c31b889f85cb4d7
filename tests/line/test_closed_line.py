"""A line that is closed, and a group: whoever writes hears where help is, can leave, and nothing that they wrote is kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.line import Line
from bot.mail import SOON, Mail
from bot.messages import Answer, CarrierWord, Inbound
from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from storage import Store

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
SEEN = "man yelling at two girls by a black car, western and 3rd right now"
SHE = "signal:7d4f0a52-6f0d-4f8e-9d1a-0b8c3c1c2a11"
Send = Callable[..., str]


@pytest.fixture
def closed(store: Store) -> Store:
    """The line, closed by its operator."""
    store.switch.close()
    return store


@pytest.fixture
def signal(ready: Line) -> Callable[..., Answer]:
    """Write on Signal: `signal("hi", kind=…, minutes=…)` gives the whole answer."""
    numbers = count(1)

    def send(words: str, minutes: float = 0, **more: object) -> Answer:
        number = next(numbers)
        at = NIGHT + timedelta(minutes=minutes, seconds=number)
        inbound = Inbound("signal", SHE, words, f"M{number}", at, stamp=str(number), later=True, **more)  # type: ignore[arg-type]
        return ready.engine.answer(inbound)

    return send


def table(folder: Path, name: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "line.db")) as database:
        return database.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names from the tests below


def kept(folder: Path) -> int:
    """How much there is of what anybody wrote."""
    return sum(len(table(folder, name)) for name in ("conversations", "drafts", "tips", "letters", "counts"))


def posted(store: Store) -> list[str]:
    """What the worker would send now."""
    at = int(NIGHT.timestamp()) + 60
    mails = [Mail.read(parcel.message) for parcel in iter(lambda: store.outbox.claim(at), None)]
    return [mail.text for mail in mails if mail]


@pytest.mark.parametrize("words", [SEEN, "hi", "1", "help me", "7QMZ-2D9X-4KTB-H0RA", "", "help"])
@pytest.mark.usefixtures("closed")
def test_a_closed_line_says_so_to_anybody_and_keeps_nothing(text: Send, tmp_path: Path, words: str) -> None:
    answer = text(words)

    assert "closed" in answer
    assert "888-373-7888" in answer
    assert "911" in answer
    assert kept(tmp_path) == 0


@pytest.mark.usefixtures("closed")
def test_a_closed_line_says_so_in_the_language_of_the_message(text: Send, place: Place) -> None:
    said = {text(words) for words in ("hello there", "hola buenas noches", "안녕하세요")}

    assert len(said) == len(place.languages) == 3


@pytest.mark.parametrize(
    ("words", "number"), [("he has a gun and hes hitting her right now", "911"), ("i want to die", "988")]
)
@pytest.mark.usefixtures("closed")
def test_s3_danger_and_crisis_get_their_words_from_a_closed_line(
    text: Send, tmp_path: Path, words: str, number: str
) -> None:
    answer = text(words)

    assert number in answer
    assert "closed" not in answer
    assert kept(tmp_path) == 0


@pytest.mark.parametrize(("word", "said"), [("x", "OK."), ("erase", "Erased"), ("stop", "no more texts")])
def test_s15_whoever_is_in_the_middle_can_still_leave_a_closed_line(
    text: Send, store: Store, tmp_path: Path, word: str, said: str
) -> None:
    text("hi")
    text("1")
    text(SEEN)
    assert table(tmp_path, "drafts")
    store.switch.close()

    assert said in text(word)
    assert kept(tmp_path) == 0


def test_a_sent_report_can_be_erased_on_a_closed_line(text: Send, store: Store, tmp_path: Path) -> None:
    text(SEEN)
    assert CODE.search(text("1"))
    store.switch.close()

    assert "Erased" in text("erase")
    assert table(tmp_path, "tips") == []


def test_what_is_under_way_waits_behind_a_closed_line(text: Send, store: Store) -> None:
    text(SEEN)
    store.switch.close()
    assert "closed" in text("1")
    store.switch.open()

    assert CODE.search(text("1"))


@pytest.mark.parametrize("word", ["HELP", "START", "STOP"])
@pytest.mark.usefixtures("closed")
def test_a_carrier_that_has_answered_is_not_talked_over(
    text: Send, tmp_path: Path, word: CarrierWord
) -> None:
    assert text(word, carrier=word) == ""
    assert kept(tmp_path) == 0


def test_on_signal_a_closed_line_answers_by_the_outbox(
    signal: Callable[..., Answer], closed: Store, tmp_path: Path
) -> None:
    answer = signal(SEEN)

    assert answer.kept
    assert posted(closed) == [answer.text]
    (stale_at,) = [row[-1] for row in table(tmp_path, "outbox")]
    assert stale_at == int(NIGHT.timestamp()) + 1 + SOON
    assert kept(tmp_path) == 0


def test_an_edit_is_no_way_round_a_closed_line_and_a_deletion_none_into_it(
    signal: Callable[..., Answer], store: Store, tmp_path: Path
) -> None:
    signal(SEEN)
    store.switch.close()
    before = table(tmp_path, "conversations")

    assert "closed" in signal(SEEN, kind="edit", about="1").text
    assert table(tmp_path, "conversations") == before
    assert signal("", kind="taken back", about="1").text == ""
    assert kept(tmp_path) == 0


def test_a_closed_line_without_a_database_still_says_so(text: Send, closed: Store, tmp_path: Path) -> None:
    assert closed.switch.closed
    for file in tmp_path.glob("line.db"):
        file.unlink()
    (tmp_path / "line.db").mkdir()

    assert "closed" in text(SEEN)
    assert text("x") == "OK."


def test_a_group_hears_once_in_half_an_hour_that_nothing_is_taken_there(
    signal: Callable[..., Answer], store: Store, tmp_path: Path
) -> None:
    said = [signal(words, minutes, kind="group").text for words, minutes in ((SEEN, 0), ("1", 1), ("x", 28))]

    assert "group chats" in said[0]
    assert said[1:] == ["", ""]
    assert posted(store) == said[:1]
    assert "group chats" in signal("hi", 32, kind="group").text
    assert kept(tmp_path) == 0


def test_a_group_says_nothing_of_what_its_member_writes_alone(
    signal: Callable[..., Answer], tmp_path: Path
) -> None:
    signal(SEEN)
    before = table(tmp_path, "conversations")
    signal("x", kind="group")

    assert table(tmp_path, "conversations") == before
    assert CODE.search(signal("1").text)
