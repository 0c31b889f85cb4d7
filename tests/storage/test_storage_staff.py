"""Staff: founding, adding, a revocation that takes everything back, and the printed key."""

import pytest
from storage_stand import PASSPHRASE, hand_in, signed_in

from storage import (
    AlreadyFounded,
    Member,
    NameTaken,
    NoSuchMember,
    NotAllowed,
    NotFounded,
    Session,
    Store,
    WrongPassphrase,
    WrongRecoveryKey,
)
from storage.ground.sealing import unseal_key

BO = "bo's own passphrase"


def opened_by(store: Store, private: bytes) -> list[bytes]:
    """Try a private key on everything in the database that is sealed, and give what it opens."""
    with store._database.read() as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        kept = [connection.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables]  # noqa: S608 - our own tables
    boxes = {field for rows in kept for row in rows for field in row if isinstance(field, bytes)}
    return [plain for box in boxes if (plain := unseal_key(box, private)) is not None]


@pytest.mark.usefixtures("ana")
def test_a_staff_is_founded_once(store: Store, at: int) -> None:
    with pytest.raises(AlreadyFounded):
        store.staff.found("eve", "eve's own passphrase", at)

    assert store.staff.members() == [Member("ana", ("admin", "intake"), "", second_factor=False)]


def test_whoever_is_added_with_intake_reads_what_came_before(store: Store, ana: Session, at: int) -> None:
    tip = hand_in(store, at, b"before bo")
    store.staff.add("bo", ("intake",), BO, ana, at)

    assert store.tips.read(signed_in(store, "bo", BO, at), tip, at) == b"before bo"


def test_only_an_admin_adds_and_only_a_key_holder_gives_intake(store: Store, ana: Session, at: int) -> None:
    store.staff.add("bo", ("intake",), BO, ana, at)
    store.staff.add("kim", ("admin",), "kim's own passphrase", ana, at)
    kim = signed_in(store, "kim", "kim's own passphrase", at)

    with pytest.raises(NotAllowed):
        store.staff.add("eve", ("partner",), "eve's own passphrase", signed_in(store, "bo", BO, at), at)
    with pytest.raises(NotAllowed):
        store.staff.add("eve", ("intake",), "eve's own passphrase", kim, at)
    with pytest.raises(NameTaken):
        store.staff.add("BO", ("admin",), BO, kim, at)
    assert [member.name for member in store.staff.members()] == ["ana", "bo", "kim"]


def test_an_admin_without_intake_sees_no_tip(store: Store, ana: Session, at: int) -> None:
    tip = hand_in(store, at)
    store.staff.add("kim", ("admin",), "kim's own passphrase", ana, at)
    kim = signed_in(store, "kim", "kim's own passphrase", at)

    for use in (
        lambda: store.tips.page(kim, at),
        lambda: store.tips.row(kim, tip, at),
        lambda: store.tips.read(kim, tip, at),
        lambda: store.tips.set_status(kim, tip, "closed", at),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_a_revoked_members_cookie_opens_nothing_and_new_tips_have_a_new_key(
    store: Store, ana: Session, at: int
) -> None:
    store.staff.add("bo", ("intake",), BO, ana, at)
    token = store.staff.sign_in("bo", BO, at)
    bo = store.staff.session(token, at)
    assert bo is not None
    old = hand_in(store, at, b"old")

    store.staff.revoke("bo", at, by="ana")
    new = hand_in(store, at, b"new")

    assert store.staff.session(token, at) is None
    for tip in (old, new):
        with pytest.raises(NotAllowed):
            store.tips.read(bo, tip, at)
    with pytest.raises(WrongPassphrase):
        store.staff.sign_in("bo", BO, at)
    with pytest.raises(NoSuchMember):
        store.staff.revoke("bo", at)
    assert [store.tips.read(ana, tip, at) for tip in (old, new)] == [b"old", b"new"]


def test_the_printed_key_opens_every_tip_when_nobody_else_can(store: Store, at: int) -> None:
    printed = store.staff.found("ana", PASSPHRASE, at)
    first = hand_in(store, at, b"first")
    store.staff.revoke("ana", at)
    second = hand_in(store, at, b"second")
    with pytest.raises(WrongRecoveryKey):
        store.staff.recover(printed[:-4] + "0000", "ana", BO, at)
    with pytest.raises(WrongRecoveryKey):
        store.staff.recover("not a key", "ana", BO, at)

    store.staff.recover(printed.lower(), "ana", BO, at)

    ana = signed_in(store, "ana", BO, at)
    assert [store.tips.read(ana, tip, at) for tip in (first, second)] == [b"first", b"second"]


def test_a_forgotten_passphrase_is_replaced_with_the_printed_key(store: Store, at: int) -> None:
    printed = store.staff.found("ana", PASSPHRASE, at)
    store.staff.recover(printed, "ana", BO, at)

    assert signed_in(store, "ana", BO, at).roles == ("admin", "intake")
    with pytest.raises(WrongPassphrase):
        store.staff.sign_in("ana", PASSPHRASE, at)


def test_whoever_recovers_a_name_takes_everything_from_whoever_had_it(store: Store, at: int) -> None:
    printed = store.staff.found("ana", PASSPHRASE, at)
    token = store.staff.sign_in("ana", PASSPHRASE, at)
    before = store.staff.session(token, at)
    assert before is not None
    old = hand_in(store, at, b"old")
    with store._database.read() as connection:
        copied = before.key_of(connection, 1)

    store.staff.recover(printed, "ana", BO, at)
    new = hand_in(store, at, b"new")
    ana = signed_in(store, "ana", BO, at)
    assert not store.staff.reseal(ana)

    assert store.staff.session(token, at) is None
    assert [store.tips.read(ana, tip, at) for tip in (old, new)] == [b"old", b"new"]
    assert opened_by(store, copied) == []
    for tip in (old, new):
        with pytest.raises(NotAllowed):
            store.tips.read(before, tip, at)
    assert [entry.verb for entry in store.audit.entries()].count("recovered") == 1


def test_nothing_is_recovered_before_there_is_a_staff(store: Store, at: int) -> None:
    with pytest.raises(NotFounded):
        store.staff.recover("0" * 52, "ana", PASSPHRASE, at)
