"""Releases: an agency reads the copy that was written for it, and nothing else (A3)."""

import pytest
from storage_stand import AT, FACTS, PASSPHRASE, signed_in

from storage import MarkedJunk, NoReaders, NoSuchTip, NotAllowed, Session, Store, TakenBack
from storage.desk import releases
from storage.line import tip_rows

DAY = 86_400


def told(store: Store, at: int = AT) -> tuple[str, str]:
    """Hand in a tip, and give its id and its code."""
    with store.turn("sms:+12135550100", at) as turn:
        code = turn.submit(b"the whole account", FACTS)
    tip = store.tips.find(code, at)
    assert tip
    return tip, code


@pytest.fixture
def pat(store: Store, ana: Session, at: int) -> Session:
    """Pat reads for the police."""
    store.staff.add("pat", ("partner",), PASSPHRASE, ana, at, agency="lapd")
    return signed_in(store, "pat", PASSPHRASE, at)


@pytest.fixture
def sue(store: Store, ana: Session, at: int) -> Session:
    """Sue reads for child protection."""
    store.staff.add("sue", ("partner",), PASSPHRASE, ana, at, agency="dcfs")
    return signed_in(store, "sue", PASSPHRASE, at)


def test_a3_a_partner_reads_the_copy_of_their_agency_and_nothing_else(
    store: Store, ana: Session, pat: Session, sue: Session, at: int
) -> None:
    tip, _ = told(store)
    assert store.releases.agencies(ana) == ["dcfs", "lapd"]
    store.releases.release(ana, tip, "lapd", b"a copy", at)

    (copy,) = store.releases.page(pat, at).copies
    assert (copy.day, copy.body) == ("2026-11-18", b"a copy")
    assert store.releases.read(pat, copy.reference, at).body == b"a copy"
    assert store.releases.page(sue, at).copies == []
    with pytest.raises(NoSuchTip):
        store.releases.read(sue, copy.reference, at)
    for act in (store.tips.read, store.tips.row, store.tips.letters):
        with pytest.raises(NotAllowed):
            act(pat, tip, at)
    with pytest.raises(NotAllowed):
        store.tips.page(pat, at)
    assert [(one.agency, one.day) for one in store.releases.of(ana, tip, at)] == [("lapd", "2026-11-18")]


@pytest.mark.usefixtures("pat")
def test_a3_intake_and_admin_cannot_open_a_partners_copy(store: Store, ana: Session, at: int) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"a copy", at)

    with pytest.raises(NotAllowed):
        store.releases.page(ana, at)
    with pytest.raises(NotAllowed):
        store.releases.read(ana, tip[-16:], at)
    with store._database.read() as connection:
        (pair,) = connection.execute("SELECT pair FROM releases").fetchone()
        with pytest.raises(NotAllowed):
            ana.key_of(connection, pair)


def test_what_a_partner_calls_a_report_does_not_tell_when_it_came(
    store: Store, ana: Session, pat: Session, at: int
) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"a copy", at + 9 * DAY)
    (copy,) = store.releases.page(pat, at).copies

    assert tip.endswith(copy.reference)
    assert len(copy.reference) == 16


def test_a_second_release_replaces_the_copy(store: Store, ana: Session, pat: Session, at: int) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"too much", at)
    store.releases.release(ana, tip, "lapd", b"better", at + DAY)

    assert [(copy.day, copy.body) for copy in store.releases.page(pat, at).copies] == [
        ("2026-11-19", b"better")
    ]


def test_a_release_is_what_its_sender_hears_and_keeps_the_report(
    store: Store, ana: Session, pat: Session, at: int
) -> None:
    (tip, code), (urgent, _) = told(store), told(store)
    store.tips.set_status(ana, urgent, "told-911", at)
    for each in (tip, urgent):
        store.releases.release(ana, each, pat.agency, b"a copy", at + 10 * DAY)
    with store.turn("sms:+12135550100", at) as turn:
        thread = turn.thread(code)

    assert thread
    assert thread.news == "passed"
    row = store.tips.row(ana, tip, at)
    assert (row.status, row.ends) == ("referred", "2027-02-26")
    assert store.tips.row(ana, urgent, at).status == "told-911"


@pytest.mark.usefixtures("pat")
def test_what_must_not_be_released_is_not(store: Store, ana: Session, at: int) -> None:
    (back, code), (junk, _) = told(store), told(store)
    with store.turn("sms:+12135550100", at + 2 * 3600) as turn:
        thread = turn.thread(code)
        assert thread
        turn.take_back(thread, code)
    store.tips.set_status(ana, junk, "junk", at)

    with pytest.raises(TakenBack):
        store.releases.release(ana, back, "lapd", b"", at)
    with pytest.raises(MarkedJunk):
        store.releases.release(ana, junk, "lapd", b"", at)
    with pytest.raises(NoSuchTip):
        store.releases.release(ana, "20261118-0ffff", "lapd", b"", at)


