"""The day keys: turned at noon, two days old at most, and no way back."""

from datetime import datetime
from pathlib import Path

import pytest
from storage_stand import SECRET, ZONE, make_store

from storage import DayKeyTrouble, Store
from storage.ground.day_keys import DayKeys, Days
from storage.ground.days import noon_day
from storage.ground.keys import Keyring, alias

DAY = 86_400


def moment(text: str) -> int:
    """Give a moment in the place's own time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


BEFORE_NOON = moment("2026-11-18T11:59:50")
AFTER_NOON = moment("2026-11-18T12:00:10")


def rows(store: Store) -> list[bytes]:
    """Give the look-ups of all conversations."""
    with store._database.read() as connection:
        return [row[0] for row in connection.execute("SELECT sender FROM conversations")]


def test_a_night_on_the_street_has_one_key_and_noon_begins_the_next() -> None:
    night = {
        noon_day(moment(text), ZONE) for text in ("2026-11-17T12:00", "2026-11-17T22:00", "2026-11-18T06:00")
    }

    assert night == {noon_day(BEFORE_NOON, ZONE)}
    assert noon_day(AFTER_NOON, ZONE) == noon_day(BEFORE_NOON, ZONE) + 1


def test_a_conversation_goes_on_across_noon_and_moves_to_the_new_key(store: Store) -> None:
    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        turn.save(b"before noon", BEFORE_NOON + 1800)
    under_yesterday = rows(store)
    with store.turn("sms:+12135550100", AFTER_NOON) as turn:
        found = turn.load()
        turn.save(b"after noon", AFTER_NOON + 1800)

    assert found == b"before noon"
    assert len(rows(store)) == 1
    assert rows(store) != under_yesterday
    with store.turn("sms:+12135550100", AFTER_NOON + 60) as turn:
        assert turn.load() == b"after noon"


def test_saving_without_looking_first_still_leaves_one_row(store: Store) -> None:
    for at in (BEFORE_NOON, AFTER_NOON):
        with store.turn("sms:+12135550100", at) as turn:
            turn.save(b"here", at + 1800)

    assert len(rows(store)) == 1


def test_forgetting_after_noon_forgets_what_was_said_before_it(store: Store) -> None:
    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        turn.save(b"before noon", BEFORE_NOON + 1800)
    with store.turn("sms:+12135550100", AFTER_NOON) as turn:
        turn.forget()

    assert rows(store) == []


def test_yesterdays_row_is_found_and_the_day_befores_is_nobodys(store: Store, tmp_path: Path) -> None:
    for_ever = BEFORE_NOON + 100 * DAY
    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        turn.save(b"long ago", for_ever)

    with store.turn("sms:+12135550100", BEFORE_NOON + DAY) as turn:
        assert turn.load() == b"long ago"
    with store.turn("sms:+12135550100", BEFORE_NOON + 2 * DAY) as turn:
        assert turn.load() is None
    with make_store(tmp_path).turn("sms:+12135550100", BEFORE_NOON) as turn:
        assert turn.load() is None  # also for whoever sets the clock back


def test_a_retry_across_noon_is_the_same_message(store: Store) -> None:
    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        assert not turn.seen("SM1")

    with store.turn("sms:+12135550100", AFTER_NOON) as turn:
        assert turn.seen("SM1")


def test_a_message_from_just_before_noon_that_is_late_still_finds_its_conversation(store: Store) -> None:
    with store.turn("sms:+12135550100", AFTER_NOON) as turn:
        turn.save(b"after noon", AFTER_NOON + 1800)

    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        assert turn.load() == b"after noon"


def test_two_machines_that_began_with_one_key_stay_in_step_over_a_pause() -> None:
    begun = Days.begin(100)
    day_by_day = begun
    for number in range(101, 108):
        day_by_day = day_by_day.turned(number)

    assert begun.turned(107) == day_by_day


def test_a_clock_that_ran_ahead_and_is_put_right_does_not_stop_the_keys(tmp_path: Path) -> None:
    keys = DayKeys(tmp_path / "other.keys", ZONE, Keyring(SECRET).day, lambda _: True)
    ahead = keys.pair(BEFORE_NOON + 365 * DAY)

    right = keys.pair(BEFORE_NOON)
    assert set(ahead).isdisjoint(right[:1])
    assert keys.pair(BEFORE_NOON) == right
    assert keys.pair(BEFORE_NOON + DAY)[1] == right[0]


def test_the_file_holds_two_keys_and_they_lead_to_nobody_without_the_secret(
    store: Store, tmp_path: Path
) -> None:
    with store.turn("sms:+12135550100", BEFORE_NOON) as turn:
        turn.save(b"here", BEFORE_NOON + 1800)
    number, *keys = (tmp_path / "day.keys").read_text().split()
    other = Keyring(b"some other invented secret")

    assert int(number) == noon_day(BEFORE_NOON, ZONE)
    assert len(keys) == 2
    for ring in (other, Keyring(SECRET)):
        today = alias("sms:+12135550100", ring.day(bytes.fromhex(keys[1]))).lookup
        assert (today in rows(store)) == (ring is not other)


@pytest.mark.parametrize("spoilt", ["", "20 30", "x y z", "20\nab\ncd\n", "\xff"])
def test_a_spoilt_file_costs_open_chats_and_nothing_else(store: Store, tmp_path: Path, spoilt: str) -> None:
    with store.turn("sms:1", BEFORE_NOON) as turn:
        turn.save(b"here", BEFORE_NOON + 1800)
    (tmp_path / "day.keys").write_text(spoilt, "latin-1")

    with store.turn("sms:1", BEFORE_NOON) as turn:
        assert turn.load() is None
        turn.save(b"anew", BEFORE_NOON + 1800)
    with make_store(tmp_path).turn("sms:1", BEFORE_NOON) as turn:
        assert turn.load() == b"anew"


def test_a_file_that_cannot_be_written_is_said_so_and_nothing_is_kept(store: Store, tmp_path: Path) -> None:
    (tmp_path / "day.keys.new").mkdir()  # in the way of the new file; root ignores file modes

    with pytest.raises(DayKeyTrouble), store.turn("sms:1", BEFORE_NOON) as turn:
        turn.save(b"here", BEFORE_NOON + 1800)
    (tmp_path / "day.keys.new").rmdir()
    with store.turn("sms:1", BEFORE_NOON) as turn:
        assert turn.load() is None
