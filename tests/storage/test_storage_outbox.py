"""The outbox: each text once, in order for each person, never when it is stale, and nothing of it when they leave."""

import fcntl
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from storage_stand import AT, NOON, make_store

from storage import Parcel, Store
from storage.ground import schema
from storage.line import dispatch
from storage.line.dispatch import KEPT_SENT, LEASE, MARK_BLOCK
from storage.line.nudges import make_due

HOUR, DAY = 3_600, 86_400
ADA, BEN = "signal:0b8ff8d4-6df2-4a35-9dd5-2c1a3a31a1f3", "signal:6d3fa57e-7a1c-4c43-8a8f-cd6a9a3f5f60"
CODE = "2222-2222-2222-2222"


def post(store: Store, text: str, who: str = ADA, at: int = AT, wait: int = 300) -> None:
    """Put an answer in, as a turn does."""
    with store.turn(who, at) as turn:
        turn.post(text.encode(), at + wait)


def take(store: Store, at: int = AT) -> Parcel:
    """Take the next text, of which there must be one."""
    taken = store.outbox.claim(at)
    assert taken is not None
    return taken


def words(store: Store, at: int = AT) -> list[str]:
    """Take and finish all there is, and give it in order."""
    found = []
    while (taken := store.outbox.claim(at)) is not None:
        found.append(taken.message.decode())
        store.outbox.done(taken)
    return found


def rows(store: Store) -> list[tuple[object, ...]]:
    """Give every row."""
    with store._database.read() as connection:
        return connection.execute("SELECT * FROM outbox ORDER BY who, number").fetchall()


def nudge(store: Store, who: str = ADA, at: int = AT) -> None:
    """Let somebody ask for a nudge, and the readers write."""
    with store.turn(who, at) as turn:
        turn.nudge(CODE, b"wake")
    house = store._house
    with store._database.write() as connection:
        make_due(connection, house.out_key, house.keyring.receipt(CODE), at)


def test_each_persons_answers_come_in_order_and_nobody_waits_for_another(store: Store) -> None:
    for text in ("1", "2", "3"):
        post(store, text)
    post(store, "for ben", BEN)
    first = take(store)
    other = take(store)

    assert {first.message, other.message} == {b"1", b"for ben"}
    assert store.outbox.claim(AT) is None  # the second waits for the first
    store.outbox.done(first)
    store.outbox.done(other)
    assert words(store) == ["2", "3"]
    assert rows(store) == []


def test_what_stales_first_leaves_first(store: Store) -> None:
    post(store, "a report", ADA, wait=1800)
    post(store, "a call for help", BEN, wait=300)

    assert words(store) == ["a call for help", "a report"]


def test_what_is_put_back_is_due_later_and_keeps_its_place_before_the_next(store: Store) -> None:
    for text in ("1", "2"):
        post(store, text)
    store.outbox.again(take(store), AT + 10)

    assert words(store, AT + 9) == []
    assert take(store, AT + 10).tries == 1
    assert words(store, AT + 10) == []


def test_a_rest_of_the_channel_is_no_attempt(store: Store) -> None:
    post(store, "1")
    store.outbox.again(take(store), AT + 10, tried=False)

    assert take(store, AT + 10).tries == 0


def test_one_that_certainly_failed_until_it_is_stale_holds_the_next_up_no_longer(store: Store) -> None:
    post(store, "1", wait=60)
    post(store, "2")
    store.outbox.again(take(store), AT + 50)

    assert words(store, AT + 59) == ["1", "2"]
    post(store, "1", wait=60)
    post(store, "2")
    store.outbox.again(take(store), AT + 50)
    assert words(store, AT + 60) == ["2"]


@pytest.mark.parametrize(("kept", "later"), [(300, 299), (1800, 1799)])
def test_stale_is_never_sent_and_its_text_goes(store: Store, kept: int, later: int) -> None:
    post(store, "1", wait=kept)
    assert len(store.outbox.drop_stale(AT + later)) == 0
    post(store, "2", BEN, wait=kept)

    assert store.outbox.claim(AT + later + 1) is None
    assert len(store.outbox.drop_stale(AT + later + 1)) == 2
    assert rows(store) == []


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_a_day_off_sends_nothing_late(store: Store, days: int) -> None:
    post(store, "1", wait=1800)
    wrong = AT + days * DAY

    assert store.outbox.claim(wrong) is None
    assert (
        len(store.outbox.drop_stale(wrong)) == 1
    )  # not today, and not tomorrow when it would be fresh again
    assert words(store) == []


