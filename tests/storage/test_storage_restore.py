"""A restore: what was backed up is there again, and nothing comes back that was erased, revoked or over its time."""

import fcntl
from pathlib import Path

import pytest
from backup_stand import BO, WORDS, Stand, nothing_left, rows, stand
from storage_stand import AT, FACTS, PASSPHRASE, make_store, signed_in

from storage import Locked, NotAllowed, WrongPassphrase, WrongRecoveryKey
from storage.keeping import backup_errors
from storage.keeping.backup import DURABLE, TRANSIENT

DAY = 86_400
ORDINARY = sorted(DURABLE.keys() - {"audit", "settings"})


@pytest.fixture
def line(tmp_path: Path) -> Stand:
    return stand(tmp_path)


def test_every_row_that_must_last_is_there_again_and_no_other(line: Stand) -> None:
    new = line.elsewhere()
    told = line.restore(new, line.take())
    before, after = rows(line.store), rows(new)

    assert {table: after[table] for table in ORDINARY} == {table: before[table] for table in ORDINARY}
    assert all(before[table] for table in DURABLE)
    assert sorted(after["settings"]) == sorted(before["settings"])
    assert after["audit"][:-1] == before["audit"]
    assert [(entry.actor, entry.verb) for entry in new.audit.entries(1)] == [("operator", "restored")]
    assert not any(rows(new, TRANSIENT).values())
    assert (told.reports, told.gone.erased, told.gone.expired, told.gone.members) == (3, 0, 0, 0)
    new.audit.verify([(told.head.number, told.head.chain)])


def test_receipts_open_their_mailboxes_and_staff_read_what_they_read_before(line: Stand) -> None:
    new = line.elsewhere()
    line.restore(new, line.take())
    with new.turn("sms:+12135550188", AT) as turn:
        threads = [turn.try_code(receipt) for receipt in line.receipts]
    ana = signed_in(new, "ana", PASSPHRASE, AT)

    assert [thread and [letter.text for letter in thread.letters] for thread in threads] == [
        ["which door?"],
        [],
        [],
    ]
    assert new.tips.read(ana, line.tip(line.receipts[1]), AT) == WORDS.encode()
    assert signed_in(new, "bo", BO, AT).roles == ("intake",)


def test_nobody_is_signed_in_and_nobody_is_nudged(line: Stand) -> None:
    token = line.store.staff.sign_in("ana", PASSPHRASE, AT)
    new = line.elsewhere()
    line.restore(new, line.take())

    assert line.store.staff.session(token, AT)
    assert new.staff.session(token, AT) is None
    assert new.outbox.claim(AT) is None
    assert new.outbox.claim(AT, nudges=True) is None
    assert new.send_on_unfinished(AT + 4000) == 0


def test_what_was_erased_since_stays_erased_in_every_byte(line: Stand) -> None:
    file = line.take()
    gone = line.tip(line.receipts[0])
    with line.store._database.read() as connection:
        (sealed,) = connection.execute("SELECT sealed FROM tips WHERE id = :tip", {"tip": gone}).fetchone()
    with line.store.turn("sms:+12135550188", AT) as turn:
        thread = turn.thread(line.receipts[0])
        assert thread
        turn.take_back(thread, line.receipts[0])
    new = line.elsewhere()
    told = line.restore(new, file)

    assert (told.reports, told.gone.erased) == (2, 1)
    assert new.tips.find(line.receipts[0], AT) is None
    assert rows(new, ["letters", "releases", "holds"]) == {"letters": [], "releases": [], "holds": []}
    content = (line.folder / "new" / "line.db").read_bytes()
    assert gone.encode() not in content
    assert sealed[100:200] not in content


def test_what_was_taken_back_late_is_hidden_and_goes_when_it_would_have_gone(line: Stand) -> None:
    file = line.take()
    taken, kept = sorted(line.receipts[1:], key=line.tip, reverse=True)  # as the queue would show them
    late = AT + 2 * 3600
    with line.store.turn("sms:+12135550188", late) as turn:
        thread = turn.thread(taken)
        assert thread
        assert not thread.fresh
        turn.take_back(thread, taken)
    soon, after = line.elsewhere("soon"), line.elsewhere("after")
    line.restore(soon, file, late)
    line.restore(after, file, late + 4 * DAY)
    with soon.turn("sms:+12135550188", late) as turn:
        thread = turn.thread(taken)
    queue = soon.tips.page(signed_in(soon, "ana", PASSPHRASE, late), late).rows

    assert thread
    assert thread.news == "withdrawn"
    assert [row.withdrawn for row in queue] == [False, False, True]
    assert after.tips.find(taken, late) is None
    assert after.tips.find(kept, late) is not None


