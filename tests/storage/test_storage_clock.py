"""The brakes: a clock set wrong deletes nothing, and nobody loses a fifth of the reports to one round."""

from pathlib import Path

import pytest
from storage_stand import AT, FACTS, NOON, make_store

from storage import ClockJumped, DiskTrouble, Session, StorageError, Store, TooMany
from storage.turns import TIDY_EVERY

HOUR = 3_600
DAY = 24 * HOUR
YEAR = 365 * DAY


def rows(store: Store, table: str) -> int:
    """Count the rows of a table."""
    with store._database.read() as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        return count


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Give everything that every table holds."""
    with store._database.read() as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608 - our own names


def hand_in(store: Store, count: int, at: int) -> list[str]:
    """Hand some reports in, and give their codes."""
    codes = []
    for number in range(count):
        with store.turn(f"sms:{number}", at) as turn:
            turn.seen("SM1")
            turn.save(b"", at + 1800)
            codes.append(turn.submit(b"{}", FACTS))
    return codes


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("jump", [YEAR, -YEAR, 2 * HOUR + 120, -2 * HOUR - 120])
def test_a_clock_that_jumps_deletes_nothing_and_turns_no_key(
    store: Store, at: int, jump: int, tmp_path: Path
) -> None:
    hand_in(store, 3, at)
    store.sweep(at)
    keys = (tmp_path / "day.keys").read_bytes()
    before = contents(store)

    for step in range(30):
        with pytest.raises(ClockJumped):
            store.sweep(at + jump + step)
        with store.turn("sms:somebody", at + jump + step) as turn:
            turn.load()

    assert contents(store) == before
    assert (tmp_path / "day.keys").read_bytes() == keys


@pytest.mark.usefixtures("ana")
def test_nothing_whose_time_is_over_is_readable_while_the_clock_is_doubted(store: Store, at: int) -> None:
    (code,) = hand_in(store, 1, at)
    store.sweep(at)
    late = at + YEAR

    with store.turn("sms:0", late) as turn:
        assert turn.load() is None
        assert turn.thread(code) is None
        assert not turn.seen("SM1")
    assert store.tips.find(code, late) is None
    assert store.outbox.claim(late) is None
    assert store.outbox.claim(late, nudges=True) is None


def test_a_conversation_begun_while_the_clock_is_doubted_goes_on(store: Store, at: int) -> None:
    store.sweep(at)
    for step in range(3):
        with store.turn("sms:0", at + YEAR + step * 60) as turn:
            assert turn.load() == (b"%d" % (step - 1) if step else None)
            turn.save(b"%d" % step, at + YEAR + step * 60 + 1800)


def test_the_first_start_is_believed_and_rounds_move_the_mark_on(store: Store, at: int) -> None:
    assert store.clock.mark() is None
    for hour in range(48):
        store.sweep(at + hour * HOUR)

    assert at + 47 * HOUR - 600 <= (store.clock.mark() or 0) <= at + 47 * HOUR


def test_turns_move_the_mark_on_without_a_worker(store: Store, at: int) -> None:
    for minute in range(180):
        with store.turn("sms:0", at + minute * 60) as turn:
            turn.load()

    assert store.clock.trusted(at + 4 * HOUR)


def test_an_operator_agrees_and_what_waited_goes(store: Store, ana: Session, at: int) -> None:
    hand_in(store, 3, at)
    store.sweep(at)
    assert store.forecast(at + YEAR)["reports at their age"] == 3

    store.sweep(at + YEAR, agreed=True)

    assert rows(store, "tips") == rows(store, "conversations") == rows(store, "seen") == 0
    assert store.clock.trusted(at + YEAR)
    assert store.tips.page(ana, at).rows == []


def test_a_clock_elsewhere_that_says_the_same_is_as_good_as_an_operator(store: Store, at: int) -> None:
    store.sweep(at)
    later = at + 6 * HOUR

    assert not store.hear(later, at)
    assert not store.hear(later, later + 301)
    assert store.hear(later, later - 299)
    store.sweep(later)


def test_a_clock_that_was_ahead_and_is_put_right_leaves_nothing_that_outlasts_its_promise(
    store: Store, ana: Session, at: int
) -> None:
    store.sweep(at)
    ahead = at + YEAR
    hand_in(store, 2, ahead)
    with store.turn("sms:draft", ahead) as turn:
        turn.draft(b"{}", FACTS)
        turn.nudge("0000-0000-0000-0002", b"{}")
    store.sweep(at + 60)

    assert rows(store, "conversations") == rows(store, "drafts") == rows(store, "nudges") == 0
    assert len(store.tips.page(ana, at + 60).rows) == 2
    store.sweep(at + 90 * DAY + 60, agreed=True)
    assert rows(store, "tips") == 0


def test_day_keys_wait_for_a_clock_that_is_believed_and_turn_then(store: Store, tmp_path: Path) -> None:
    store.sweep(NOON - 60)
    with store.turn("sms:1", NOON - 60) as turn:
        turn.save(b"before noon", NOON + 3 * HOUR + 1800)
    keys = (tmp_path / "day.keys").read_text().split()
    with store.turn("sms:1", NOON + 3 * HOUR) as turn:
        assert turn.load() == b"before noon"
    assert (tmp_path / "day.keys").read_text().split() == keys

    store.agree(NOON + 3 * HOUR)
    with store.turn("sms:1", NOON + 3 * HOUR) as turn:
        assert turn.load() == b"before noon"
    assert (tmp_path / "day.keys").read_text().split()[1] == keys[2]


def test_two_days_without_a_text_leave_no_key_that_leads_to_a_sender(store: Store, tmp_path: Path) -> None:
    with store.turn("sms:1", AT) as turn:
        turn.save(b"", AT + 1800)
    keys = set((tmp_path / "day.keys").read_text().split())
    for hour in range(49):
        store.sweep(AT + hour * HOUR)

    assert keys.isdisjoint((tmp_path / "day.keys").read_text().split())


@pytest.mark.parametrize("spoilt", [b"", b"x", b"-5\n", b"\xff\xff", b"9" * 13, b"1" * 5000])
def test_a_spoilt_mark_is_no_reason_to_delete(store: Store, at: int, tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "line.db.clock").write_bytes(spoilt)

    with pytest.raises(ClockJumped):
        store.sweep(at)
    store.agree(at)
    store.sweep(at)


@pytest.mark.parametrize("behind", [3 * HOUR, YEAR, AT])
def test_what_comes_while_the_clock_is_behind_is_kept_as_long_as_any_other(
    store: Store, ana: Session, at: int, behind: int
) -> None:
    store.sweep(at)
    old = store.tips.find(hand_in(store, 1, at)[0], at) or ""
    came, code = hand_in(store, 2, at - behind)
    store.tips.set_status(ana, old, "closed", at - behind)
    store.sweep(at)

    assert rows(store, "tips") == 3
    assert store.tips.find(came, at + 89 * DAY)
    assert store.tips.row(ana, old, at + 89 * DAY)
    assert store.tips.find(code, at + 90 * DAY) is None


@pytest.mark.usefixtures("ana")
def test_what_was_left_unfinished_while_the_clock_was_behind_goes_on_after_its_hour(
    store: Store, at: int
) -> None:
    store.sweep(at)
    with store.turn("sms:+12135550100", at - YEAR) as turn:
        turn.draft(b"{}", FACTS)

    assert store.send_on_unfinished(at + HOUR - 60) == 0
    store.sweep(at + HOUR)
    assert store.send_on_unfinished(at + HOUR) == 1


def test_a_mark_that_cannot_be_read_or_written_loses_nobodys_text(
    store: Store, at: int, tmp_path: Path
) -> None:
    with store.turn("sms:over", at) as turn:
        turn.save(b"over", at + 60)
    (tmp_path / "line.db.clock").mkdir()
    for _ in range(3 * TIDY_EVERY):
        with store.turn("sms:+12135550100", at + HOUR) as turn:
            turn.save(b"where?", at + 2 * HOUR)

    assert rows(store, "conversations") == 2
    with pytest.raises(DiskTrouble):
        store.sweep(at + HOUR)
    with pytest.raises(DiskTrouble):
        store.brakes(at + HOUR)


def test_the_mark_is_shared_by_processes_and_survives_them(store: Store, at: int, tmp_path: Path) -> None:
    store.sweep(at)

    with pytest.raises(ClockJumped):
        make_store(tmp_path).sweep(at + DAY)


@pytest.mark.usefixtures("ana")
def test_a_round_that_would_take_a_fifth_of_the_reports_stops_before_them_and_asks(
    store: Store, at: int
) -> None:
    hand_in(store, 6, at)
    store.agree(at + 60 * DAY)
    hand_in(store, 20, at + 60 * DAY)
    late = at + 91 * DAY
    store.agree(late)

    with pytest.raises(TooMany) as asked:
        store.sweep(late)
    assert isinstance(asked.value, StorageError)
    assert (rows(store, "tips"), rows(store, "conversations"), rows(store, "seen")) == (26, 0, 0)
    assert store.forecast(late)["reports at their age"] == 6
    store.sweep(late, agreed=True)
    assert rows(store, "tips") == 20


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(("old", "young"), [(5, 0), (6, 24)])
def test_a_few_reports_or_a_small_share_of_them_go_without_asking(
    store: Store, at: int, old: int, young: int
) -> None:
    hand_in(store, old, at)
    hand_in(store, young, at + 60 * DAY)
    store.agree(at + 91 * DAY)
    store.sweep(at + 91 * DAY)

    assert rows(store, "tips") == young


def test_junk_and_what_was_taken_back_go_whatever_is_asked(store: Store, ana: Session, at: int) -> None:
    codes = hand_in(store, 10, at)
    for tip in store.tips.page(ana, at).rows[:7]:
        store.tips.set_status(ana, tip.id, "junk", at)
    with store.turn("sms:0", at + 2 * HOUR) as turn:
        for code in codes:
            thread = turn.thread(code)
            if thread and thread.news == "waiting":
                turn.take_back(thread, code)
    store.agree(at + 4 * DAY)
    store.sweep(at + 4 * DAY)

    assert rows(store, "tips") == 0
