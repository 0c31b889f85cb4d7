"""Releases: intake writes a copy and names a deed; a partner sees that copy and nothing else."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from console_cast import OLGA, PAT, Browser, Clock, plain
from werkzeug.test import TestResponse

from storage import Session, Store

WEST = "west bureau"


def release(ana: Browser, tip: str, **changed: str | list[str]) -> TestResponse:
    """Fill in the form of a release as intake does."""
    page = ana.get(f"/tips/{tip}/release")
    fields: dict[str, str | list[str]] = {
        "account": "A man took a phone from a girl by a black car.",
        "place": "Western Ave",
        "when": "2026-11-22",
        "fact": ["vehicle"],
        "behaviour": ["taken"],
        "agency": WEST,
    }
    return ana.send(page, f"/tips/{tip}/release", **(fields | changed))


@pytest.mark.usefixtures("pat")
def test_a_copy_begins_as_the_report_and_with_no_deed_ticked(ana: Browser, tell: Callable[..., str]) -> None:
    page = ana.get(f"/tips/{tell(facts=['vehicle', 'minor'])}/release").text

    assert "Man shouting at two girls by a black car.\nHe took her phone <b>twice</b>." in unescape(page)
    assert 'name="place" value="Western Ave &amp; 3rd St"' in page
    assert 'name="when" value="2026-11-23 02:10"' in page
    assert re.findall(r'value="(\w+)" checked', page) == ["now", "vehicle"]
    assert "The person who wrote may be under 18" not in page


@pytest.mark.usefixtures("pat")
@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({"behaviour": []}, "Tick at least one thing that somebody did."),
        ({"behaviour": ["dress", ""]}, "Tick at least one thing that somebody did."),
        ({"agency": ""}, "Choose an agency."),
        ({"agency": "intake"}, "Choose an agency."),
        ({"account": " \r\n"}, "The copy is empty."),
    ],
)
def test_e2_nothing_is_released_without_a_deed_that_somebody_saw(
    ana: Browser,
    tell: Callable[..., str],
    store: Store,
    session: Session,
    clock: Clock,
    changed: dict[str, str | list[str]],
    lacking: str,
) -> None:
    tip = tell()
    answer = release(ana, tip, place="the third porch", **changed)

    assert answer.status_code == 422
    assert lacking in plain(answer.text)
    assert 'value="the third porch"' in answer.text
    assert store.releases.of(session, tip, clock()) == []


def test_a3_a_partner_sees_the_copy_and_nothing_that_does_not_stand_in_it(
    ana: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    tip = tell(child=True, urgent=True, block="Western & Pico")
    answer = release(ana, tip)
    assert (answer.status_code, answer.location) == (303, f"/tips/{tip}?done=released")
    shown = ana.get(answer.location).text
    assert "The agency has the copy now." in shown
    assert f"<li>{WEST}, " in shown
    assert '<span class="status referred">' in shown

    listed = pat.get("/released")
    assert plain(listed.text).partition("What somebody did")[2].split("English")[0].split() == (
        f"{tip[-6:]} Released Today Yesterday Western Ave Somebody's phone, papers or money were taken".split()
    )
    copy = pat.get(f"/released/{tip[-16:]}")
    assert "Unverified, single report." in plain(copy.text)
    assert "A man took a phone from a girl by a black car." in copy.text
    assert "When it was Yesterday Where it was Western Ave Language English" in plain(copy.text)
    for page in (listed.text, copy.text):
        for kept in (tip, "Pico", "twice", "Urgent", "under 18", "phone number", "night"):
            assert kept not in page


def test_a3_a_partner_opens_nothing_else(ana: Browser, pat: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    release(ana, tip)
    mark = re.findall(r'name="mark" value="(\w+)"', pat.get("/released").text)[0]

    assert pat.get("/").location == "/released"
    for path in ("", "/letter", "/release", "/mislaned"):
        assert pat.get(f"/tips/{tip}{path}").status_code == 403, path
    sent = {"mark": mark, "status": "closed", "reason": "x", "text": "When?", "agency": WEST}
    sent |= {"account": "x", "behaviour": "taken"}
    for path in ("/status", "/letter", "/letter/send", "/release", "/hold", "/hold/end", "/mislaned"):
        answer = pat.client.post(f"/tips/{tip}{path}", data=sent)
        assert answer.status_code == 403, path
    assert '<span class="status referred">' in ana.get(f"/tips/{tip}").text


def test_a3_intake_and_admin_do_not_open_what_partners_see(
    ana: Browser, stranger: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    tip = tell()
    release(ana, tip)
    stranger.sign_in("Olga", OLGA)
    assert pat.get(f"/released/{tip[-16:]}").status_code == 200

    for other in (ana, stranger):
        for path in ("/released", f"/released/{tip[-16:]}"):
            assert other.get(path).status_code == 403


def test_s23_a_copy_about_a_child_says_what_a_mandated_reporter_must_do(
    ana: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    seen, ticked = tell(), tell()
    release(ana, seen, fact=["child"])
    release(ana, ticked, behaviour=["minor"])

    for tip in (seen, ticked):
        assert "phone 555-0100 at once" in plain(pat.get(f"/released/{tip[-16:]}").text)


def test_copies_come_page_by_page_and_an_empty_list_says_so(
    ana: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    assert "Nothing has been released to your agency." in pat.get("/released").text
    told = {tell() for _ in range(27)}
    for tip in told:
        release(ana, tip)
    first = pat.get("/released").text
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more
    second = pat.get(unescape(more[1])).text
    found = [re.findall(r'href="/released/(\w+)"', page) for page in (first, second)]

    assert [len(page) for page in found] == [25, 2]
    assert {tip[-16:] for tip in told} == {*found[0], *found[1]}
    assert "There is nothing further down." in pat.get("/released?after=0.0").text


def test_a_copy_that_a_new_colleague_cannot_open_yet_says_so(
    ana: Browser,
    pat: Browser,
    stranger: Browser,
    tell: Callable[..., str],
    store: Store,
    session: Session,
    clock: Clock,
) -> None:
    tip = tell()
    release(ana, tip)
    store.staff.add("Kim", ("partner",), OLGA, session, clock(), agency=WEST)
    stranger.sign_in("Kim", OLGA)

    assert "Opens for you once a colleague of your agency has signed in." in stranger.get("/released").text
    assert "black car" in pat.get(f"/released/{tip[-16:]}").text


@pytest.mark.usefixtures("pat")
def test_what_must_not_be_released_is_refused_in_a_sentence(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    junk, back = tell(), tell()
    store.tips.set_status(session, junk, "junk", clock())
    with store._database.write() as connection:
        connection.execute("UPDATE tips SET withdrawn = 1 WHERE id = :tip", {"tip": back})

    for tip, sentence in ((junk, "Junk is not passed on."), (back, "Its sender took this report back.")):
        assert f"/tips/{tip}/release" not in ana.get(f"/tips/{tip}").text
        answer = release(ana, tip)

        assert answer.status_code == 409
        assert sentence in answer.text


def test_without_a_partner_there_is_nobody_to_release_to(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()

    assert "No agency has an account yet." in ana.get(f"/tips/{tip}/release").text


def test_a_long_account_in_hangul_can_be_released(
    ana: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    tip = tell()
    account = "가나다라" * 1000

    assert release(ana, tip, account=account).status_code == 303
    assert account in pat.get(f"/released/{tip[-16:]}").text


def test_signing_in_again_leads_a_partner_back_to_the_copy(
    ana: Browser, pat: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    release(ana, tip)
    clock.now += 16 * 60
    path = f"/released/{tip[-16:]}"

    assert pat.send(pat.get(path), "/sign-in", name="Pat", passphrase=PAT).location == path


def test_a_habit_goes_along_with_a_copy_unless_it_is_unticked(
    ana: Browser, tell: Callable[..., str], pat: Browser
) -> None:
    tip = tell(recurs="fri night")
    assert re.search(r'name="recurs" value="fri night" checked', ana.get(f"/tips/{tip}/release").text)

    release(ana, tip, recurs="fri night")

    assert "Fridays, night" in plain(pat.get("/released").text)
