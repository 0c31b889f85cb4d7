"""What an edit, a deletion and X do on Signal, on a whole line with its drafts, its outbox and its rows."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.line import Line
from bot.mail import Mail
from bot.messages import Answer, Inbound
from bot.rehearsing.rehearsal import rehearsal
from bot.rehearsing.transcript import SIGNAL, Phone, cues
from bot.setup.place import Place
from bot.turn.engine import written
from flows.state import State
from storage import Store
from storage.ground.sealing import STATE_BLOCK
from understanding.reader import Reader

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
SHE = "signal:7d4f0a52-6f0d-4f8e-9d1a-0b8c3c1c2a11"
TYPO = "man yelling at two grils by a black car, western and 3rd"
SEEN = "man yelling at two girls by a black car, western and 3rd"
HERE = Path(__file__).parents[1] / "transcripts"


class Signal:
    """Somebody on Signal, whose messages are named 1000, 1001, …, and the engine behind the door."""

    def __init__(self, line: Line) -> None:
        self.line, self.number, self.at = line, count(1000), NIGHT

    def send(self, words: str, kind: str = "text", about: int | None = None, id_: str = "") -> Answer:
        number = next(self.number)
        self.at += timedelta(seconds=10)
        named = {"stamp": str(number), "about": "" if about is None else str(about), "later": True}
        inbound = Inbound("signal", SHE, words, id_ or f"M{number}", self.at, kind=kind, **named)  # type: ignore[arg-type]
        return self.line.engine.answer(inbound)

    def say(self, *texts: str) -> str:
        return [self.send(words).text for words in texts][-1]

    def edit(self, about: int, words: str, **more: str) -> str:
        return self.send(words, "edit", about, **more).text

    def take_back(self, about: int, **more: str) -> str:
        return self.send("", "taken back", about, **more).text


@pytest.fixture
def ana(ready: Line) -> Signal:
    return Signal(ready)


def rows(folder: Path, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "line.db")) as database:
        known = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608 - names from the schema itself
            for table in tables or known
        }


def waiting(store: Store, at: datetime) -> Iterator[tuple[str, str]]:
    """Take everything out of the outbox, marking answers as sent."""
    second = int(at.timestamp())
    for parcel in iter(lambda: store.outbox.claim(second), None):
        mail = Mail.read(parcel.message)
        assert mail
        yield parcel.kind, mail.text
        if parcel.kind == "answer":
            store.outbox.sent(parcel, Mail(mail.address, sent=1).written(), second)
        else:
            store.outbox.done(parcel)


def test_a_slip_that_is_mended_at_once_is_in_no_report(
    ana: Signal, reports: Callable[[], list[bytes]]
) -> None:
    ana.say(TYPO)
    ana.edit(1000, SEEN)

    assert "Sent" in ana.say("1", "1")
    assert [json.loads(report)["account"] for report in reports()] == [SEEN]


def test_what_silence_sends_are_the_words_as_they_were_edited(
    ana: Signal, store: Store, reports: Callable[[], list[bytes]]
) -> None:
    ana.say("hi", "1", TYPO)
    ana.edit(1002, SEEN)
    store.send_on_unfinished(int((NIGHT + timedelta(minutes=70)).timestamp()))

    assert [json.loads(report)["account"] for report in reports()] == [SEEN]


def test_what_was_taken_back_is_not_sent_by_silence(ana: Signal, store: Store, tmp_path: Path) -> None:
    ana.say("hi", "1", SEEN)
    assert rows(tmp_path)["drafts"]

    assert ana.take_back(1002) == ""
    assert rows(tmp_path)["drafts"] == []
    assert store.send_on_unfinished(int((NIGHT + timedelta(minutes=70)).timestamp())) == 0


def test_a_line_that_was_taken_back_leaves_the_rest_to_be_sent_by_silence(
    ana: Signal, store: Store, reports: Callable[[], list[bytes]]
) -> None:
    ana.say("hi", "1", SEEN, "he limps and drives a green van")
    ana.take_back(1003)
    store.send_on_unfinished(int((NIGHT + timedelta(minutes=70)).timestamp()))

    assert [json.loads(report)["account"] for report in reports()] == [SEEN]


def test_a_greeting_that_is_taken_back_costs_nothing_that_was_left_before(
    ana: Signal, store: Store, tmp_path: Path
) -> None:
    """What an earlier conversation left unfinished is another matter."""
    ana.say("hi", "1", SEEN)
    left = rows(tmp_path)["drafts"]
    ana.at += timedelta(minutes=40)
    ana.say("hello")

    assert ana.take_back(1003) == ""
    assert rows(tmp_path)["drafts"] == left
    assert rows(tmp_path)["conversations"] == [] or store.sweep(int(ana.at.timestamp()))


def test_a_message_that_was_unknown_is_taken_back_without_a_word_or_a_conversation(
    ana: Signal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "read", lambda *_: pytest.fail("there is nothing to read"))
    before = rows(tmp_path)

    assert ana.take_back(17) == ""
    after = rows(tmp_path)
    assert [name for name in after if after[name] != before[name]] == ["seen"]


def test_an_old_message_is_taken_back_while_another_chat_goes_on_as_it_was(
    ana: Signal, tmp_path: Path
) -> None:
    ana.say(SEEN)
    before = rows(tmp_path, "conversations", "drafts", "outbox")

    assert ana.take_back(17) == ""
    assert rows(tmp_path, "conversations", "drafts", "outbox") == before


@pytest.mark.parametrize("words", [".", "see you tomorrow", "sorry wrong number", "hi", "1", "😭"])
def test_s12_whoever_covers_up_an_old_text_with_other_words_hears_nothing(
    ana: Signal, tmp_path: Path, words: str
) -> None:
    ana.number = count(3_000_000)
    ana.say(SEEN)
    before = rows(tmp_path, "conversations", "drafts", "outbox", "counts")

    assert ana.edit(17, words) == ""
    assert rows(tmp_path, "conversations", "drafts", "outbox", "counts") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("he has a gun", "911"),
        ("they wont let me leave", "888-373-7888"),
        (SEEN, "Is it going on"),
        ("x", "OK."),
        ("ES", "Algo que vi"),
    ],
)
def test_an_old_text_that_is_edited_into_what_asks_for_an_answer_gets_it(
    ana: Signal, words: str, said: str
) -> None:
    ana.number = count(3_000_000)

    assert said in ana.edit(17, words)


def test_an_edit_that_comes_twice_counts_once(ana: Signal, tmp_path: Path) -> None:
    ana.say(TYPO)
    first = ana.edit(1000, SEEN, id_="E1")
    before = rows(tmp_path)

    assert ana.edit(1000, SEEN, id_="E1") == first
    assert rows(tmp_path) == before


def test_a_deletion_that_comes_twice_counts_once(ana: Signal, tmp_path: Path) -> None:
    ana.say(SEEN, "1")
    ana.take_back(1001, id_="D1")
    before = rows(tmp_path)

    assert ana.take_back(1001, id_="D1") == ""
    assert rows(tmp_path) == before


def test_a_mistyped_code_is_mended_by_an_edit(ana: Signal) -> None:
    said = ana.say(SEEN, "1", "1")
    code = said.partition("Your code: ")[2].partition("\n")[0]
    ana.say("x", f"{code[:-4]}{'0000' if code[-4:] != '0000' else '1111'}")

    assert "Not read yet." in ana.edit(1004, code)


def test_ten_quiet_minutes_after_a_call_for_help_an_edit_leads_nowhere_back(ana: Signal) -> None:
    ana.say("they wont let me leave", "1")
    ana.at += timedelta(minutes=11)
    edited = ana.edit(1001, "2")

    assert (
        edited == Signal(ana.line).line.engine.answer(Inbound("signal", "signal:2", "2", "M1", ana.at)).text
    )


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("edit", SEEN, "did not reach us"),
        ("edit", "he has a gun right now", "911"),
        ("edit", "i want to die", "988"),
        ("taken back", "", ""),
        ("group", SEEN, "group chats"),
    ],
)
def test_where_nothing_can_be_stored_the_door_is_told_what_to_say_itself(
    ana: Signal, tmp_path: Path, kind: str, words: str, said: str
) -> None:
    ana.say(SEEN)
    for file in tmp_path.glob("line.db*"):
        file.unlink()
    (tmp_path / "line.db").mkdir()
    answer = ana.send(words, kind, 1000)

    assert not answer.kept
    assert said in answer.text
    assert bool(answer.text) is bool(said)


@contextmanager
def away(store: Store) -> Iterator[None]:
    """Let nothing be kept for a while."""
    path = store._database.path
    store.close()
    path.rename(path.with_name("away.db"))
    yield
    path.with_name("away.db").rename(path)


def test_a1_what_is_taken_back_while_nothing_can_be_kept_is_not_sent_by_silence(
    ana: Signal, store: Store, tmp_path: Path
) -> None:
    ana.say("hi", "1", SEEN)
    assert len(rows(tmp_path, "drafts")["drafts"]) == 1
    with away(store):
        answer = ana.send("", "taken back", 1002)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and rows(tmp_path, "drafts")["drafts"]:
        time.sleep(0.05)

    assert (answer.text, answer.kept) == ("", False)
    assert rows(tmp_path, "drafts", "conversations") == {"drafts": [], "conversations": []}


def test_a_word_in_a_group_takes_nobody_away_where_nothing_can_be_kept(ana: Signal, store: Store) -> None:
    ana.say("hi")
    with away(store):
        ana.send("x", "group")

    assert SHE not in ana.line.engine._leavers._left


def test_s15_x_calls_our_texts_back_and_then_says_one_dull_word(
    ana: Signal, store: Store, tmp_path: Path
) -> None:
    ana.say(SEEN, "1")
    sent = [*waiting(store, ana.at)]
    ana.say("x")

    assert [kind for kind, _ in sent] == ["answer", "answer"]
    assert [*waiting(store, ana.at)] == [("answer", "OK."), ("recall", ""), ("recall", "")]
    assert rows(tmp_path)["conversations"] == []


def test_s15_x_lets_nothing_leave_that_still_waits(ana: Signal, store: Store) -> None:
    ana.say(SEEN, "x")

    assert [*waiting(store, ana.at)] == [("answer", "OK.")]


@pytest.mark.parametrize("word", ["stop", "erase"])
def test_only_x_calls_texts_back(ana: Signal, store: Store, word: str) -> None:
    """Decision 0026: STOP promises that no more is sent, and ERASE says that the phone keeps its copy."""
    ana.say(SEEN)
    assert [kind for kind, _ in waiting(store, ana.at)] == ["answer"]
    ana.say(word)

    assert [kind for kind, _ in waiting(store, ana.at)] == ["answer"]


def test_s3_danger_comes_before_a_way_out(ana: Signal, store: Store) -> None:
    ana.say(SEEN)
    ana.edit(1000, "x he has a gun right now help")

    assert all(kind == "answer" for kind, _ in waiting(store, ana.at))


def test_by_sms_x_is_what_it_was(text: Callable[..., str], tmp_path: Path) -> None:
    text(SEEN)

    assert text("x") == "OK."
    assert rows(tmp_path)["outbox"] == []


@pytest.mark.parametrize(
    "script", ["en/tip_with_questions", "en/tip_split_over_texts", "es/peligro", "ko/nanueo_jebo"]
)
def test_the_way_back_fits_into_the_row_of_an_ordinary_conversation(
    place: Place, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[State, int]] = []

    def noted(state: State, at: int) -> bytes:
        row = written(state, at)
        found.append((state, len(row)))
        return row

    monkeypatch.setattr("bot.turn.engine.written", noted)
    with rehearsal(place, NIGHT) as stage:
        for cue in (Phone(f"ana{SIGNAL}"), *cues((HERE / f"{script}.txt").read_text("utf-8"))):
            list(stage.play(cue))

    assert any(state.before for state, _ in found)
    assert max(length for _, length in found) < STATE_BLOCK
