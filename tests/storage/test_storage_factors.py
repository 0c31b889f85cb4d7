"""The second factor: what a code opens, how often, and what happens when the phone is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP
from storage_stand import FACTS, PASSPHRASE, SECRET, ZONE, make_store, signed_in

from storage import (
    CHEAPEST,
    FactorIsSet,
    NoSuchMember,
    NotAllowed,
    Session,
    Store,
    TooSoon,
    WrongCode,
    WrongPassphrase,
)
from storage.desk.codes import hash_spare, matching_step

BO = "bo's own passphrase"


def set_up(store: Store, session: Session, at: int) -> tuple[TOTP, tuple[str, ...]]:
    """Set a factor up as an app would, and give the app and the spare codes."""
    proposal = store.staff.factors.propose(session)
    app = TOTP(proposal.secret)
    return app, store.staff.factors.set_up(session, proposal.sealed, app.at(at), at)


def refused(store: Store, at: int, code: str, passphrase: str = PASSPHRASE) -> tuple[type, str]:
    """Fail to sign in, and give what was said; a fresh device, so that nothing is slowed."""
    with pytest.raises(WrongPassphrase) as wrong:
        store.staff.sign_in("ana", passphrase, at, code)
    return type(wrong.value), str(wrong.value)


@pytest.fixture
def strict(store: Store) -> Store:
    """The same store where the place requires a second factor."""
    folder = store._database.path.parent
    return Store(
        folder / "line.db",
        SECRET,
        folder / "day.keys",
        zone=ZONE,
        cost=CHEAPEST,
        factor_required=True,
        reserve=0,
    )


def test_once_it_is_set_up_nobody_comes_in_without_a_code(store: Store, ana: Session, at: int) -> None:
    app, _ = set_up(store, ana, at)

    assert store.staff.members()[0].second_factor
    assert refused(store, at, "") == refused(store, at, app.at(at + 3600)) == refused(store, at, "", "wrong")
    at += 60
    assert store.staff.session(store.staff.sign_in("ana", PASSPHRASE, at, app.at(at)), at)


def test_a_member_without_one_may_leave_the_field_empty_or_not(store: Store, ana: Session, at: int) -> None:
    assert store.staff.factors.spares_left(ana) is None
    assert store.staff.sign_in("ana", PASSPHRASE, at, "123456")


def test_the_code_that_set_it_up_and_any_other_works_once(store: Store, ana: Session, at: int) -> None:
    app, _ = set_up(store, ana, at)
    refused(store, at, app.at(at))
    at += 30
    store.staff.sign_in("ana", PASSPHRASE, at, f" {app.at(at)[:3]} {app.at(at)[3:]} ")

    refused(store, at, app.at(at))
    refused(store, at, app.at(at - 30))


@pytest.mark.parametrize(("drift", "steps"), [(-60, 0), (-30, 1), (0, 1), (30, 1), (60, 0)])
def test_a_phone_may_be_half_a_minute_off(
    store: Store, ana: Session, at: int, drift: int, steps: int
) -> None:
    proposal = store.staff.factors.propose(ana)
    code = TOTP(proposal.secret).at(at + drift)

    if steps:
        assert store.staff.factors.set_up(ana, proposal.sealed, code, at)
    else:
        with pytest.raises(WrongCode):
            store.staff.factors.set_up(ana, proposal.sealed, code, at)


@given(code=st.text(max_size=12))
def test_no_other_text_is_a_code(code: str) -> None:
    fits = matching_step(b"s" * 20, code, 1_795_000_000)

    assert bool(fits) == (
        "".join(code.split())
        in {TOTP("ONZXG43TONZXG43TONZXG43TONZXG43T").at(1_795_000_000 + off) for off in (-30, 0, 30)}
    )


def test_each_of_eight_spare_codes_works_once_and_the_audit_says_so(
    store: Store, ana: Session, at: int
) -> None:
    _, spares = set_up(store, ana, at)
    for spare in spares:
        store.staff.sign_in("ana", PASSPHRASE, at, spare.lower().replace("-", " "))
        refused(store, at, spare)

    assert len(set(spares)) == 8
    assert store.staff.factors.spares_left(ana) == 0
    assert [entry.verb for entry in store.audit.entries()].count("spare-code") == 8


def test_what_is_stored_shows_neither_secret_nor_codes_and_needs_the_passphrase(
    store: Store, ana: Session, at: int
) -> None:
    app, spares = set_up(store, ana, at)
    with store._database.read() as connection:
        factors = connection.execute("SELECT sealed FROM factors").fetchall()
        codes = connection.execute("SELECT code FROM spare_codes").fetchall()
    kept = b"".join(field for (field,) in [*factors, *codes])

    assert app.byte_secret() not in kept
    assert len(codes) == 8
    assert hash_spare(spares[0], ana.private) in kept
    assert hash_spare(spares[0], bytes(32)) not in kept
    assert app.secret not in repr(store.staff.factors.propose(ana))


def test_two_at_once_with_one_code_are_one_sign_in(store: Store, ana: Session, at: int) -> None:
    app, spares = set_up(store, ana, at)
    at += 60
    door = store.staff._door
    come = door._come

    def overtaken(*words: object, **more: object) -> object:
        found = come(*words, **more)
        door._come = come
        store.staff.sign_in("ana", PASSPHRASE, at, code)
        return found

    for code in (app.at(at), spares[0]):
        door._come = overtaken
        refused(store, at, code)


def test_a_sign_in_that_began_before_it_was_set_up_does_not_end_without_a_code(
    store: Store, ana: Session, at: int
) -> None:
    door = store.staff._door
    come = door._come

    def overtaken(*words: object, **more: object) -> object:
        found = come(*words, **more)
        set_up(store, ana, at)
        return found

    door._come = overtaken
    refused(store, at, "")


def test_a_proposal_opens_only_in_the_session_that_it_was_made_in(
    store: Store, ana: Session, at: int
) -> None:
    other = signed_in(store, "ana", PASSPHRASE, at)
    proposal = store.staff.factors.propose(ana)

    assert store.staff.factors.again(ana, proposal.sealed).secret == proposal.secret
    assert store.staff.factors.again(other, proposal.sealed).secret != proposal.secret
    for sealed in (proposal.sealed, "", "é", "A" * 96):
        with pytest.raises(WrongCode):
            store.staff.factors.set_up(other, sealed, TOTP(proposal.secret).at(at), at)


@pytest.mark.usefixtures("ana")
def test_there_is_one_at_a_time_and_setting_it_up_ends_the_members_other_sessions(
    store: Store, at: int
) -> None:
    mine = store.staff.sign_in("ana", PASSPHRASE, at)
    session = store.staff.session(mine, at)
    other = store.staff.sign_in("ana", PASSPHRASE, at)
    assert session
    set_up(store, session, at)

    assert store.staff.session(mine, at)
    assert store.staff.session(other, at) is None
    with pytest.raises(FactorIsSet):
        set_up(store, session, at)
    assert store.staff.factors.spares_left(session) == 8


def test_where_it_is_required_a_session_opens_nothing_until_it_is_set_up(
    strict: Store, ana: Session, at: int
) -> None:
    with strict.turn("sms:+12135550100", at) as turn:
        receipt = turn.submit(b"{}", FACTS)
    tip = strict.tips.find(receipt, at) or ""
    token = strict.staff.sign_in("ana", PASSPHRASE, at)
    session = strict.staff.session(token, at)
    assert session
    assert not session.complete
    for use in (
        lambda: strict.tips.page(session, at),
        lambda: strict.tips.row(session, tip, at),
        lambda: strict.tips.read(session, tip, at),
        lambda: strict.tips.set_status(session, tip, "closed", at),
        lambda: strict.audit.page(session),
        lambda: strict.staff.add("eve", ("admin",), BO, session, at),
        lambda: strict.staff.factors.reset("ana", session, at),
    ):
        with pytest.raises(NotAllowed):
            use()
    with strict._database.read() as connection, pytest.raises(NotAllowed):
        session.key_of(connection, 1)

    set_up(strict, session, at)

    whole = strict.staff.session(token, at)
    assert whole
    assert strict.tips.read(whole, tip, at) == b"{}"
    assert strict.tips.page(ana, at).rows  # a session from before is not thrown out


def test_on_the_machine_itself_it_is_asked_of_whoever_has_one_and_of_nobody_else(
    strict: Store, ana: Session, at: int
) -> None:
    strict.staff.add("bo", ("intake",), BO, strict.staff.vouch("ana", PASSPHRASE, at), at)
    app, _ = set_up(strict, ana, at)

    with pytest.raises(WrongPassphrase):
        strict.staff.vouch("ana", PASSPHRASE, at)
    assert strict.staff.vouch("ana", PASSPHRASE, at, app.at(at + 30)).member == "ana"


@pytest.mark.parametrize("required", [True, False])
def test_putting_it_away_needs_passphrase_and_code(
    store: Store, strict: Store, ana: Session, at: int, *, required: bool
) -> None:
    line = strict if required else store
    app, _ = set_up(line, ana, at)
    at += 60
    token = line.staff.sign_in("ana", PASSPHRASE, at, app.at(at))
    session = line.staff.session(token, at)
    at += 60
    assert session
    for passphrase, code in ((PASSPHRASE, ""), (PASSPHRASE, "000000"), ("wrong", app.at(at))):
        with pytest.raises(WrongPassphrase):
            line.staff.put_factor_away(session, passphrase, code, at)
    with pytest.raises(TooSoon):
        line.staff.put_factor_away(session, PASSPHRASE, app.at(at), at)
    at += 60
    line.staff.put_factor_away(session, PASSPHRASE, app.at(at), at)

    left = line.staff.session(token, at)
    assert left
    assert left.complete is not required
    assert line.staff.factors.spares_left(session) is None
    assert line.staff.session(line.staff.sign_in("ana", PASSPHRASE, at), at)
    assert "factor-removed" in [entry.verb for entry in line.audit.entries()]


def test_an_admin_takes_the_factor_of_a_lost_phone_and_ends_its_sessions(
    store: Store, ana: Session, at: int
) -> None:
    store.staff.add("bo", ("intake",), BO, ana, at)
    token = store.staff.sign_in("bo", BO, at)
    bo = store.staff.session(token, at)
    assert bo
    set_up(store, bo, at)
    with pytest.raises(NotAllowed):
        store.staff.factors.reset("bo", bo, at)
    with pytest.raises(NoSuchMember):
        store.staff.factors.reset("nobody", ana, at)

    store.staff.factors.reset(" BO ", ana, at)

    assert store.staff.session(token, at) is None
    assert signed_in(store, "bo", BO, at).member == "bo"
    assert [(entry.actor, entry.verb) for entry in store.audit.entries(limit=2)] == [
        ("bo", "signed-in"),
        ("ana", "factor-reset"),
    ]


def test_it_goes_with_its_member(store: Store, ana: Session, at: int) -> None:
    store.staff.add("bo", ("intake",), BO, ana, at)
    set_up(store, signed_in(store, "bo", BO, at), at)
    store.staff.revoke("bo", at)
    with store._database.read() as connection:
        assert connection.execute("SELECT * FROM factors").fetchall() == []
        assert connection.execute("SELECT * FROM spare_codes").fetchall() == []
    store.staff.add("bo", ("intake",), BO, ana, at)

    assert make_store(store._database.path.parent).staff.sign_in("bo", BO, at)
