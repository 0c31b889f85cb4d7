"""Sealing again: a key that left with a member opens nothing after the next sign-in, and no word is lost."""

from dataclasses import replace

import pytest
from storage_children import seal_again, spawning
from storage_stand import FACTS, PASSPHRASE, hand_in, signed_in
from test_storage_staff import opened_by

from storage import Session, Store
from storage.desk import resealing
from storage.ground.keyholders import newest_pair, turn_pair
from storage.ground.sealing import LETTER_BLOCK, seal, unseal
from storage.line import letters

BO = "bo's own passphrase"
WORDS = {
    "tips": b"a tip of some length " * 60,
    "letters": "편지".encode(),
    "holds": b"held because",
    "drafts": b"unfinished",
}


@pytest.fixture
def bo(store: Store, ana: Session, at: int) -> Session:
    store.staff.add("bo", ("intake",), BO, ana, at)
    return signed_in(store, "bo", BO, at)


def fill(store: Store, at: int) -> str:
    """Write one row of every kind that intake opens, and give the tip's id."""
    tip = hand_in(store, at, WORDS["tips"])
    with store.turn("sms:+12135550101", at) as turn:
        turn.draft(WORDS["drafts"], FACTS)
    with store._database.write() as connection:
        letters.append(connection, tip, letters.STAFF, WORDS["letters"], "2026-11-18")
        letters.append(connection, tip, letters.HOLDER, WORDS["letters"], "2026-11-18")
        pair, public = newest_pair(connection)
        connection.execute(
            "INSERT INTO holds (tip, pair, sealed) VALUES (?, ?, ?)",
            (tip, pair, seal(WORDS["holds"], public, LETTER_BLOCK)),
        )
    return tip


def rows(store: Store, session: Session) -> dict[str, list[tuple[int, int, bytes | None]]]:
    """Give each kind's rows: the pair, the size, and what is inside."""
    with store._database.read() as connection:
        return {
            table: [
                (pair, len(sealed), unseal(sealed, session.key_of(connection, pair)))
                for pair, sealed in connection.execute(f"SELECT pair, sealed FROM {table}")  # noqa: S608 - our own tables
            ]
            for table in WORDS
        }


def pairs(store: Store) -> tuple[list[int], list[int]]:
    """Give the pairs that are there, and those that somebody can open."""
    with store._database.read() as connection:
        return (
            [number for (number,) in connection.execute("SELECT number FROM pairs")],
            [number for (number,) in connection.execute("SELECT DISTINCT pair FROM grants")],
        )


