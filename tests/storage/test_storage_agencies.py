"""Agencies: each has a pair of its own, and no desk opens another's."""

import pytest
from storage_stand import FACTS, signed_in

from storage import NoAgency, NotAllowed, Session, Store, TwoDesks
from storage.ground.keyholders import agencies, newest_pair
from storage.ground.sealing import seal, unseal

OFFICER = "the officer's passphrase"
SECOND = "the second one's own"


def release(store: Store, agency: str, body: bytes, at: int) -> str:
    """Seal a copy to an agency as a release does, and give its report's id."""
    with store.turn("sms:+12135550100", at) as turn:
        receipt = turn.submit(b"whole", FACTS)
    tip = store.tips.find(receipt, at)
    with store._database.write() as connection:
        pair, public = newest_pair(connection, agency)
        connection.execute(
            "INSERT INTO releases (tip, agency, day, pair, sealed) VALUES (?, ?, '2026-11-18', ?, ?)",
            (tip, agency, pair, seal(body, public)),
        )
    assert tip
    return tip


def read(store: Store, session: Session, tip: str) -> bytes | None:
    """Open a released copy with the key of a session, or raise NotAllowed."""
    with store._database.read() as connection:
        pair, sealed = connection.execute(
            "SELECT pair, sealed FROM releases WHERE tip = ?", (tip,)
        ).fetchone()
        return unseal(sealed, session.key_of(connection, pair))


@pytest.fixture
def officer(store: Store, ana: Session, at: int) -> Session:
    store.staff.add("officer", ("partner",), OFFICER, ana, at, agency=" LAPD Olympic ")
    return signed_in(store, "officer", OFFICER, at)


def test_a_partner_belongs_to_an_agency_that_is_not_the_intake(store: Store, ana: Session, at: int) -> None:
    for agency in ("", "  ", "Intake"):
        with pytest.raises(NoAgency):
            store.staff.add("officer", ("partner",), OFFICER, ana, at, agency=agency)
    with pytest.raises(TwoDesks):
        store.staff.add("officer", ("partner", "intake"), OFFICER, ana, at, agency="lapd")
    assert [member.name for member in store.staff.members()] == ["ana"]


def test_a_member_of_no_agency_names_none(store: Store, ana: Session, at: int) -> None:
    store.staff.add("bo", ("intake",), OFFICER, ana, at, agency="lapd")

    assert [member.agency for member in store.staff.members()] == ["", ""]


def test_a_partner_opens_what_was_released_and_no_report(store: Store, officer: Session, at: int) -> None:
    tip = release(store, "lapd olympic", b"a copy", at)

    assert officer.agency == "lapd olympic"
    assert read(store, officer, tip) == b"a copy"
    with pytest.raises(NotAllowed):
        store.tips.read(officer, tip, at)
    with store._database.read() as connection, pytest.raises(NotAllowed):
        officer.key_of(connection, newest_pair(connection)[0])


@pytest.mark.usefixtures("officer")
def test_intake_and_admin_open_no_copy_of_an_agency(store: Store, ana: Session, at: int) -> None:
    tip = release(store, "lapd olympic", b"a copy", at)

    with pytest.raises(NotAllowed):
        read(store, ana, tip)


def test_a_colleague_added_without_the_key_reads_what_comes_and_then_the_rest(
    store: Store, ana: Session, officer: Session, at: int
) -> None:
    before = release(store, "lapd olympic", b"before", at)
    store.staff.add("second", ("partner",), SECOND, ana, at, agency="LAPD Olympic")
    second = signed_in(store, "second", SECOND, at)
    after = release(store, "lapd olympic", b"after", at)

    assert read(store, second, after) == b"after"
    assert not store.staff.reseal(second)
    with pytest.raises(NotAllowed):
        read(store, second, before)

    assert not store.staff.reseal(officer)

    assert [read(store, one, before) for one in (second, officer)] == [b"before"] * 2
    assert read(store, officer, after) == b"after"


def test_a_colleague_added_by_one_who_holds_the_key_reads_everything_at_once(
    store: Store, ana: Session, at: int
) -> None:
    store.staff.add("chief", ("partner", "admin"), OFFICER, ana, at, agency="LAPD Olympic")
    chief = signed_in(store, "chief", OFFICER, at)
    before = release(store, "lapd olympic", b"before", at)
    store.staff.add("second", ("partner",), SECOND, chief, at, agency="LAPD Olympic")

    assert read(store, signed_in(store, "second", SECOND, at), before) == b"before"


@pytest.mark.usefixtures("officer")
def test_an_agency_without_members_is_none_to_release_to(store: Store, at: int) -> None:
    with store._database.read() as connection:
        assert agencies(connection) == ["lapd olympic"]
    store.staff.revoke("officer", at)

    with store._database.read() as connection:
        assert agencies(connection) == []
