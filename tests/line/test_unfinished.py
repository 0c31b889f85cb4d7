"""A report whose sender falls silent: when it goes to the readers by itself, and when nothing does (A1, A5, A6)."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

import pytest

from storage import Store
from storage.line.drafts import SILENCE

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
LATER = int(NIGHT.timestamp()) + SILENCE + 180
Send = Callable[..., str]
Reports = Callable[[], list[bytes]]
SEEN = "a man yells at two girls by a van"
BEN = "sms:+12135550177"
FIRST_PERSON = (
    *("hlp me", "help", "pls help", "need hlp", "cant talk", "cant tlk hes here", "he's here", "he got my phone", "he took my id"),
    *("i cant leave", "they wont let me go", "i owe him", "how do i get out of the life", "tryna leave", "my bf makes me"),
    *("im 15", "im 16 n on western", "make him stop", "help i mean the other help", "help😭", "h3lp", "911"),
    *("ayudame no puedo ablar", "el esta aqui", "me tiene aqui", "no me dejan ir", "me obliga", "me pega cuando no traigo dinero"),
    *("obligan a trabajar en la western y la 3", "no dejan salir", "quitaron el pasaporte", "pegan todas las noches"),
    *("도와주세요", "지금 위험해요", "때려요", "못 나가요", "여권을 뺏었어요", "돈을 안 줘요", "시켜요 웨스턴 8가에서", "매일 밤 때려요 웨스턴 3가"),
    "my bf makes me work western, black charger, motel on 3rd",
)  # fmt: skip
"""Domain facts, section 7, and lines that drop their subject."""
ORDERS: tuple[tuple[str, ...], ...] = (
    ("LINE",), ("hi", "LINE"), ("LINE", "LINE"), ("LINE", "2", "1"), ("LINE", "skip"), ("hola", "LINE", "hm"),
)  # fmt: skip


def test_a1_what_was_left_unfinished_goes_after_an_hour_only_if_its_sender_chose_and_was_told(
    text: Send, store: Store, reports: Reports
) -> None:
    text("hi", sender=BEN)
    text("1", sender=BEN)

    assert "readers get it in an hour" in text(SEEN, sender=BEN)

    text("two men push girls into a black car every night, western and 3rd")  # this phone was never asked
    store.send_on_unfinished(int(NIGHT.timestamp()) + SILENCE + 120)

    assert [json.loads(report)["account"] for report in reports()] == [SEEN]


@pytest.mark.parametrize("word", ["erase", "x", "stop", "menu", "2"])
def test_a5_what_ends_or_changes_a_report_deletes_what_silence_would_have_sent(
    text: Send, store: Store, reports: Reports, word: str
) -> None:
    for words in ("hi", "1", SEEN, "help" if word == "2" else "skip", word):
        text(words)
    store.send_on_unfinished(int(NIGHT.timestamp()) + SILENCE + 120)

    assert reports() == []


@pytest.mark.parametrize("word", ["erase", "x", "stop"])
def test_a6_what_went_by_itself_is_its_senders_for_a_day(
    text: Send, store: Store, reports: Reports, word: str
) -> None:
    for words in ("hi", "1", SEEN):
        text(words)
    store.send_on_unfinished(int(NIGHT.timestamp()) + SILENCE + 120)

    assert len(reports()) == 1

    text(word, minutes=600)

    assert reports() == []


@pytest.mark.parametrize(
    "cue", ["he makes me work too", "im 15", "he has a gun right now", "i want to die", "me tiene encerrada"]
)
def test_a1_a_word_of_ones_own_need_or_danger_ends_what_silence_would_have_sent(
    text: Send, store: Store, reports: Reports, cue: str
) -> None:
    for words in ("hi", "1", SEEN, cue, "2"):
        text(words)
    store.send_on_unfinished(int(NIGHT.timestamp()) + SILENCE + 120)

    assert reports() == []


@pytest.mark.parametrize("line", FIRST_PERSON)
def test_a2_no_line_about_the_sender_is_kept_without_a_choice(text: Send, tmp_path: Path, line: str) -> None:
    for number, order in enumerate(ORDERS):
        for words in order:
            text(line if words == "LINE" else words, sender=f"sms:+1213555010{number}")

    with closing(connect(tmp_path / "line.db")) as database:
        kept = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own tables
            for table in ("tips", "drafts", "letters")
        ]

    assert kept == [0, 0, 0]


def test_fix_is_answered_alike_whether_or_not_something_was_left_unfinished(
    text: Send, store: Store, reports: Reports
) -> None:
    for words in ("hi", "1", SEEN):
        text(words)
    store.send_on_unfinished(LATER)

    assert text("fix", minutes=600) == text("fix", minutes=600, sender=BEN)

    for words in ("two men drop girls from a grey van at western and 5th", "2", "skip", "1"):
        text(words, minutes=601)

    assert [json.loads(report)["account"] for report in reports()] == [
        "two men drop girls from a grey van at western and 5th"
    ]


def test_the_sentence_is_said_once_and_early(text: Send) -> None:
    for words in ("hi", "1"):
        text(words)
    told = [text(words) for words in (SEEN, "2", "and a red van", "skip", "skip", "back")]

    assert ["in an hour" in answer for answer in told] == [True, *[False] * 5]


def test_a_second_report_within_the_hour_does_not_take_the_place_of_the_first(
    text: Send, store: Store, reports: Reports
) -> None:
    """It was told that it goes by itself, and nobody told it otherwise."""
    for minutes, story in ((0, SEEN), (31, "two men drop girls from a grey van at western and 5th")):
        for words in ("hi", "1", story):
            text(words, minutes=minutes)
    for words in ("2", "skip", "1"):
        text(words, minutes=32)
    store.send_on_unfinished(LATER)

    assert len(reports()) == 2

    text("x", minutes=120)

    assert [json.loads(report)["account"] for report in reports()] == [
        "two men drop girls from a grey van at western and 5th"
    ]


def test_a_code_in_the_middle_of_a_report_stops_nothing(text: Send, store: Store, reports: Reports) -> None:
    for number, words in enumerate(("hi", "1", SEEN, "my code is 7QMZ-2D9X-4KTB-H0RA")):
        answer = text(words, minutes=number)

    assert "by itself" not in answer

    store.send_on_unfinished(LATER + 180)

    assert len(reports()) == 1


@pytest.mark.parametrize("cry", ["help me he found out", "2", "ayudame", "때려요", "i want to die"])
def test_a1_a_call_for_help_later_in_the_hour_ends_what_silence_would_have_sent(
    text: Send, store: Store, reports: Reports, cry: str
) -> None:
    for words in ("hi", "1", SEEN):
        text(words)
    for words in ("hi", cry):
        text(words, minutes=40)
    store.send_on_unfinished(LATER)

    assert reports() == []


def test_whoever_was_asked_whose_need_it_is_hears_that_silence_sends_no_more(text: Send) -> None:
    told = [text(words) for words in ("hi", "1", SEEN, "he makes me do it too", "2", "and a red van")]

    assert ["by itself" in answer for answer in told] == [False, False, False, False, True, False]


def test_when_unfinished_reports_of_all_senders_fill_their_room_the_next_sender_is_told_that_silence_sends_nothing(
    text: Send, store: Store, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood cannot fill the disk with them; whoever has one may still add to it."""
    monkeypatch.setattr("storage.line.drafts.MOST", 1)
    text("hi", sender=BEN)
    text("1", sender=BEN)
    assert "readers get it in an hour" in text(SEEN, sender=BEN)
    text("hi")
    text("1")
    answer = text("two boys sell something by the school")

    assert answer.startswith("It will not go out by itself any more.")
    assert "readers get it in an hour" not in answer
    assert "SKIP" in answer
    assert text("the van is white", sender=BEN)
    store.send_on_unfinished(LATER)
    (report,) = reports()
    assert b"white" in report
