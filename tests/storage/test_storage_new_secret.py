"""A secret that is lost for ever: reports are kept, and what only the old secret could open is closed for good."""

from pathlib import Path

import pytest
from backup_stand import BO, WORDS, Stand, nothing_left, rows, stand
from storage_stand import AT, FACTS, PASSPHRASE, signed_in

from storage import Store
from storage.keeping import backup_errors

NEW = b"a new secret, as long as the old"


@pytest.fixture
def line(tmp_path: Path) -> Stand:
    return stand(tmp_path)


@pytest.fixture
def new(line: Stand) -> Store:
    """The line under a new secret, restored from a backup that was made when the old one was lost already."""
    lost = line.elsewhere(".", secret=NEW)
    file = lost.backup(line.backups, AT, lost_secret=True)
    made = line.elsewhere(secret=NEW)
    assert line.restore(made, file, new_secret=True).new_secret
    return made


def test_another_secret_stops_and_asks(line: Stand) -> None:
    file, other = line.take(), line.elsewhere(secret=NEW)

    with nothing_left(other), pytest.raises(backup_errors.OtherSecret):
        line.restore(other, file)
    assert line.restore(other, file, new_secret=True).new_secret
    other.check()


def test_agreeing_to_a_new_secret_costs_nothing_where_it_is_still_the_old(line: Stand) -> None:
    same = line.elsewhere()

    assert not line.restore(same, line.take(), new_secret=True).new_secret
    assert [same.tips.find(receipt, AT) for receipt in line.receipts] == [
        line.tip(receipt) for receipt in line.receipts
    ]


def test_what_was_saved_under_a_lost_secret_is_not_taken_under_the_old_one(line: Stand) -> None:
    lost = line.elsewhere(".", secret=NEW)
    file = lost.backup(line.backups, AT, lost_secret=True)

    with pytest.raises(backup_errors.ChangedBackup):
        line.restore(line.elsewhere(), file)


def test_codes_that_people_hold_open_nothing_and_no_two_reports_share_one(line: Stand, new: Store) -> None:
    with new.turn("sms:+12135550188", AT) as turn:
        opened = [turn.thread(receipt) for receipt in line.receipts]
    receipts = [row[4] for row in rows(new)["tips"]]
    before = [row[4] for row in rows(line.store)["tips"]]

    assert opened == [None] * 3
    assert len({*receipts, *before}) == 6
    assert {len(receipt) for receipt in receipts} == {16}
    with new._database.read() as connection:
        boxes = "SELECT count(mailbox) FROM tips UNION ALL SELECT count(mailbox) FROM letters"
        assert connection.execute(boxes).fetchall() == [(0,), (0,)]


def test_staff_read_the_old_reports_and_the_line_takes_new_ones(line: Stand, new: Store) -> None:
    ana = signed_in(new, "ana", PASSPHRASE, AT)
    with new.turn("sms:+12135550188", AT) as turn:
        receipt = turn.submit(b"after", FACTS)
        assert turn.thread(receipt)

    assert new.tips.read(ana, line.tip(line.receipts[0]), AT) == WORDS.encode()
    assert new.tips.read(ana, new.tips.find(receipt, AT) or "", AT) == b"after"
    assert signed_in(new, "bo", BO, AT)
    for table in ("factors", "spare_codes", "members", "grants"):
        assert rows(new, [table]) == rows(line.store, [table])


def test_the_audit_goes_on_under_the_new_secret_and_says_so(line: Stand, new: Store) -> None:
    new.audit.verify()
    acts = new.audit.entries()

    assert [(entry.actor, entry.verb) for entry in acts[:2]] == [
        ("operator", "secret-changed"),
        ("operator", "restored"),
    ]
    assert acts[2:] == line.store.audit.entries()
