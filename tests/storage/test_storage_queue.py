"""The queue: urgent first, newest first, page by page, and every opening is in the audit."""

from dataclasses import replace

import pytest
from storage_stand import AT, FACTS, hand_in, make_store, signed_in

from storage import STATUSES, BrokenChain, NoSuchTip, NotAllowed, Session, Store, TipRow

DAY = 86_400


def test_a_tip_opens_for_whoever_holds_the_key(store: Store, ana: Session, at: int) -> None:
    tip = hand_in(store, at, body="세 사람".encode())

    assert store.tips.read(ana, tip, at) == "세 사람".encode()
    assert store.tips.row(ana, tip, at) == TipRow(
        id=tip,
        block="Western and 3rd",
        day="2026-11-18",
        part="night",
        kind="vehicle",
        child=False,
        urgent=False,
        status="new",
        unfinished=False,
        withdrawn=False,
        held=False,
        answered=False,
        ends="2027-02-16",
    )
    assert tip.startswith("20261118-0")  # the day and the quarter of the day in the place's own time


def test_a_child_and_urgent_need_come_first_and_then_the_newest(store: Store, ana: Session, at: int) -> None:
    old_child = hand_in(store, at, facts=replace(FACTS, child=True))
    new_urgent = hand_in(store, at + 2 * DAY, facts=replace(FACTS, urgent=True))
    old_plain = hand_in(store, at + DAY)
    new_plain = hand_in(store, at + 2 * DAY)

    page = store.tips.page(ana, at + 2 * DAY)
    assert [row.id for row in page.rows] == [new_urgent, old_child, new_plain, old_plain]
    assert page.next is None


def test_pages_follow_one_another_without_gap_or_repeat(store: Store, ana: Session, at: int) -> None:
    handed_in = {hand_in(store, at + n * 7_000, facts=replace(FACTS, urgent=n % 5 == 0)) for n in range(23)}
    now = at + 23 * 7_000
    rows: list[TipRow] = []
    after = None
    for _ in range(5):
        page = store.tips.page(ana, now, after=after, limit=5)
        rows += page.rows
        after = page.next

    assert after is None
    assert [row.urgent for row in rows] == sorted((row.urgent for row in rows), reverse=True)
    assert len(rows) == len(handed_in)
    assert {row.id for row in rows} == handed_in


@pytest.mark.parametrize("after", ["", "x", "1", "9.", "1.\0", "-1.a", "é.é"])
def test_a_spoilt_place_to_go_on_from_never_fails(store: Store, ana: Session, at: int, after: str) -> None:
    hand_in(store, at)

    assert len(store.tips.page(ana, at, after=after).rows) <= 1


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_can_be_set(store: Store, ana: Session, at: int, status: str) -> None:
    tip = hand_in(store, at)
    store.tips.set_status(ana, tip, status, at)

    assert store.tips.row(ana, tip, at).status == status


def test_a_tip_is_gone_90_days_after_the_last_event_and_never_later(
    store: Store, ana: Session, at: int
) -> None:
    quiet, worked_on = hand_in(store, at), hand_in(store, at)
    store.tips.set_status(ana, worked_on, "needs-info", at + 30 * DAY)

    assert store.tips.row(ana, quiet, at + 89 * DAY).id == quiet
    with pytest.raises(NoSuchTip):
        store.tips.row(ana, quiet, at + 90 * DAY)
    assert [row.id for row in store.tips.page(ana, at + 90 * DAY).rows] == [worked_on]
    for use in (
        lambda: store.tips.read(ana, worked_on, at + 120 * DAY),
        lambda: store.tips.set_status(ana, worked_on, "closed", at + 120 * DAY),
    ):
        with pytest.raises(NoSuchTip):
            use()


def test_junk_is_gone_after_a_day(store: Store, ana: Session, at: int) -> None:
    tip = hand_in(store, at)
    store.tips.set_status(ana, tip, "junk", at)

    assert store.tips.page(ana, at).rows != []
    assert store.tips.page(ana, at + DAY).rows == []


@pytest.mark.usefixtures("ana")
def test_what_a_tip_keeps_of_its_time_is_a_quarter_of_a_day(store: Store, at: int) -> None:
    """Else its row could be tied to a conversation by the second."""
    hand_in(store, at)
    hand_in(store, at + 2 * 3600)  # both in the night
    with store._database.read() as connection:
        kept = {row[0] for row in connection.execute("SELECT expires_at FROM tips")}

    assert len(kept) == 1


