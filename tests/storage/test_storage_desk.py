"""What intake does with one report beside reading it: letters, holds, an erasure, and what a withdrawal forbids."""

from pathlib import Path

import pytest
from storage_children import answer, ask, together
from storage_stand import AT, FACTS, PASSPHRASE, make_store, signed_in

from storage import STATUSES, NoMailbox, NoSuchTip, NotAllowed, Session, Store, TakenBack, ThreadFull
from storage.line import letters

HOUR, DAY = 3_600, 86_400
PHONE = "sms:+12135550100"


def told(store: Store, at: int = AT) -> tuple[str, str]:
    """Hand in a tip, and give its id and its code."""
    with store.turn(PHONE, at) as turn:
        code = turn.submit(b"{}", FACTS)
    tip = store.tips.find(code, at)
    assert tip
    return tip, code


def take_back(store: Store, code: str, at: int) -> None:
    """Take a report back as its sender does."""
    with store.turn(PHONE, at) as turn:
        thread = turn.thread(code)
        assert thread
        turn.take_back(thread, code)


def says(store: Store, code: str, at: int) -> str | None:
    """Tell what the holder of a code hears of the report."""
    with store.turn(PHONE, at) as turn:
        thread = turn.thread(code)
        return thread.news if thread else None


def unfinished(store: Store) -> str:
    """Leave a report unfinished until the worker sends it on, and give its id."""
    with store.turn(PHONE, AT) as turn:
        turn.draft(b"{}", FACTS)
    assert store.send_on_unfinished(AT + 2 * HOUR) == 1
    with store._database.read() as connection:
        return str(connection.execute("SELECT id FROM tips").fetchone()[0])


def everything(folder: Path) -> bytes:
    """Read all that stands in the database's files, once the write-ahead log is emptied."""
    assert make_store(folder).checkpoint()
    return b"".join((folder / name).read_bytes() for name in ("line.db", "line.db-wal"))


def test_opening_a_report_is_what_its_sender_hears(store: Store, ana: Session, at: int) -> None:
    tip, code = told(store)
    store.tips.page(ana, at)
    assert says(store, code, at) == "waiting"
    store.tips.read(ana, tip, at)

    assert says(store, code, at) == "read"


def test_a_thread_is_read_from_both_ends_in_order(store: Store, ana: Session, at: int) -> None:
    tip, code = told(store)
    store.tips.write(ana, tip, "¿De qué color era?", at)
    with store.turn(PHONE, at + DAY) as turn:
        thread = turn.thread(code)
        assert thread
        assert [letter.text for letter in thread.letters] == ["¿De qué color era?"]
        assert turn.write(thread, "파란색".encode())
    assert store.tips.row(ana, tip, at + DAY).answered
    store.tips.write(ana, tip, "Thank you.", at + 2 * DAY)

    assert [(one.number, one.author, one.day, one.text) for one in store.tips.letters(ana, tip, at)] == [
        (1, "staff", "2026-11-18", "¿De qué color era?"),
        (2, "holder", "2026-11-19", "파란색"),
        (3, "staff", "2026-11-20", "Thank you."),
    ]
    assert not store.tips.row(ana, tip, at).answered
    assert store.tips.row(ana, tip, at).ends == "2027-02-18"  # ninety days after the last letter


def test_a_letter_wakes_the_nudge_that_was_asked_for(store: Store, ana: Session, at: int) -> None:
    tip, code = told(store)
    with store.turn(PHONE, at) as turn:
        turn.nudge(code, b"whom")
    assert store.outbox.claim(at, nudges=True) is None
    store.tips.write(ana, tip, "When was it?", at)

    claimed = store.outbox.claim(at, nudges=True)
    assert claimed
    assert claimed.message == b"whom"


