"""Signing in: the same for every name, slowed but never locked, and sessions that end."""

import pytest
from storage_stand import PASSPHRASE, make_store, signed_in

from storage import Session, Store, TooSoon, WeakPassphrase, WrongPassphrase


def test_a_short_passphrase_is_refused(store: Store, at: int) -> None:
    with pytest.raises(WeakPassphrase):
        store.staff.found("ana", "elevenchars", at)


def test_a_name_and_a_passphrase_are_the_same_on_every_keyboard(store: Store, at: int) -> None:
    store.staff.found("José", "contraseña de José", at)

    assert signed_in(store, " JOSE\u0301 ", "contrasen\u0303a de Jose\u0301", at).member == "josé"


@pytest.mark.usefixtures("ana")
def test_a_wrong_passphrase_and_an_unknown_name_are_one_answer(store: Store, at: int) -> None:
    answers = []
    for name in ("ana", "nobody"):
        for attempt in range(6):
            with pytest.raises(WrongPassphrase) as wrong:
                store.staff.sign_in(name, "not the passphrase", at)
            answers.append(
                (name, attempt, type(wrong.value), str(wrong.value), getattr(wrong.value, "seconds", 0))
            )

    assert [answer[1:] for answer in answers if answer[0] == "ana"] == [
        answer[1:] for answer in answers if answer[0] == "nobody"
    ]


@pytest.mark.usefixtures("ana")
def test_wrong_passphrases_slow_an_account_and_never_lock_it(store: Store, at: int) -> None:
    waits = []
    for _ in range(12):
        with pytest.raises(WrongPassphrase):
            store.staff.sign_in("ana", "not the passphrase", at)
        with pytest.raises(WrongPassphrase) as wrong:
            store.staff.sign_in("ana", "not the passphrase", at)
        if isinstance(wrong.value, TooSoon):
            waits.append(wrong.value.seconds)
            at += wrong.value.seconds
    with pytest.raises(WrongPassphrase):
        store.staff.sign_in("ana", "not the passphrase", at)

    assert waits == sorted(waits)
    assert waits[-1] == 60
    assert signed_in(store, "ana", PASSPHRASE, at + 60).member == "ana"
    assert signed_in(store, "ana", PASSPHRASE, at + 60).member == "ana"  # and the slowing is over


@pytest.mark.usefixtures("ana")
def test_guesses_within_the_wait_do_not_make_it_longer(store: Store, at: int) -> None:
    for _ in range(100):
        with pytest.raises(WrongPassphrase):
            store.staff.sign_in("ana", "not the passphrase", at)

    assert signed_in(store, "ana", PASSPHRASE, at + 2).member == "ana"


def hammer(store: Store, at: int, device: str = "", times: int = 20) -> None:
    """Guess as fast as one can."""
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            store.staff.sign_in("ana", "not the passphrase", at, device=device)


def test_a_stranger_who_hammers_a_name_does_not_slow_a_browser_that_was_here_before(
    store: Store, ana: Session, at: int
) -> None:
    device = store.staff.device(ana)
    hammer(store, at)

    with pytest.raises(TooSoon):
        store.staff.sign_in("ana", PASSPHRASE, at)
    assert store.staff.sign_in("ana", PASSPHRASE, at, device=device)
    with pytest.raises(TooSoon):
        store.staff.sign_in("ana", PASSPHRASE, at)


def test_a_known_browser_is_slowed_by_its_own_guesses_and_slows_nobody_else(
    store: Store, ana: Session, at: int
) -> None:
    mine, stolen = store.staff.device(ana), store.staff.device(ana)
    hammer(store, at, stolen)

    with pytest.raises(TooSoon):
        store.staff.sign_in("ana", PASSPHRASE, at, device=stolen)
    assert store.staff.sign_in("ana", PASSPHRASE, at, device=mine)
    assert store.staff.sign_in("ana", PASSPHRASE, at)


def test_a_device_is_one_members_until_that_member_is_revoked(store: Store, ana: Session, at: int) -> None:
    for name in ("bo", "kim"):
        store.staff.add(name, ("intake",), "a passphrase of one", ana, at)
    devices = [
        store.staff.device(signed_in(store, name, "a passphrase of one", at)) for name in ("bo", "kim")
    ]
    store.staff.revoke("bo", at)
    store.staff.add("bo", ("intake",), "a passphrase of one", ana, at)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            store.staff.sign_in("bo", "not the passphrase", at)

    for device in (*devices, "", "x", "é", "A" * 64, "A" * 10_000):
        with pytest.raises(TooSoon):
            store.staff.sign_in("bo", "a passphrase of one", at, device=device)


def test_no_row_tells_which_browsers_there_are(store: Store, ana: Session, at: int) -> None:
    device = store.staff.device(ana)
    store.staff.sign_in("ana", PASSPHRASE, at, device=device)
    with store._database.read() as connection:
        assert connection.execute("SELECT * FROM attempts").fetchall() == []


@pytest.mark.usefixtures("ana")
def test_a_session_ends_after_15_idle_minutes(store: Store, at: int) -> None:
    token = store.staff.sign_in("ana", PASSPHRASE, at)

    assert store.staff.session(token, at + 14 * 60) is not None
    assert store.staff.session(token, at + 28 * 60) is not None
    assert store.staff.session(token, at + 43 * 60) is None


@pytest.mark.usefixtures("ana")
def test_a_session_ends_after_8_hours_however_busy(store: Store, at: int) -> None:
    token = store.staff.sign_in("ana", PASSPHRASE, at)
    lived = [minute for minute in range(10, 600, 10) if store.staff.session(token, at + minute * 60)]

    assert lived == list(range(10, 480, 10))


@pytest.mark.usefixtures("ana")
def test_a_session_that_was_signed_out_is_gone(store: Store, at: int) -> None:
    token = store.staff.sign_in("ana", PASSPHRASE, at)
    store.staff.sign_out(token, at)
    store.staff.sign_out(token, at)

    assert store.staff.session(token, at) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "é", "\ud800", "A" * 10_000])
@pytest.mark.usefixtures("ana")
def test_any_cookie_there_can_be_is_no_session(store: Store, at: int, token: str) -> None:
    assert store.staff.session(token, at) is None
    store.staff.sign_out(token, at)


def test_a_session_shows_no_key(ana: Session) -> None:
    assert repr(ana) == "Session(member='ana', roles=('admin', 'intake'), agency='', complete=True)"


def test_neither_the_cookie_nor_the_database_alone_opens_a_session(
    store: Store, ana: Session, at: int
) -> None:
    token = store.staff.sign_in("ana", PASSPHRASE, at)
    with store._database.read() as connection:
        kept = connection.execute("SELECT id, wrapped FROM sessions").fetchall()

    assert all(ana.private not in field and token.encode() not in field for row in kept for field in row)
    make_store(store._database.path.parent).check()