@pytest.mark.usefixtures("ana")
def test_a_tip_is_found_by_its_receipt_however_it_is_typed(store: Store, at: int) -> None:
    with store.turn("sms:+12135550100", at) as turn:
        receipt = turn.submit(b"{}", FACTS)

    assert (
        store.tips.find(receipt, at)
        == store.tips.find(f" {receipt.lower().replace('-', ' ')} ", at)
        is not None
    )
    assert store.tips.find("2222-2222-2222-2222", at) is None
    assert store.tips.find("help", at) is None


def test_a_tip_that_does_not_exist_is_said_so(store: Store, ana: Session, at: int) -> None:
    with pytest.raises(NoSuchTip):
        store.tips.read(ana, "20261118-0ffff", at)


def test_the_audit_says_who_did_what_in_which_hour_and_no_more(store: Store, ana: Session, at: int) -> None:
    tip = hand_in(store, at)
    store.tips.read(ana, tip, at)
    store.tips.set_status(ana, tip, "closed", at)

    acts = store.audit.entries()
    assert [(act.actor, act.verb) for act in acts] == [
        ("ana", "status"),
        ("ana", "read"),
        ("ana", "signed-in"),
        ("ana", "founded"),
    ]
    assert {act.hour for act in acts} == {AT - AT % 3600}
    assert acts[0].about == acts[1].about
    assert tip.encode() not in (acts[0].about or b"")
    assert store.audit.entries(limit=1) == acts[:1]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor = 'eve' WHERE number = 2",
        "UPDATE audit SET about = x'00' WHERE number = 3",
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM audit WHERE number = 1",
        "UPDATE audit SET number = 9 WHERE number = 3",
    ],
)
def test_an_audit_that_was_changed_is_noticed(store: Store, ana: Session, at: int, tampering: str) -> None:
    store.tips.read(ana, hand_in(store, at), at)
    store.audit.verify()
    with store._database.write() as connection:
        connection.execute(tampering)

    with pytest.raises(BrokenChain):
        store.audit.verify()


def test_a_cut_off_end_shows_against_a_head_kept_elsewhere(store: Store, ana: Session, at: int) -> None:
    head = store.audit.head()
    store.tips.read(ana, hand_in(store, at), at)
    longer = store.audit.head()
    with store._database.write() as connection:
        connection.execute("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")

    store.audit.verify([head])
    with pytest.raises(BrokenChain):
        store.audit.verify([head, longer])
    assert store.audit.head() == head != longer
    make_store(store._database.path.parent).audit.verify()


def test_a_head_of_an_empty_audit_fits_every_later_one(store: Store, at: int) -> None:
    nothing = store.audit.head()
    store.staff.found("ana", "a long passphrase", at)

    assert nothing[0] == 0
    store.audit.verify([nothing, store.audit.head()])
    with pytest.raises(BrokenChain):
        store.audit.verify([(1, bytes(32))])


def test_the_audit_is_read_page_by_page_and_by_admins_only(store: Store, ana: Session, at: int) -> None:
    for _ in range(4):
        store.tips.read(ana, hand_in(store, at), at)
    pages = []
    after: int | None = None
    for _ in range(3):
        acts, after = store.audit.page(ana, after, 2)
        pages += acts

    assert after is None
    assert pages == store.audit.entries()
    store.staff.add("bo", ("intake",), "bo's own passphrase", ana, at)
    with pytest.raises(NotAllowed):
        store.audit.page(signed_in(store, "bo", "bo's own passphrase", at))


def test_a_settled_tip_goes_to_the_end_and_comes_back_when_it_is_opened_again(
    store: Store, ana: Session, at: int
) -> None:
    urgent = hand_in(store, at, facts=replace(FACTS, urgent=True))
    plain = hand_in(store, at)
    store.tips.set_status(ana, urgent, "closed", at)

    assert [row.id for row in store.tips.page(ana, at).rows] == [plain, urgent]

    pages = store.tips.page(ana, at, limit=1)

    assert [row.id for row in store.tips.page(ana, at, pages.next).rows] == [urgent]

    store.tips.set_status(ana, urgent, "needs-info", at)

    assert [row.id for row in store.tips.page(ana, at).rows] == [urgent, plain]