def test_a_letter_that_nobody_could_read_is_not_written(store: Store, ana: Session, at: int) -> None:
    old, _ = told(store)
    with store._database.write() as connection:
        connection.execute("UPDATE tips SET mailbox = NULL")
    with pytest.raises(NoMailbox):
        store.tips.write(ana, old, "When?", at)
    with store._database.write() as connection:
        connection.execute("DELETE FROM tips")
    with pytest.raises(NoMailbox):
        store.tips.write(ana, unfinished(store), "When?", at)
    with pytest.raises(NoSuchTip):
        store.tips.write(ana, old, "When?", at)


def test_a_thread_has_an_end_and_says_so(store: Store, ana: Session, at: int) -> None:
    tip, _ = told(store)
    for _ in range(letters.MOST):
        store.tips.write(ana, tip, "When?", at)

    with pytest.raises(ThreadFull):
        store.tips.write(ana, tip, "When?", at)


def test_two_at_the_desk_and_a_phone_write_at_once_and_lose_nothing(
    store: Store, ana: Session, tmp_path: Path
) -> None:
    store.staff.add("ben", ("intake",), PASSPHRASE, ana, AT)
    tip, code = told(store)
    asked = [(tmp_path, "ana", tip, 15), (tmp_path, "ben", tip, 15)]

    assert together(ask, *asked, more=[(answer, (tmp_path, code, 15))]) == [0, 0, 0]
    thread = store.tips.letters(ana, tip, AT)
    assert [letter.number for letter in thread] == list(range(1, 46))
    assert {letter.text for letter in thread} == {
        f"{who} {n}" for who in ("ana", "ben", "phone") for n in range(15)
    }
    verbs = [entry.verb for entry in store.audit.entries(1000)]
    assert verbs.count("letter") == 30
    store.audit.verify()


def test_b11_what_was_taken_back_goes_to_the_end_and_is_neither_answered_nor_prolonged(
    store: Store, ana: Session, at: int
) -> None:
    tip, code = told(store)
    settled, _ = told(store)
    store.tips.set_status(ana, settled, "closed", at)
    take_back(store, code, at + 2 * HOUR)
    row = store.tips.row(ana, tip, at)
    assert (row.withdrawn, row.ends) == (True, "2026-11-21")
    with pytest.raises(TakenBack):
        store.tips.write(ana, tip, "When?", at)
    for status in STATUSES:
        store.tips.set_status(ana, tip, status, at + 2 * DAY)

        assert store.tips.row(ana, tip, at).ends == "2026-11-21"
        assert [row.id for row in store.tips.page(ana, at).rows] == [settled, tip]

    first = store.tips.page(ana, at, limit=1)
    assert [row.id for row in store.tips.page(ana, at, first.next).rows] == [tip]
    assert store.tips.page(ana, at + 3 * DAY).rows[-1].id == settled


def test_what_was_sent_on_unfinished_says_so(store: Store, ana: Session, at: int) -> None:
    assert store.tips.row(ana, unfinished(store), at).unfinished


def test_a_held_report_outlives_its_day_until_the_hold_ends(store: Store, ana: Session, at: int) -> None:
    tip, _ = told(store)
    store.tips.hold(ana, tip, "a court asked", at)
    later = at + 400 * DAY

    assert store.tips.row(ana, tip, later).held
    assert [row.id for row in store.tips.page(ana, later).rows] == [tip]
    assert store.tips.read(ana, tip, later) == b"{}"
    assert store.tips.reason(ana, tip, later) == "a court asked"
    store.tips.hold(ana, tip, "the court still asks", later)
    assert store.tips.reason(ana, tip, later) == "the court still asks"
    store.tips.lift(ana, tip, later)
    with pytest.raises(NoSuchTip):
        store.tips.row(ana, tip, later)


def test_a_hold_outlasts_junk_and_a_withdrawal(store: Store, ana: Session, at: int) -> None:
    junk, _ = told(store)
    back, code = told(store)
    for tip in (junk, back):
        store.tips.hold(ana, tip, "why", at)
    store.tips.set_status(ana, junk, "junk", at)
    take_back(store, code, at + 2 * HOUR)

    assert {row.id for row in store.tips.page(ana, at + 30 * DAY).rows} == {junk, back}
    for tip in (junk, back):
        store.tips.lift(ana, tip, at)
        assert store.tips.reason(ana, tip, at) is None
    assert store.tips.page(ana, at + 30 * DAY).rows == []


