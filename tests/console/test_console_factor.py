"""The second factor at the desk: nothing opens without it where it is required, and no page keeps its key."""

import re
from collections.abc import Callable

import pytest
from console_cast import KEY, OLGA, PASSPHRASE, SPARE, Browser, Clock
from flask import Flask

from console.second_factor import squares
from storage import Store

WRONG = "This name and passphrase, or the code, do not belong together. Please try again."


@pytest.fixture
def newcomer(strict: Flask) -> Browser:
    """Ana, where a second factor is required and she has none."""
    newcomer = Browser(strict.test_client())
    assert newcomer.sign_in().location == "/second-factor"
    return newcomer


def test_until_it_is_set_up_every_page_and_form_leads_to_it(
    newcomer: Browser, tell: Callable[..., str]
) -> None:
    tip = tell()
    page = newcomer.get("/second-factor")
    (mark,) = set(re.findall(r'name="mark" value="(\w+)"', page.text))
    answers = [newcomer.get(path) for path in ("/", f"/tips/{tip}", "/audit", "/?status=new")]
    answers += [
        newcomer.client.post(path, data={"mark": mark, "status": "junk", "passphrase": PASSPHRASE})
        for path in (f"/tips/{tip}/status", "/second-factor/away")
    ]

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/second-factor")}
    assert "Here a passphrase alone opens nothing." in page.text
    assert 'href="/audit"' not in page.text


def test_a_first_code_opens_the_pages_and_shows_the_spare_codes_once(
    newcomer: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    answer, _ = newcomer.first_code(clock())
    spares = SPARE.findall(answer.text)

    assert len(set(spares)) == 8
    assert 'href="/audit"' in answer.text  # the bar opens with the pages
    assert "shouting" in newcomer.get(f"/tips/{tip}").text
    assert not any(spare in newcomer.get("/second-factor").text for spare in spares)
    assert "8 spare codes are left." in newcomer.get("/second-factor").text


def test_whoever_is_not_yet_through_may_leave(newcomer: Browser) -> None:
    assert newcomer.send(newcomer.get("/second-factor"), "/sign-out").location == "/sign-in?out=1"


def test_a_wrong_first_code_shows_the_same_key_again(ana: Browser, clock: Clock, store: Store) -> None:
    page = ana.get("/second-factor")
    wrong = ana.send(page, "/second-factor", code="000 000")
    keys = [KEY.findall(answer.text) for answer in (page, wrong)]

    assert wrong.status_code == 400
    assert "That code did not fit." in wrong.text
    assert keys[0] == keys[1]
    assert not store.staff.members()[0].second_factor
    assert len(ana.set_up(clock())[1]) == 8


def test_a_first_code_sent_twice_changes_nothing(ana: Browser, clock: Clock) -> None:
    page = ana.get("/second-factor")
    app, _ = ana.set_up(clock())

    for code in (app.at(clock()), "123456"):
        assert ana.send(page, "/second-factor", code=code).location == "/second-factor"
    assert "8 spare codes are left." in ana.get("/second-factor").text


def test_a_wrong_code_and_a_wrong_passphrase_read_the_same(
    ana: Browser, stranger: Browser, clock: Clock
) -> None:
    app, _ = ana.set_up(clock())
    right = app.at(clock.now + 30)
    answers = []
    for passphrase, code in ((PASSPHRASE, "000000"), ("seven lanterns on one porch", right)):
        answer = stranger.sign_in(passphrase=passphrase, code=code)
        answers.append((answer.status_code, re.sub(r'value="\w{64}"', "", answer.text)))
        assert WRONG in answer.text
        assert code not in answer.text

    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    assert stranger.sign_in(code=f"{right[:3]} {right[3:]}").status_code == 303


def test_a_spare_code_signs_in_in_the_place_of_a_code(ana: Browser, stranger: Browser, clock: Clock) -> None:
    _, spares = ana.set_up(clock())

    assert stranger.sign_in(code=spares[3].lower()).status_code == 303
    assert "7 spare codes are left." in stranger.get("/second-factor").text
    assert "Used a spare code" in stranger.get("/audit").text


def test_it_is_put_away_with_passphrase_and_code(ana: Browser, clock: Clock) -> None:
    app, spares = ana.set_up(clock())
    page = ana.get("/second-factor")
    for code in (app.at(clock()), "000000", ""):
        answer = ana.send(page, "/second-factor/away", passphrase=PASSPHRASE, code=code)
        assert answer.status_code == 403
        assert "Nothing was changed." in answer.text
    soon = ana.send(page, "/second-factor/away", passphrase=PASSPHRASE, code=spares[0])
    assert soon.status_code == 429
    assert int(soon.headers["Retry-After"]) > 0
    clock.now += 60
    gone = ana.send(page, "/second-factor/away", passphrase=PASSPHRASE, code=spares[0])

    assert gone.location == "/second-factor?away=1"
    assert "It is taken away." in ana.get(gone.location).text
    assert ana.sign_in().status_code == 303


def test_a_form_of_this_page_that_waited_too_long_leads_back_to_it(ana: Browser, clock: Clock) -> None:
    page = ana.get("/second-factor")
    clock.now += 16 * 60
    thrown_out = ana.send(page, "/second-factor", code="123456")

    assert ana.send(thrown_out, "/sign-in", name="Ana", passphrase=PASSPHRASE).location == "/second-factor"


def test_the_picture_holds_the_members_name_the_line_and_the_key(ana: Browser, store: Store) -> None:
    session = store.staff.vouch("Ana", PASSPHRASE, 1_795_464_000)
    proposal = store.staff.factors.propose(session)
    address = proposal.address("ana", "Porchlight Elm: Street Line")

    assert address == (
        "otpauth://totp/Porchlight%20Elm%20%20Street%20Line:ana"
        f"?secret={proposal.secret}&issuer=Porchlight%20Elm%20%20Street%20Line"
    )
    assert squares(address).path.startswith("M4 4h1v1h-1z")
    assert 'class="qr"' in ana.get("/second-factor").text
    longest = squares(proposal.address("안" * 500, "Porchlight Elm Street Line"))
    assert longest.size > squares(address).size


def test_an_admin_without_intake_sets_one_up_too(strict: Flask, clock: Clock) -> None:
    olga = Browser(strict.test_client())
    olga.sign_in("Olga", OLGA)
    olga.set_up(clock())

    assert olga.get("/audit").status_code == 200
    assert olga.get("/").location == "/audit"