def test_nothing_is_released_to_an_agency_in_which_nobody_reads(
    store: Store, ana: Session, at: int, pat: Session
) -> None:
    tip, _ = told(store)
    for agency in ("", "intake", "FBI"):
        with pytest.raises(NoReaders):
            store.releases.release(ana, tip, agency, b"", at)
    store.staff.revoke(pat.member, at)
    with pytest.raises(NoReaders):
        store.releases.release(ana, tip, "lapd", b"", at)


@pytest.mark.parametrize("end", ["junk", "taken back", "mislaid", "over"])
def test_a_copy_goes_when_the_report_does(
    store: Store, ana: Session, pat: Session, at: int, end: str
) -> None:
    tip, code = told(store)
    store.releases.release(ana, tip, "lapd", b"a copy", at)
    now = at + 2 * 3600
    if end == "junk":
        store.tips.set_status(ana, tip, "junk", now)
    elif end == "mislaid":
        store.tips.erase_mislaned(ana, tip, now)
    elif end == "over":
        now = at + 90 * DAY
    else:
        with store.turn("sms:+12135550100", now) as turn:
            thread = turn.thread(code)
            assert thread
            turn.take_back(thread, code)

    assert store.releases.page(pat, now).copies == []
    with pytest.raises(NoSuchTip):
        store.releases.read(pat, tip[-16:], now)


def test_a_held_reports_copy_stays(store: Store, ana: Session, pat: Session, at: int) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"a copy", at)
    store.tips.hold(ana, tip, "why", at)

    assert store.releases.read(pat, tip[-16:], at + 200 * DAY).body == b"a copy"


def test_a_new_colleague_sees_that_there_is_a_copy_before_they_can_open_it(
    store: Store, ana: Session, pat: Session, at: int
) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"before", at)
    store.staff.add("new", ("partner",), PASSPHRASE, ana, at, agency=pat.agency)
    new = signed_in(store, "new", PASSPHRASE, at)
    later, _ = told(store)
    store.releases.release(ana, later, "lapd", b"after", at + DAY)

    assert [copy.body for copy in store.releases.page(new, at).copies] == [b"after", None]
    assert [copy.body for copy in store.releases.page(pat, at).copies] == [b"after", b"before"]
    with pytest.raises(NotAllowed):
        store.releases.read(new, tip[-16:], at)


def test_pages_of_copies_follow_one_another_without_gap_or_repeat(
    store: Store, ana: Session, pat: Session, at: int
) -> None:
    released = []
    for number in range(11):
        tip, _ = told(store)
        store.releases.release(ana, tip, "lapd", b"%d" % number, at + number // 4 * DAY)
        released.append(tip[-16:])
    found, after = [], None
    for _ in range(3):
        page = store.releases.page(pat, at, after, limit=4)
        found += page.copies
        after = page.next

    assert after is None
    assert sorted(copy.reference for copy in found) == sorted(released)
    assert [copy.day for copy in found] == sorted((copy.day for copy in found), reverse=True)


@pytest.mark.parametrize("after", ["", "x", ".", "9.", "2026-11-18.\0", "é.é"])
def test_a_spoilt_place_in_the_copies_never_fails(
    store: Store, ana: Session, pat: Session, at: int, after: str
) -> None:
    tip, _ = told(store)
    store.releases.release(ana, tip, "lapd", b"", at)

    assert len(store.releases.page(pat, at, after).copies) <= 1


def test_both_ends_of_a_release_are_in_the_audit(store: Store, ana: Session, pat: Session, at: int) -> None:
    tip, _ = told(store)
    store.tips.read(ana, tip, at)
    store.releases.release(ana, tip, "lapd", b"", at)
    store.releases.page(pat, at)
    store.releases.read(pat, tip[-16:], at)
    read, released, opened = store.audit.entries(3)

    assert [(entry.actor, entry.verb) for entry in (read, released, opened)] == [
        ("pat", "read-release"),
        ("ana", "released"),
        ("ana", "read"),
    ]
    assert read.about == released.about == opened.about


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (releases._PAGE, "releases_by_day"),
        (releases._COPY, "releases_by_name"),
        (tip_rows._PAGE, "tips_queue"),
    ],
)
def test_no_list_gets_slower_with_what_is_further_down(store: Store, statement: str, index: str) -> None:
    """At 100,000 tips a page of the queue took 1.13 times as long as at 1,000, and one of 10,000 copies 1.2 times."""
    asked = dict.fromkeys(("agency", "day", "reference", "at", "limit", "first", "id", "status"), 1)
    with store._database.read() as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", asked)]

    assert f"USING INDEX {index}" in steps[0]
    assert [step for step in steps if not step.startswith(("SEARCH", "CORRELATED"))] == []
