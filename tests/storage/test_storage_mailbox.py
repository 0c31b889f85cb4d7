"""What a receipt code opens, for whoever holds it, and what it never opens."""

from datetime import datetime
from pathlib import Path

import pytest
from storage_children import TOOK, take_and_die, together
from storage_stand import AT, FACTS, NOON, PASSPHRASE, ZONE, make_store, signed_in

from storage import Session, Store
from storage.ground.days import local_day
from storage.line import letters, nudges
from storage.line.mailbox import WRONG_CODES

HOUR, DAY = 3_600, 86_400
OTHER = "ABCD-EFGH-JKM2-NPQR"
ANA, BEN = "sms:+12135550100", "signal:0f1e"


def sent(store: Store, at: int = AT, sender: str = ANA) -> str:
    """Hand a report in and give its code."""
    with store.turn(sender, at) as turn:
        return turn.submit(b'{"account": "a black car"}', FACTS)


def ask(store: Store, text: str, code: str, at: int = AT) -> None:
    """Write as the readers do, at the level of the table."""
    with store.turn("sms:nobody", at) as turn:
        thread = turn.thread(code)
        assert thread
        assert letters.append(turn._connection, thread.tip, "staff", text.encode(), local_day(at, ZONE))


def tips(store: Store) -> int:
    with store._database.read() as connection:
        found: int = connection.execute("SELECT count(*) FROM tips").fetchone()[0]
        return found


@pytest.mark.usefixtures("ana")
def test_a_code_opens_what_the_readers_wrote_from_any_phone_and_never_the_report(store: Store) -> None:
    code = sent(store)
    ask(store, "What colour was the car?", code)
    ask(store, "언제 보셨나요?", code)
    with store.turn(BEN, AT + DAY) as turn:
        thread = turn.try_code(code.lower().replace("-", " "))

    assert thread
    assert [(letter.number, letter.text) for letter in thread.letters] == [
        (2, "언제 보셨나요?"),
        (1, "What colour was the car?"),
    ]
    assert thread.letters[0].day == datetime.fromtimestamp(AT, ZONE).date().isoformat()
    assert "black car" not in repr(thread)


@pytest.mark.usefixtures("ana")
def test_a_letter_of_the_holder_is_for_the_readers_alone(store: Store) -> None:
    code = sent(store)
    with store.turn(BEN, AT) as turn:
        thread = turn.thread(code)
        assert thread
        assert turn.write(thread, b"it was red")
    with store.turn(ANA, AT) as turn:
        thread = turn.thread(code)
    with store._database.read() as connection:
        kept = connection.execute("SELECT author, mailbox FROM letters").fetchall()

    assert thread
    assert thread.letters == ()
    assert kept == [("holder", None)]


@pytest.mark.usefixtures("ana")
def test_a_mailbox_holds_so_many_letters_and_no_more(store: Store) -> None:
    code = sent(store)
    with store.turn(BEN, AT) as turn:
        thread = turn.thread(code)
        assert thread

        assert [turn.write(thread, b"more") for _ in range(letters.MOST + 2)] == [True] * letters.MOST + [
            False
        ] * 2


@pytest.mark.usefixtures("ana")
def test_a_report_can_be_taken_back_at_once_for_an_hour(store: Store) -> None:
    code = sent(store)
    ask(store, "When?", code)
    with store.turn(BEN, AT + 59 * 60) as turn:
        thread = turn.thread(code)
        assert thread
        assert thread.fresh
        turn.take_back(thread, code)
    with store.turn(BEN, AT + 59 * 60) as turn:
        assert turn.thread(code) is None

    assert tips(store) == 0
    assert thread.tip in store._house.tombstones.buried("tip")


@pytest.mark.usefixtures("ana")
def test_later_it_is_hidden_and_goes_within_three_days(store: Store) -> None:
    code = sent(store)
    late = AT + 61 * 60
    with store.turn(BEN, late) as turn:
        thread = turn.thread(code)
        assert thread
        assert not thread.fresh
        turn.take_back(thread, code)
    with store.turn(BEN, late) as turn:
        after = turn.thread(code)
    store.sweep(late + 3 * DAY)

    assert after
    assert after.news == "withdrawn"
    assert tips(store) == 0


@pytest.mark.parametrize(
    ("status", "news"),
    [
        ("new", "waiting"),
        ("needs-info", "waiting"),
        ("referred", "passed"),
        ("told-911", "passed"),
        ("closed", "closed"),
        ("no-indicators", "closed"),
    ],
)
def test_the_code_tells_in_a_word_what_became_of_it(
    store: Store, ana: Session, status: str, news: str
) -> None:
    code = sent(store)
    store.tips.set_status(ana, store.tips.page(ana, AT).rows[0].id, status, AT)  # type: ignore[arg-type] # one of them
    with store.turn(BEN, AT) as turn:
        thread = turn.thread(code)

    assert thread
    assert thread.news == news