def test_who_was_revoked_stays_out_and_what_comes_in_has_a_new_key(line: Stand) -> None:
    file = line.take()
    bo = signed_in(line.store, "bo", BO, AT)
    line.store.staff.revoke("bo", AT)
    line.store.staff.revoke("lee", AT)
    new = line.elsewhere()
    told = line.restore(new, file)
    with new.turn("sms:+12135550188", AT) as turn:
        receipt = turn.submit(b"after", FACTS)
    found = new.tips.find(receipt, AT) or ""
    with new._database.read() as connection:
        (pair,) = connection.execute("SELECT pair FROM tips WHERE id = :tip", {"tip": found}).fetchone()
        newest = dict(connection.execute("SELECT holder, max(number) FROM pairs GROUP BY holder"))
        held = connection.execute("SELECT DISTINCT member FROM grants").fetchall()

    assert told.gone.members == 2
    assert [member.name for member in new.staff.members()] == ["ana"]
    with pytest.raises(WrongPassphrase):
        new.staff.sign_in("bo", BO, AT)
    assert rows(new, ["factors", "spare_codes"]) == {"factors": [], "spare_codes": []}
    assert pair == newest["intake"]
    assert set(newest.values()) == {3, 4}
    assert held == [("ana",)]
    with pytest.raises(NotAllowed):
        new.tips.read(bo, found, AT)
    assert new.tips.read(signed_in(new, "ana", PASSPHRASE, AT), found, AT) == b"after"


def test_a_founder_who_was_recovered_since_does_not_come_back_with_the_old_passphrase(line: Stand) -> None:
    file = line.take()
    line.store.staff.recover(line.key, "ana", BO, AT)
    new = line.elsewhere()
    told = line.restore(new, file)

    assert told.gone.members == 1
    with pytest.raises(WrongPassphrase):
        new.staff.sign_in("ana", PASSPHRASE, AT)
    new.staff.recover(line.key, "ana", BO, AT)
    assert new.tips.read(signed_in(new, "ana", BO, AT), line.tip(line.receipts[0]), AT) == WORDS.encode()


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_nothing_is_put_in_the_place_of_a_database(line: Stand, end: str) -> None:
    file, new = line.take(), line.elsewhere()
    there = line.folder / "new" / f"line.db{end}"
    there.write_bytes(b"whatever it is")

    with nothing_left(new), pytest.raises(backup_errors.DatabaseExists):
        line.restore(new, file)
    assert there.read_bytes() == b"whatever it is"


