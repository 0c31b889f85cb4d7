"""One message in, one answer out, once and durably."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.line import line
from bot.messages import Inbound
from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from storage import Store

SEEN = "man yelling at two girls by a black car, western and 3rd right now"
NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
Send = Callable[..., str]
Reports = Callable[[], list[bytes]]


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / "line.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 - names from the schema itself


def test_a_repeated_message_gets_the_same_answer_and_changes_nothing(text: Send, tmp_path: Path) -> None:
    first = text(SEEN, message_id="SM1")
    before = rows(tmp_path)

    assert text(SEEN, message_id="SM1") == first
    assert rows(tmp_path) == before


def test_a_repeated_send_gives_the_same_receipt_and_no_second_report(text: Send, reports: Reports) -> None:
    text(SEEN)
    first = text("1", message_id="SM1")

    assert CODE.search(first)
    assert text("1", message_id="SM1") == first
    assert len(reports()) == 1


def test_a_repeated_x_stays_dull_and_brings_nothing_back(text: Send, tmp_path: Path) -> None:
    text(SEEN, message_id="SM1")
    text("x", message_id="SM2")
    before = rows(tmp_path)

    assert text("x", message_id="SM2") == "OK."
    text(SEEN, message_id="SM1")
    assert rows(tmp_path) == before


def test_the_same_id_from_another_sender_is_another_message(text: Send) -> None:
    text(SEEN, message_id="SM1")

    assert text("x", message_id="SM1", sender="sms:+12135550111") == "OK."


def test_s12_after_x_hi_gets_the_very_same_text_as_a_stranger(text: Send) -> None:
    stranger = text("hi", sender="sms:+12135550177")
    text("ayuda no me deja salir")

    assert text("x") == "OK."
    assert text("hi") == stranger


@pytest.mark.parametrize(
    "words", ["help", "HELP", "help me", "ayuda", "AYUDA", "ayudame", "도와주세요", "도움", "hlp", "pls help"]
)
def test_s4_a_call_for_help_has_the_number_within_two_texts(text: Send, words: str) -> None:
    assert "888-373-7888" in text(words) + text("2")


def test_a_help_conversation_is_forgotten_after_ten_quiet_minutes(text: Send) -> None:
    text("they wont let me leave")

    assert text("hi", minutes=12) == text("hi", sender="sms:+12135550177", minutes=12)


def test_s9_a_help_conversation_leaves_only_a_count(text: Send, tmp_path: Path) -> None:
    before = rows(tmp_path)
    text("my bf makes me do this i want out")
    text("2")
    text("1")
    text("x")
    after = rows(tmp_path)

    assert {table for table in after if after[table] != before[table]} <= {"counts", "seen", "settings"}
    assert set(after["settings"]) - set(before["settings"]) == {("answers", b"17953434004")}  # of everybody's
    assert [row[1:] for row in after["counts"]] == [("help", 1)]


def test_no_word_and_no_number_is_in_any_file(text: Send, tmp_path: Path) -> None:
    text(
        "Zebulon hits girls with a hammer, call 213 555 0142, western and 3rd now", sender="sms:+12135550199"
    )
    text("1")
    text("1")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert [
        word for word in (b"Zebulon", b"hammer", b"5550142", b"555 0142", b"2135550199") if word in written
    ] == []


def test_a_report_says_what_was_seen_and_not_who_saw_it(text: Send, reports: Reports) -> None:
    answer = text("my name is Rosa Diaz. " + SEEN, sender="sms:+12135550199")
    for _ in range(3):
        answer = answer if CODE.search(answer) else text("1", sender="sms:+12135550199")
    report = json.loads(reports()[0])

    assert "Rosa" not in report["account"]
    assert "5550199" not in json.dumps(report)
    assert report["place"] == "Western Ave & 3rd St"
    assert report["ongoing"] == "now"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("he has a gun and hes hitting her right now", "911"),
        ("i want to kill myself", "988"),
        (SEEN, "did not reach us"),
        ("tiene una pistola y le esta pegando ahorita", "911"),
    ],
)
def test_when_nothing_can_be_stored_danger_and_crisis_still_get_their_words(
    text: Send, tmp_path: Path, words: str, told: str
) -> None:
    for file in tmp_path.glob("line.db*"):
        file.unlink()
    (tmp_path / "line.db").mkdir()

    assert told in text(words)


def test_before_the_staff_is_founded_a_report_is_not_pretended_to_be_sent(
    tmp_path: Path, place: Place
) -> None:
    empty = Store(tmp_path / "new.db", b"s" * 32, tmp_path / "new-keys")
    empty.migrate()
    engine = line(place, empty).engine
    engine.answer(Inbound("sms", "sms:+1", SEEN, "SM1", NIGHT))
    answer = engine.answer(Inbound("sms", "sms:+1", "1", "SM2", NIGHT + timedelta(seconds=9)))

    assert "did not reach us" in answer.text


def test_a_carrier_that_answered_help_is_not_talked_over_and_two_still_means_two(text: Send) -> None:
    assert text("HELP", carrier="HELP") == ""
    assert "888-373-7888" in text("2")


def test_an_answer_without_language_stays_in_the_conversations(text: Send) -> None:
    text("도와주세요")

    assert "무엇이 필요하세요" in text("2")