@pytest.mark.usefixtures("ana")
def test_wrong_codes_are_limited_and_answer_alike(store: Store) -> None:
    code = sent(store)

    def tried(words: str, sender: str, at: int) -> bool:
        with store.turn(sender, at) as turn:
            return turn.try_code(words) is not None

    assert [tried(words, BEN, AT) for words in (OTHER, "ABCD", "", OTHER)] == [False] * 4
    assert tried(code, BEN, AT)
    assert not tried(OTHER, BEN, AT)
    assert WRONG_CODES == 5
    assert not tried(code, BEN, AT + 60)
    assert tried(code, ANA, AT + 60)
    assert tried(code, BEN, AT + 61 * 60)


@pytest.mark.usefixtures("ana")
def test_a_wrong_code_costs_the_same_statements_and_keys_as_a_right_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of an answer must not tell a wrong code from an erased one, or from a right one without letters."""
    code = sent(store)
    seen: list[list[str]] = []
    derived: list[str] = []
    keyring = store._house.keyring
    mailbox = type(keyring).mailbox
    monkeypatch.setattr(type(keyring), "mailbox", lambda self, of: derived.append("key") or mailbox(self, of))
    for words in (code, OTHER, "no code at all"):
        with store.turn(BEN, AT) as turn:
            statements: list[str] = []
            turn._connection.set_trace_callback(
                lambda statement, into=statements: into.append(statement.split()[0])  # type: ignore[misc] # bound now
            )
            turn._mailbox().thread(words)
            turn._connection.set_trace_callback(None)
            seen.append([word for word in statements if word != "--"])

    assert len(seen[0]) > 1
    assert seen[0] == seen[1] == seen[2]
    assert len(derived) == 3


@pytest.mark.usefixtures("ana")
def test_a_nudge_is_found_by_stop_on_the_thirteenth_day(store: Store) -> None:
    code = sent(store)
    with store.turn(ANA, AT) as turn:
        turn.nudge(code, b'{"address": "+12135550100"}')
    with store.turn("sms:+12135550101", AT + 13 * DAY) as turn:
        turn.forget()
    assert rows(store, "nudges") == 1
    with store.turn(ANA, AT + 13 * DAY) as turn:
        turn.forget()

    assert rows(store, "nudges") == 0


def rows(store: Store, table: str) -> int:
    with store._database.read() as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        return found


@pytest.mark.usefixtures("ana")
def test_a_nudge_is_claimed_once_and_only_after_a_letter(store: Store) -> None:
    code = sent(store)
    with store.turn(ANA, AT) as turn:
        turn.nudge(code, b"who")
    assert store.outbox.claim(AT, nudges=True) is None
    due(store, code)

    claimed = store.outbox.claim(AT + DAY, nudges=True)
    assert claimed
    assert claimed.message == b"who"
    assert store.outbox.claim(AT + DAY, nudges=True) is None
    store.outbox.again(claimed, AT + DAY + 5)
    assert store.outbox.claim(AT + DAY + 4, nudges=True) is None
    again = store.outbox.claim(AT + DAY + 5, nudges=True)
    assert again
    assert (again.message, again.tries) == (b"who", 1)
    store.outbox.done(again)
    assert rows(store, "nudges") == rows(store, "outbox") == 0


@pytest.mark.usefixtures("ana")
def test_a_nudge_that_a_dead_worker_had_claimed_is_never_sent(store: Store, tmp_path: Path) -> None:
    code = sent(store)
    with store.turn(ANA, AT) as turn:
        turn.nudge(code, b"who")
    due(store, code)
    assert together(take_and_die, (tmp_path, AT, True)) == [TOOK]
    assert rows(store, "outbox") == 1

    assert store.outbox.claim(AT, nudges=True) is None
    assert rows(store, "outbox") == 0


@pytest.mark.usefixtures("ana")
def test_a_nudge_stopped_after_it_was_put_back_is_not_sent(store: Store) -> None:
    code = sent(store)
    with store.turn(ANA, AT) as turn:
        turn.nudge(code, b"who")
    due(store, code)
    claimed = store.outbox.claim(AT, nudges=True)
    assert claimed
    store.outbox.again(claimed, AT)
    with store.turn(ANA, AT + 13 * DAY) as turn:
        turn.forget()

    assert store.outbox.claim(AT + 13 * DAY, nudges=True) is None
    assert rows(store, "outbox") == 0


@pytest.mark.usefixtures("ana")
def test_a_nudge_is_over_after_fourteen_days_and_when_its_report_is_taken_back(store: Store) -> None:
    code, other = sent(store), sent(store, sender=BEN)
    for sender, of in ((ANA, code), (BEN, other)):
        with store.turn(sender, AT) as turn:
            turn.nudge(of, b"who")
        due(store, of)
    with store.turn(BEN, AT) as turn:
        thread = turn.thread(other)
        assert thread
        turn.take_back(thread, other)

    assert rows(store, "outbox") == 1
    assert store.outbox.claim(AT + 14 * DAY, nudges=True) is None
    store.sweep(AT + 14 * DAY, agreed=True)
    assert rows(store, "outbox") == 0


def due(store: Store, code: str) -> None:
    """Make a nudge due, as the transaction of a letter does."""
    with store.turn("sms:nobody", AT) as turn:
        nudges.make_due(turn._connection, store._house.out_key, store._house.keyring.receipt(code), AT)


@pytest.mark.usefixtures("ana")
def test_a_conversation_of_a_day_ago_keeps_its_draft_over_noon(store: Store) -> None:
    with store.turn(ANA, NOON - 600) as turn:
        turn.draft(b"{}", FACTS)
    with store.turn(ANA, NOON + 600) as turn:
        turn.draft(b'{"more": 1}', FACTS)

    assert rows(store, "drafts") == 1


def test_what_is_left_unfinished_goes_on_after_an_hour_of_silence(store: Store, ana: Session) -> None:
    with store.turn(ANA, AT) as turn:
        turn.draft(b'{"account": "a black car"}', FACTS)

    assert store.send_on_unfinished(AT + HOUR - 120) == 0
    assert store.tips.page(ana, AT).rows == []
    assert store.send_on_unfinished(AT + HOUR) == 1
    assert store.send_on_unfinished(AT + HOUR) == 0
    (row,) = store.tips.page(ana, AT + HOUR).rows
    assert store.tips.read(ana, row.id, AT + HOUR) == b'{"account": "a black car"}'
    assert (row.block, row.kind) == (FACTS.block, FACTS.kind)


@pytest.mark.parametrize("later", [60, 2 * HOUR, 23 * HOUR])
def test_it_is_its_senders_for_a_day(store: Store, ana: Session, later: int) -> None:
    with store.turn(ANA, AT) as turn:
        turn.draft(b"{}", FACTS)
    store.send_on_unfinished(AT + later)
    with store.turn(BEN, AT + later) as turn:
        turn.forget()
    sent_on = [row.id for row in store.tips.page(ana, AT + later).rows]
    with store.turn(ANA, AT + later) as turn:
        turn.forget()

    assert len(sent_on) == (later >= HOUR)
    assert store.tips.page(ana, AT + later).rows == []
    assert rows(store, "drafts") == 0
    assert store._house.tombstones.buried("tip") == set(sent_on)


def test_after_a_day_it_stays(store: Store, ana: Session) -> None:
    with store.turn(ANA, AT) as turn:
        turn.draft(b"{}", FACTS)
    store.send_on_unfinished(AT + HOUR)
    with store.turn(ANA, AT + DAY) as turn:
        turn.forget()
    store.sweep(AT + DAY)

    assert len(store.tips.page(ana, AT + DAY).rows) == 1
    assert rows(store, "drafts") == 0


@pytest.mark.parametrize(("earlier", "left"), [(False, 1), (True, 0)])
def test_a_draft_that_is_begun_anew_leaves_an_earlier_one_alone(
    store: Store, ana: Session, *, earlier: bool, left: int
) -> None:
    with store.turn(ANA, NOON - 600) as turn:
        turn.draft(b"{}", FACTS)
    with store.turn(ANA, NOON + 600) as turn:
        turn.draft(b'{"other": 1}', FACTS, anew=True)
        turn.draft(b'{"other": 2}', FACTS)

    assert rows(store, "drafts") == 2

    with store.turn(ANA, NOON + 660) as turn:
        turn.undraft(earlier=earlier)

    assert store.send_on_unfinished(NOON + HOUR) == left

    with store.turn(ANA, NOON + HOUR) as turn:
        turn.forget()

    assert store.tips.page(ana, NOON + HOUR).rows == []
    assert rows(store, "drafts") == 0


def test_what_a_dead_worker_left_due_for_a_day_is_dropped(store: Store, ana: Session) -> None:
    """A worker that slept does not send on what its sender has long forgotten."""
    with store.turn(ANA, AT) as turn:
        turn.draft(b"{}", FACTS)

    assert store.send_on_unfinished(AT + DAY) == 0
    store.sweep(AT + DAY)
    assert store.tips.page(ana, AT + DAY).rows == []


def test_two_phones_and_a_colleague_write_at_once_and_nothing_is_lost(store: Store) -> None:
    """One exclusive turn at a time: the numbers of the letters have no gap and no double."""
    from threading import Thread as Runner  # noqa: PLC0415 - beside its only use

    store.staff.found("ana", PASSPHRASE, AT)
    code = sent(store)

    def holder(sender: str) -> None:
        for number in range(10):
            with store.turn(sender, AT) as turn:
                thread = turn.thread(code)
                assert thread
                turn.write(thread, f"{sender} {number}".encode())

    def staff() -> None:
        for number in range(10):
            ask(store, f"question {number}", code)

    runners = [Runner(target=holder, args=(ANA,)), Runner(target=holder, args=(BEN,)), Runner(target=staff)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    with store._database.read() as connection:
        numbers = [number for (number,) in connection.execute("SELECT number FROM letters ORDER BY number")]

    assert numbers == list(range(1, 31))
    assert signed_in(make_store(store._database.path.parent), "ana", PASSPHRASE, AT)