def test_a_clock_that_is_a_fortnight_ahead_for_a_moment_costs_nobody_their_nudge(store: Store) -> None:
    nudge(store)
    post(store, "1")

    assert len(store.outbox.drop_stale(AT + 15 * DAY)) == 1
    assert store.outbox.claim(AT, nudges=True) is not None


def test_what_may_have_left_is_sent_once_more_at_most_and_a_nudge_never(store: Store) -> None:
    post(store, "1")
    store.outbox.doubtful(take(store), AT + 5)
    assert store.outbox.claim(AT + 4) is None
    store.outbox.doubtful(take(store, AT + 5), AT + 10)
    assert words(store, AT + 10) == []

    nudge(store)
    taken = store.outbox.claim(AT, nudges=True)
    assert taken is not None
    store.outbox.doubtful(taken, AT + 5)
    assert rows(store) == []


def test_whoever_leaves_has_what_waits_deleted_and_what_was_sent_called_back(store: Store) -> None:
    post(store, "for ben", BEN, wait=1800)
    for text in ("1", "2", "3"):
        post(store, text)
    store.outbox.sent(take(store), b"mark of 1", AT)
    leaving = take(store)
    with store.turn(ADA, AT + 10) as turn:
        turn.recall()
        turn.forget()
        turn.post(b"bye", AT + 310)
    store.outbox.sent(leaving, b"mark of 2", AT + 11)

    taken = [take(store, AT + 11) for _ in range(4)]
    assert [(one.kind, one.message) for one in taken[:2]] == [("answer", b"bye"), ("answer", b"for ben")]
    assert {(one.kind, one.message) for one in taken[2:]} == {
        ("recall", b"mark of 1"),
        ("recall", b"mark of 2"),
    }
    for one in taken:
        store.outbox.done(one)
    assert rows(store) == []


def test_half_an_hour_later_nothing_can_be_called_back_any_more(store: Store) -> None:
    post(store, "1")
    store.outbox.sent(take(store), b"mark", AT)
    assert len(store.outbox.drop_stale(AT + KEPT_SENT)) == 0  # it was sent: nothing was lost
    with store.turn(ADA, AT + KEPT_SENT) as turn:
        turn.recall()

    assert words(store, AT + KEPT_SENT) == []
    assert rows(store) == []


def test_a_recall_of_what_then_certainly_did_not_leave_sends_nothing(store: Store) -> None:
    post(store, "1")
    leaving = take(store)
    with store.turn(ADA, AT) as turn:
        turn.recall()
        turn.forget()
    store.outbox.again(leaving, AT + 1)

    back = take(store, AT + 1)
    assert (back.kind, back.message) == ("recall", b"1")  # whoever carries it sees that it was never sent
    store.outbox.done(back)
    assert rows(store) == []


@pytest.mark.parametrize("went", ["again", "sent", "doubtful", "done"])
def test_after_stop_nothing_is_left_not_even_of_what_was_just_leaving(store: Store, went: str) -> None:
    nudge(store)
    for text in ("1", "2", "3"):
        post(store, text)
    store.outbox.sent(take(store), b"mark", AT)
    leaving = take(store)
    with store.turn(ADA, AT) as turn:
        turn.forget()

    match went:
        case "again":
            store.outbox.again(leaving, AT)
        case "sent":
            store.outbox.sent(leaving, b"mark", AT)
        case "doubtful":
            store.outbox.doubtful(leaving, AT)
        case _:
            store.outbox.done(leaving)
    assert rows(store) == []


def test_one_text_in_anothers_place_is_not_touched_by_whoever_was_slow(store: Store) -> None:
    post(store, "1")
    slow = take(store)
    with store.turn(ADA, AT) as turn:
        turn.forget()
        turn.post(b"bye", AT + 300)
    quick = take(store)
    store.outbox.again(slow, AT)

    assert (slow.number, quick.message) == (quick.number, b"bye")
    assert store.outbox.claim(AT) is None  # nobody else may send it as well
    store.outbox.done(quick)
    assert rows(store) == []


def test_without_the_key_file_nobody_is_written_to(store: Store, tmp_path: Path) -> None:
    post(store, "1")
    nudge(store, BEN)
    (tmp_path / "day.keys.nudge").unlink()

    assert store.outbox.claim(AT) is None
    assert store.outbox.claim(AT, nudges=True) is None
    assert rows(store) == []


def test_noon_changes_nothing_for_what_waits(store: Store) -> None:
    post(store, "1", at=NOON - 60)
    with store.turn(BEN, NOON + 1) as turn:
        turn.load()
    post(store, "2", at=NOON + 60)

    assert words(store, NOON + 60) == ["1", "2"]