def test_a_line_that_writes_or_another_restore_is_in_the_way(line: Stand) -> None:
    file, new = line.take(), line.elsewhere()
    with (line.folder / "new" / "line.db.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with nothing_left(new), pytest.raises(Locked):
            line.restore(new, file)


def test_what_a_killed_restore_left_is_no_hindrance(line: Stand) -> None:
    new = line.elsewhere()
    (line.folder / "new" / "line.db.restoring").write_bytes(b"half a database")
    line.restore(new, line.take())

    assert not (line.folder / "new" / "line.db.restoring").exists()
    assert (line.folder / "new" / "line.db").stat().st_mode & 0o777 == 0o600


def test_without_the_list_of_what_was_erased_it_stops_and_asks(line: Stand) -> None:
    file = line.take()
    other = make_store(line.folder / "new")
    (line.folder / "new").mkdir()
    for _ in range(2):
        with nothing_left(other), pytest.raises(backup_errors.NoTombstones):
            line.restore(other, file)
        (line.folder / "new" / "line.db.erased").write_text("20000 list somebody-elses\n")

    assert line.restore(other, file, without_tombstones=True).reports == 3


def test_a_list_that_does_not_go_back_to_the_backup_is_not_enough(line: Stand) -> None:
    file = line.take()
    with pytest.raises(backup_errors.NoTombstones):
        line.restore(line.elsewhere(), file, AT + 31 * DAY)

    assert line.restore(line.elsewhere(), file, AT + 31 * DAY, without_tombstones=True).reports == 3


def test_a_spoilt_line_of_the_list_stops_neither_a_round_nor_a_restore(line: Stand) -> None:
    file, gone = line.take(), line.tip(line.receipts[0])
    with line.store._house.tombstones.path.open("ab") as erased:
        erased.write(b"%b tip %b\n\xff\n\n20775 tip\n" % (b"9" * 5000, gone.encode()))
        erased.write(b"%b withdrawn %b\n" % (b"9" * 30, gone.encode()))
    line.store.sweep(AT)

    assert line.restore(line.elsewhere(), file).reports == 3


def test_the_list_forgets_what_no_backup_can_hold_and_keeps_its_name(line: Stand) -> None:
    tombstones = line.store._house.tombstones
    line.take()
    tombstones.bury_all("tip", ["old", "older"], AT - 40 * DAY)
    tombstones.bury("tip", "young", AT)
    with tombstones.path.open("ab") as torn:
        torn.write(b"20775 tip half")
    tombstones.bury_all("tip", ["after", "a-crash"], AT)
    name = tombstones.name()
    tombstones.forget(AT + DAY)

    assert tombstones.buried("tip") == {"young", "half", "after", "a-crash"}
    assert name
    assert tombstones.name() == name


def aged(line: Stand, reports: int) -> Path:
    """Make a backup with more reports, all of one day."""
    for _ in range(reports):
        line.report()
    return line.take()


def test_a_clock_that_would_take_a_fifth_stops_and_asks(line: Stand) -> None:
    file = aged(line, 6)
    later = AT + 91 * DAY

    new = line.elsewhere()
    with nothing_left(new), pytest.raises(backup_errors.TooManyWouldGo):
        line.restore(new, file, later, without_tombstones=True)
    told = line.restore(new, file, later, without_tombstones=True, clock=True)
    assert (told.reports, told.gone.expired) == (1, 8)  # one is on hold


def test_a_clock_that_is_behind_the_backup_stops_and_asks(line: Stand) -> None:
    file = line.take()
    with pytest.raises(backup_errors.TooManyWouldGo):
        line.restore(line.elsewhere(), file, AT - 2 * DAY)

    assert line.restore(line.elsewhere(), file, AT - 2 * DAY, clock=True).reports == 3


def test_junk_and_what_was_taken_back_may_go_by_the_dozen(line: Stand) -> None:
    for _ in range(8):
        line.store.tips.set_status(line.ana, line.tip(line.report()), "junk", AT)

    told = line.restore(line.elsewhere(), line.take(), AT + 2 * DAY)
    assert (told.reports, told.gone.expired) == (3, 8)


def test_a_wrong_key_opens_nothing(line: Stand) -> None:
    file, new = line.take(), line.elsewhere()

    with nothing_left(new), pytest.raises(WrongRecoveryKey):
        line.restore(new, file, key="not a key")
    with nothing_left(new), pytest.raises(backup_errors.KeyDoesNotFit):
        line.restore(new, file, key=line.key[:-1] + ("0" if line.key[-1] != "0" else "1"))


def test_a_database_of_the_release_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """Made by the first migration alone, with one reader and one report in it."""
    old = make_store(tmp_path)
    old.migrate()
    key = old.staff.found("ana", PASSPHRASE, AT)
    with old.turn("sms:1", AT) as turn:
        receipt = turn.submit(WORDS.encode(), FACTS)
    new_columns = [
        ("tips", ("mailbox", "opened", "unfinished", "withdrawn")),
        ("pairs", ("holder",)),
        ("members", ("agency",)),
        ("sessions", ("complete",)),
    ]
    with old._database.write() as connection:
        for table in ("letters", "releases", "holds", "fresh", "drafts", "nudges", "factors", "spare_codes"):
            connection.execute(f"DROP TABLE {table}")
        for table, columns in new_columns:
            for column in columns:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> 'the_line_answers'")
    made = Stand(tmp_path, old, key, None, [receipt])  # type: ignore[arg-type]  # nobody signs in there
    (tmp_path / "backups").mkdir()
    new = made.elsewhere()
    made.restore(new, made.take())

    ana = signed_in(new, "ana", PASSPHRASE, AT)
    assert new.tips.read(ana, made.tip(receipt), AT) == WORDS.encode()
    new.migrate()