def test_a_revoked_members_key_opens_nothing_after_a_colleagues_next_sign_in(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    fill(store, at)
    with store._database.read() as connection:
        copied = bo.key_of(connection, 1)
    before = rows(store, ana)
    store.staff.revoke("bo", at)

    assert len(opened_by(store, copied)) == 5
    assert not store.staff.reseal(ana)

    after = rows(store, ana)
    assert opened_by(store, copied) == opened_by(store, bo.private) == []
    assert {table: [row[1:] for row in found] for table, found in before.items()} == {
        table: [row[1:] for row in found] for table, found in after.items()
    }
    assert {table: [row[2] for row in found] for table, found in after.items()} == {
        "tips": [WORDS["tips"]],
        "letters": [WORDS["letters"]] * 2,
        "holds": [WORDS["holds"]],
        "drafts": [WORDS["drafts"]],
    }
    assert pairs(store) == ([2], [2])


def test_an_unfinished_report_that_was_sealed_again_still_reaches_the_queue(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    with store.turn("sms:+12135550101", at) as turn:
        turn.draft(b"unfinished", FACTS)
    store.staff.revoke(bo.member, at)
    store.staff.reseal(ana)

    assert store.send_on_unfinished(at + 3700) == 1
    (row,) = store.tips.page(ana, at + 3700).rows
    assert store.tips.read(ana, row.id, at + 3700) == b"unfinished"


def test_what_two_pages_cannot_do_a_third_goes_on_with(
    store: Store, ana: Session, bo: Session, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "FEW", 2)
    monkeypatch.setattr(resealing, "BATCHES", 2)
    told = {hand_in(store, at, b"%d" % number): b"%d" % number for number in range(9)}
    store.staff.revoke(bo.member, at)

    assert [store.staff.reseal(ana) for _ in range(3)] == [True, True, False]
    assert {tip: store.tips.read(ana, tip, at) for tip in told} == told
    assert pairs(store) == ([2], [2])


def test_a_pair_that_was_turned_twice_ends_in_the_newest(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    first = hand_in(store, at, b"first")
    store.staff.revoke(bo.member, at)
    second = hand_in(store, at, b"second")
    with store._database.write() as connection:
        turn_pair(connection)

    assert not store.staff.reseal(ana)
    assert [store.tips.read(ana, tip, at) for tip in (first, second)] == [b"first", b"second"]
    assert pairs(store) == ([3], [3])


def test_whoever_cannot_open_an_old_pair_leaves_it_to_one_who_can(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    tip = hand_in(store, at, b"kept")
    store.staff.add("kim", ("admin",), BO, ana, at)
    store.staff.revoke(bo.member, at)

    assert not store.staff.reseal(signed_in(store, "kim", BO, at))
    assert pairs(store) == ([1, 2], [1, 2])
    assert not store.staff.reseal(ana)
    assert store.tips.read(ana, tip, at) == b"kept"


def test_a_damaged_row_stays_and_keeps_nobody_from_the_rest(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    damaged, whole = hand_in(store, at), hand_in(store, at, b"whole")
    with store._database.write() as connection:
        connection.execute("UPDATE tips SET sealed = zeroblob(1072) WHERE id = ?", (damaged,))
    store.staff.revoke(bo.member, at)

    assert [store.staff.reseal(ana) for _ in range(2)] == [False, False]
    assert store.tips.read(ana, whole, at) == b"whole"
    assert pairs(store) == ([1, 2], [1, 2])


def test_nothing_goes_under_a_pair_that_was_turned_while_it_was_sealed(
    store: Store, ana: Session, bo: Session, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = hand_in(store, at, b"kept")
    store.staff.revoke(bo.member, at)
    true_seal = resealing.sealing.seal

    def turned_meanwhile(plain: bytes, public: bytes, block: int) -> bytes:
        monkeypatch.setattr(resealing.sealing, "seal", true_seal)
        with store._database.write() as connection:
            turn_pair(connection)
        return true_seal(plain, public, block)

    monkeypatch.setattr(resealing.sealing, "seal", turned_meanwhile)
    store.staff.reseal(ana)
    assert 1 in pairs(store)[0]

    assert not store.staff.reseal(ana)
    assert store.tips.read(ana, tip, at) == b"kept"
    assert pairs(store) == ([3], [3])


def test_an_incomplete_session_seals_nothing(store: Store, ana: Session, bo: Session, at: int) -> None:
    hand_in(store, at)
    store.staff.revoke(bo.member, at)

    assert not store.staff.reseal(replace(ana, complete=False))
    assert pairs(store) == ([1, 2], [1, 2])


def test_two_who_seal_at_once_while_texts_come_in_lose_nothing(
    store: Store, ana: Session, bo: Session, at: int
) -> None:
    told = {hand_in(store, at, b"%d" % number): b"%d" % number for number in range(250)}
    store.staff.revoke(bo.member, at)
    folder = store._database.path.parent
    workers = [spawning.Process(target=seal_again, args=(folder, "ana", PASSPHRASE)) for _ in range(2)]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        told[hand_in(store, at, b"new")] = b"new"
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0]
    assert {tip: store.tips.read(ana, tip, at) for tip in told} == told
    assert pairs(store) == ([2], [2])