def test_a_row_tells_nothing_but_when_it_stales(store: Store, tmp_path: Path) -> None:
    post(store, json.dumps({"address": ADA, "text": "marigold"}))
    post(store, json.dumps({"address": BEN, "text": "cinnamon " * 60}), BEN)
    nudge(store, "signal:carl")
    lengths = {len(bytes(row[3])) for row in rows(store)}  # type: ignore[call-overload] # a blob
    marks = [take(store), take(store)]
    for mark in marks:
        store.outbox.sent(mark, json.dumps({"address": ADA, "sent": 1_795_000_000_000}).encode(), AT)
    kept = {len(bytes(row[3])) for row in rows(store) if row[5] == "sent"}  # type: ignore[call-overload] # a blob
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert len(lengths) == 1
    assert kept == {MARK_BLOCK + 40}
    assert all(len(bytes(row[0])) == 16 for row in rows(store))  # type: ignore[call-overload] # a blob
    for told in ("marigold", "cinnamon", ADA, BEN, "carl"):
        assert told.encode() not in on_disk


def test_the_hour_at_which_the_readers_wrote_is_in_no_nudge(store: Store) -> None:
    nudge(store, at=AT + 1234)
    ((*_, posted_at, due_at, _lease, stale_at),) = rows(store)

    assert {int(str(moment)) % HOUR for moment in (posted_at, due_at, stale_at)} == {0}


def test_what_waits_is_counted_with_its_age(store: Store) -> None:
    assert store.outbox.waiting(AT) == (0, 0)
    post(store, "1")
    post(store, "2", BEN, at=AT + 20)
    nudge(store)
    taken = take(store, AT + 20)
    assert store.outbox.waiting(AT + 45) == (2, 45)
    store.outbox.sent(taken, b"mark", AT + 45)
    assert store.outbox.waiting(AT + 45).texts == 1


def test_a_look_at_an_empty_outbox_waits_for_no_writer(store: Store, tmp_path: Path) -> None:
    store.outbox.claim(AT)
    other = make_store(tmp_path)
    with (tmp_path / "line.db.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert store.outbox.claim(AT) is None
        assert store.outbox.claim(AT, nudges=True) is None
        assert len(store.outbox.drop_stale(AT)) == 0
    other.close()


@pytest.mark.parametrize("nudges", [False, True])
def test_what_is_due_is_found_without_reading_what_was_sent_and_without_sorting(
    store: Store, *, nudges: bool
) -> None:
    wanted = {"nudges": nudges, "at": AT}
    with store._database.read() as connection:
        due = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {dispatch._OPEN}", wanted)]
        owners = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {dispatch._OWNERS}", {"me": b""})]

    assert due[0] == "SCAN o USING INDEX outbox_waiting"
    assert not any("TEMP B-TREE" in step for step in due)
    assert "INDEX outbox_sending" in owners[0]


def test_nudges_of_an_older_release_are_moved_over_and_what_it_had_begun_is_not_sent_again(
    store: Store, tmp_path: Path
) -> None:
    nudge(store)
    ((who, _, _, sealed, about, *_),) = rows(store)
    older = tmp_path / "older"
    older.mkdir()
    (older / "day.keys.nudge").write_bytes((tmp_path / "day.keys.nudge").read_bytes())
    with closing(sqlite3.connect(older / "line.db", isolation_level=None)) as connection:
        assert schema.begin(connection, ["the_line_answers", "nothing_to_seize"])
        for state in (0, 1, 2):  # asked for, due, begun
            wish = {
                "box": about if state == 1 else b"%d" % state,
                "who": who,
                "sealed": sealed,
                "state": state,
            }
            connection.execute(
                "INSERT INTO nudges VALUES (:box, :who, :sealed, :state, :over)", wish | {"over": AT + DAY}
            )
    new = make_store(older)
    new.migrate()

    assert [row[2:6] for row in rows(new)] == [("nudge", sealed, about, "waiting")]
    with new._database.read() as connection:
        assert connection.execute("SELECT mailbox FROM nudges").fetchall() == [(b"0",)]
    moved = new.outbox.claim(AT, nudges=True)
    assert moved is not None
    assert moved.message == b"wake"


def test_a_lease_ends_before_the_next_to_that_person_may_go(store: Store) -> None:
    post(store, "1")
    post(store, "2")
    slow = take(store)
    assert slow.lease_at == AT + LEASE
    assert store.outbox.claim(AT + LEASE - 1) is None

    passing = take(store, AT + LEASE)
    assert passing.message == b"2"
    store.outbox.again(slow, AT + LEASE)  # it woke, and saw that it may not send any more
    store.outbox.done(passing)
    assert words(store, AT + LEASE) == []