def test_a_fresh_report_that_is_taken_back_goes_at_once_hold_or_not(
    store: Store, ana: Session, at: int
) -> None:
    tip, code = told(store)
    store.tips.hold(ana, tip, "why", at)
    take_back(store, code, at + 60)

    assert store.tips.page(ana, at).rows == []
    with store._database.read() as connection:
        assert connection.execute("SELECT count(*) FROM holds").fetchone()[0] == 0


def test_d11_the_audit_says_that_a_report_is_held_and_never_why(
    store: Store, ana: Session, at: int, tmp_path: Path
) -> None:
    tip, _ = told(store)
    store.tips.hold(ana, tip, "subpoena of Bob", at)
    store.tips.lift(ana, tip, at)
    store.tips.lift(ana, tip, at)

    assert [entry.verb for entry in store.audit.entries()][:3] == ["hold-ended", "held", "signed-in"]
    assert b"subpoena" not in everything(tmp_path)


def test_a4_a_mislaid_story_is_gone_at_once_with_all_that_hung_on_it(
    store: Store, ana: Session, at: int, tmp_path: Path
) -> None:
    store.staff.add("pat", ("partner",), PASSPHRASE, ana, at, agency="lapd")
    tip, code = told(store)
    store.tips.write(ana, tip, "When?", at)
    store.tips.hold(ana, tip, "why", at)
    store.releases.release(ana, tip, "lapd", b"copy", at)
    with store.turn(PHONE, at) as turn:
        turn.nudge(code, b"whom")
    with store._database.read() as connection:
        receipt, salt = connection.execute("SELECT receipt, salt FROM tips").fetchone()
    store.tips.erase_mislaned(ana, tip, at)

    assert store.tips.page(ana, at).rows == []
    assert says(store, code, at) is None
    with store._database.read() as connection:
        for table in ("tips", "letters", "releases", "holds", "fresh", "nudges"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table  # noqa: S608 - names of our own tables
    assert store.counts("2026-11") == {"mislaned": 1}
    assert [(entry.verb, entry.about) for entry in store.audit.entries(1)] == [("mislaned", None)]
    kept = everything(tmp_path)
    assert [found for found in (tip.encode(), receipt, salt) if found in kept] == []
    assert tip in (tmp_path / "line.db.erased").read_text("ascii")
    with pytest.raises(NoSuchTip):
        store.tips.erase_mislaned(ana, tip, at)


def test_a4_an_unfinished_story_is_gone_with_its_draft(store: Store, ana: Session, at: int) -> None:
    store.tips.erase_mislaned(ana, unfinished(store), at)

    with store._database.read() as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone()[0] == 0


def test_whoever_does_not_read_reports_does_none_of_this(store: Store, ana: Session, at: int) -> None:
    tip, _ = told(store)
    store.staff.add("olga", ("admin",), PASSPHRASE, ana, at)
    store.staff.add("pat", ("partner",), PASSPHRASE, ana, at, agency="lapd")
    for name in ("olga", "pat"):
        other = signed_in(store, name, PASSPHRASE, at)
        for act in (
            lambda other=other: store.tips.letters(other, tip, at),
            lambda other=other: store.tips.write(other, tip, "x", at),
            lambda other=other: store.tips.hold(other, tip, "x", at),
            lambda other=other: store.tips.reason(other, tip, at),
            lambda other=other: store.tips.lift(other, tip, at),
            lambda other=other: store.tips.erase_mislaned(other, tip, at),
            lambda other=other: store.releases.agencies(other),
            lambda other=other: store.releases.of(other, tip, at),
            lambda other=other: store.releases.release(other, tip, "lapd", b"", at),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert store.tips.letters(ana, tip, at) == ()
