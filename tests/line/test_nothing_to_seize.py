"""What is left after a call for help, and what a thief of the database and the secret can tie to a sender."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.mail import Mail
from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from storage import Store, TipFacts
from storage.ground.day_keys import DayKeys, Days
from storage.ground.keys import LOOKUP, Keyring, alias, as_bytes, keyed

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
Send = Callable[..., str]
Rows = dict[str, list[tuple[object, ...]]]
SECRET = b"s" * 32
SEEN = "man yelling at two girls by a black car, western and 3rd right now"
DAY = 86_400
HELP = {
    "plain": ("help me he wont let me leave", "2", "1", "more", "thank you"),
    "danger": ("he has a gun help me", "1", "x"),
    "crisis": ("i want to die", "2", "skip", "2"),
    "es": ("ayudame no me deja salir", "1", "3"),
    "ko": ("도와주세요 못 나가게 해요", "2", "1"),
    "young": ("im 15 and my bf makes me", "no", "safe place"),
    "asked": ("hi", "2", "1", "6"),
}


def rows(folder: Path) -> Rows:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / "line.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 - names from the schema itself


def work(store: Store, at: datetime) -> None:
    """Work the outbox off as the worker does, whatever the channel says to it."""
    second = int(at.timestamp())
    for number, parcel in enumerate(iter(lambda: store.outbox.claim(second), None), start=1):
        mail = Mail.read(parcel.message)
        assert mail
        if parcel.kind == "recall":
            store.outbox.done(parcel)
        else:
            store.outbox.sent(parcel, Mail(mail.address, sent=number).written(), second)


@pytest.fixture
def before(text: Send, store: Store, tmp_path: Path) -> Rows:
    """A line on which somebody else has sent a report."""
    text(SEEN, sender="sms:+12135550199")
    text("1", sender="sms:+12135550199")
    store.sweep(int((NIGHT + timedelta(minutes=65)).timestamp()))
    return rows(tmp_path)


def swept(store: Store, folder: Path) -> Rows:
    """Sweep 31 minutes after the last text, and give what is left."""
    store.sweep(int((NIGHT + timedelta(minutes=70 + 31, seconds=30)).timestamp()))
    return rows(folder)


@pytest.mark.parametrize("texts", HELP.values(), ids=HELP)
def test_s9_31_minutes_after_a_call_for_help_every_table_is_what_it_was_but_for_one_count(
    text: Send, store: Store, tmp_path: Path, before: Rows, texts: tuple[str, ...]
) -> None:
    """D1: not a row, not a hash, not a time outlives the half hour."""
    for words in texts:
        text(words, minutes=70)
    after = swept(store, tmp_path)

    assert [name for name in after if after[name] != before[name]] == ["counts"]
    assert set(after["counts"]) ^ set(before["counts"]) == {("2026-11", "help", 1)}


@pytest.mark.parametrize("second_thought", ["none", "edit", "taken back"])
@pytest.mark.parametrize("texts", HELP.values(), ids=HELP)
def test_s9_on_signal_neither_words_nor_answers_outlive_the_half_hour(
    text: Send, store: Store, tmp_path: Path, before: Rows, texts: tuple[str, ...], second_thought: str
) -> None:
    """The same, with somebody who sends the answers, calls them back after X, and forgets each in its time."""
    she: dict[str, Any] = {
        "sender": "signal:7d4f0a52-6f0d-4f8e-9d1a-0b8c3c1c2a11",
        "later": True,
        "minutes": 70,
    }
    for number, words in enumerate(texts):
        text(words, stamp=f"{number + 100}", **she)
        work(store, NIGHT + timedelta(minutes=71))
    if second_thought != "none":
        about = f"{99 + len(texts)}"
        text("i cant leave", kind=second_thought, stamp="200", about=about, **she)
        work(store, NIGHT + timedelta(minutes=71))

    assert rows(tmp_path)["outbox"]
    after = swept(store, tmp_path)
    assert [name for name in after if after[name] != before[name]] == ["counts"]
    changed = set(after["counts"]) ^ set(before["counts"])
    assert {row[:2] for row in changed} == {("2026-11", "help")}


def names_of(address: str, days: Days, keyring: Keyring) -> Iterator[bytes]:
    """Call a sender by everything that the code could have called them, with these two days' keys."""
    for day in (days.today, days.before):
        name = alias(address, keyring.day(day))
        yield name.lookup
        yield keyed(name.key, b"draft", b"", LOOKUP)
        yield keyed(name.key, b"tried code", b"", LOOKUP)
    for purpose, person in product(
        (b"nudge", b"sender", b"message", b"receipt", b"attempt"), (b"nudge who", b"alias", b"")
    ):
        yield keyed(keyring.key(purpose), person, as_bytes(address), LOOKUP)


def thief(folder: Path, place: Place) -> set[str]:
    """Take database, secret and today's day keys, try all numbers of one exchange, and give those found."""
    keyring = Keyring(SECRET)
    days = DayKeys(folder / "keys" / "day-keys", place.zone, keyring.day, lambda _: True)._read()
    assert days
    cells = {
        bytes(cell)
        for table in rows(folder).values()
        for row in table
        for cell in row
        if isinstance(cell, bytes)
    }
    numbers = [f"+1213555{number:04}" for number in range(10_000)]
    return {number for number in numbers if not cells.isdisjoint(names_of(f"sms:{number}", days, keyring))}


@pytest.fixture
def busy(text: Send, store: Store) -> str:
    """A line in use by one sender of that exchange: a report with a wish for a nudge, one unfinished, a conversation."""
    sender = "sms:+12135550142"
    text(SEEN, sender=sender)
    code = CODE.search(text("1", sender=sender))
    assert code
    at = int(NIGHT.timestamp())
    with store.turn(sender, at) as turn:
        turn.nudge(code.group(), b"{}")
        turn.draft(b"{}", TipFacts(None, "2026-11-22", "night", "other", child=False, urgent=False))
        turn.try_code("ABCD-EFGH-JKM2-NPQR")
    text(SEEN, sender=sender)
    return sender.removeprefix("sms:")


def test_today_a_thief_of_everything_finds_who_wrote(busy: str, place: Place, tmp_path: Path) -> None:
    """As the threat model says; and so the next test would notice if this thief had forgotten how."""
    assert thief(tmp_path, place) == {busy}


@pytest.mark.usefixtures("busy")
def test_two_days_later_no_row_can_be_tied_to_a_sender(store: Store, place: Place, tmp_path: Path) -> None:
    later = int(NIGHT.timestamp()) + 2 * DAY
    with store.turn("sms:+13235550000", later) as turn:
        turn.load()
    kept = rows(tmp_path)

    assert len(kept["tips"]) == len(kept["nudges"]) == len(kept["conversations"]) == len(kept["drafts"]) == 1
    assert thief(tmp_path, place) == set()


def test_a_wish_for_a_nudge_opens_only_with_the_file_that_no_backup_holds(
    busy: str, store: Store, tmp_path: Path
) -> None:
    key = store._house.out_key()
    named = keyed(key, b"nudge who", as_bytes(f"sms:{busy}"), LOOKUP)

    assert [row[1] for row in rows(tmp_path)["nudges"]] == [named]
    (tmp_path / "keys" / "day-keys.nudge").unlink()
    assert store._house.out_key() != key
