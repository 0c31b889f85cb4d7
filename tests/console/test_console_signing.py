"""Coming to the desk and leaving it."""

import re
from collections.abc import Callable, Mapping
from gettext import NullTranslations

import pytest
from console_cast import DUTY, OLGA, PASSPHRASE, ZONE, Browser, Clock
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from console.app import create_app
from console.ways import way_back
from storage import Role, Session, Store

MAP_OF_PAGES = Flask("map")
MAP_OF_PAGES.add_url_rule("/", "queue", lambda: "")
MAP_OF_PAGES.add_url_rule("/tips/<tip_id>", "tip", lambda tip_id: tip_id)
MAP_OF_PAGES.add_url_rule("/audit", "audit", lambda: "")
MAP_OF_PAGES.add_url_rule("/second-factor", "second_factor", lambda: "")


def test_a_stranger_is_led_to_the_sign_in_form(stranger: Browser) -> None:
    answer = stranger.get("/")

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/")


def test_name_and_passphrase_open_the_queue(stranger: Browser) -> None:
    answer = stranger.sign_in()

    assert (answer.status_code, answer.location) == (303, "/")
    assert stranger.get("/").status_code == 200


def test_the_cookie_is_the_session_token_and_for_this_browser_only(
    stranger: Browser, store: Store, clock: Clock
) -> None:
    given = stranger.sign_in().headers.getlist("Set-Cookie")

    (cookie,) = [line for line in given if line.startswith("porchlight-session=")]
    value, *attributes = cookie.removeprefix("porchlight-session=").split("; ")

    assert {"HttpOnly", "Path=/", "SameSite=Strict"} == set(attributes)
    assert store.staff.session(value, clock())


def test_over_https_cookies_are_secure_and_bound_to_this_host(
    store: Store, clock: Clock, catalogues: Mapping[str, NullTranslations]
) -> None:
    app = create_app(
        store,
        secure_cookie=True,
        clock=clock,
        place_name="Elm Street Line",
        zone=ZONE,
        translations=catalogues,
        duty=DUTY,
    )
    client = app.test_client()
    form = client.get("https://desk.example/sign-in")
    (mark,) = re.findall(r'name="mark" value="(\w+)"', form.text)
    words = {"name": "Ana", "passphrase": PASSPHRASE, "mark": mark}
    given = client.post("https://desk.example/sign-in", data=words).headers.getlist("Set-Cookie")

    assert form.headers["Set-Cookie"].startswith("__Host-porchlight-visitor=")
    assert [line.partition("=")[0] for line in given] == [
        "__Host-porchlight-session",
        "__Host-porchlight-device",
    ]
    assert all("Secure" in line for line in (form.headers["Set-Cookie"], *given))


@pytest.mark.parametrize("name", ["Ana", "Nobody", "", "a" * 500, "\x00", "안나"])
def test_a_wrong_passphrase_and_an_unknown_name_read_the_same(stranger: Browser, name: str) -> None:
    answer = stranger.sign_in(name, "seven lanterns on one porch")

    assert answer.status_code == 401
    assert "This name and passphrase, or the code, do not belong together. Please try again." in answer.text
    assert "lanterns" not in answer.text


def test_many_wrong_passphrases_are_told_how_long_to_wait(stranger: Browser) -> None:
    answers = [stranger.sign_in("Ana", "seven lanterns on one porch") for _ in range(12)]
    slowed = next(answer for answer in answers if answer.status_code == 429)

    assert "There were several wrong attempts." in slowed.text
    assert int(slowed.headers["Retry-After"]) > 0


def test_a_member_without_the_key_may_sign_in_but_reads_nothing(
    stranger: Browser, tell: Callable[..., str]
) -> None:
    tip = tell()
    assert stranger.sign_in("Olga", OLGA, path="/").location == "/audit"

    assert stranger.get("/").location == "/audit"
    answer = stranger.get(f"/tips/{tip}")
    assert answer.status_code == 403
    assert "Your account cannot open this. Ask the person who runs the line." in answer.text


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        (("intake",), "/"),
        (("admin",), "/audit"),
        (("admin", "intake"), "/"),
        (("partner", "admin"), "/released"),
    ],
)
def test_a_sign_in_leads_to_the_first_page_of_the_members_roles(
    stranger: Browser, store: Store, clock: Clock, roles: tuple[Role, ...], first: str
) -> None:
    store.staff.add("Bo", roles, OLGA, store.staff.vouch("Ana", PASSPHRASE, clock()), clock(), agency="LAPD")
    answer = stranger.sign_in("Bo", OLGA)
    bar = stranger.get(first).text.partition('class="ways"')[2].partition("</nav>")[0]

    assert answer.location.startswith(first)
    assert ('href="/"' in bar, 'href="/audit"' in bar) == ("intake" in roles, "admin" in roles)
    assert 'href="/second-factor"' in bar


def test_a_stranger_who_hammers_a_name_does_not_keep_out_a_browser_that_was_here_before(
    stranger: Browser, ana: Browser
) -> None:
    ana.send(ana.get("/"), "/sign-out")
    for _ in range(12):
        stranger.sign_in("Ana", "seven lanterns on one porch")

    assert stranger.sign_in().status_code == 429
    assert ana.sign_in().status_code == 303


def test_a_browser_is_remembered_for_half_a_year_without_a_name(stranger: Browser) -> None:
    given = stranger.sign_in().headers.getlist("Set-Cookie")
    (cookie,) = [line for line in given if line.startswith("porchlight-device=")]

    assert {"HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=15552000"} <= set(cookie.split("; "))
    assert "ana" not in cookie.casefold()


def test_a_revoked_members_cookie_opens_nothing_from_that_moment(
    app: Flask, store: Store, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    store.staff.add("Bo", ("intake",), OLGA, store.staff.vouch("Ana", PASSPHRASE, clock()), clock())
    bo = Browser(app.test_client())
    bo.sign_in("Bo", OLGA)
    page = bo.get(f"/tips/{tip}")
    assert page.status_code == 200

    store.staff.revoke("Bo", clock())

    for path in ("/", f"/tips/{tip}", "/second-factor", "/audit"):
        answer = bo.get(path)
        assert answer.status_code == 401
        assert "shouting" not in answer.text
    assert bo.send(page, f"/tips/{tip}/status", status="junk").status_code == 401
    assert bo.sign_in("Bo", OLGA).status_code == 401


def test_a_sign_in_seals_again_what_a_revoked_member_could_open(
    stranger: Browser, store: Store, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    store.staff.add("Bo", ("intake",), OLGA, store.staff.vouch("Ana", PASSPHRASE, clock()), clock())
    store.staff.revoke("Bo", clock())
    stranger.sign_in()
    assert "shouting" in stranger.get(f"/tips/{tip}").text
    with store._database.read() as connection:
        assert connection.execute("SELECT number FROM pairs").fetchall() == [(2,)]


def test_an_expired_session_says_so_and_leads_back(
    ana: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    clock.now += 16 * 60
    thrown_out = ana.get(f"/tips/{tip}?lang=es")
    answer = ana.send(thrown_out, "/sign-in?lang=es", name="Ana", passphrase=PASSPHRASE)

    assert thrown_out.status_code == 401
    assert "Se acabó su tiempo aquí y no se cambió nada." in thrown_out.text
    assert (303, f"/tips/{tip}?lang=es") == (answer.status_code, answer.location)


def test_a_form_sent_after_the_session_expired_changes_nothing_and_leads_back_to_its_page(
    ana: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    page = ana.get(f"/tips/{tip}")
    clock.now += 16 * 60
    thrown_out = ana.send(page, f"/tips/{tip}/status", status="closed")
    answer = ana.send(thrown_out, "/sign-in", name="Ana", passphrase=PASSPHRASE)

    assert thrown_out.status_code == 401
    assert "nothing was changed" in thrown_out.text
    assert f"/tips/{tip}" == answer.location
    assert 'class="status new"' in ana.get(f"/tips/{tip}").text


def test_signing_out_ends_the_session_everywhere(ana: Browser, store: Store, clock: Clock) -> None:
    cookie = ana.client.get_cookie("porchlight-session")
    assert cookie
    answer = ana.send(ana.get("/"), "/sign-out")

    assert (answer.status_code, answer.location) == (303, "/sign-in?out=1")
    assert store.staff.session(cookie.value, clock()) is None
    assert ana.client.get_cookie("porchlight-session") is None
    assert "You are signed out." in ana.get("/sign-in?out=1").text


def test_signing_in_anew_ends_the_session_before(ana: Browser, store: Store, clock: Clock) -> None:
    before = ana.client.get_cookie("porchlight-session")
    assert before
    ana.sign_in()

    assert store.staff.session(before.value, clock()) is None


def test_a_sign_in_form_from_elsewhere_is_refused(stranger: Browser, ana: Browser) -> None:
    """Somebody else's form, or one with no cookie, could sign a reviewer in as another person."""
    foreign = stranger.client.post(
        "/sign-in", data={"name": "Ana", "passphrase": PASSPHRASE, "mark": "0" * 64}
    )
    stolen = ana.get("/sign-in")
    replayed = stranger.send(stolen, "/sign-in", name="Ana", passphrase=PASSPHRASE)

    for answer in (foreign, replayed):
        assert answer.status_code == 403
        assert "This page had waited too long, or your browser refuses cookies." in answer.text
    assert stranger.client.get_cookie("porchlight-session") is None


@pytest.mark.parametrize("name", ["session", "visitor", "device"])
@pytest.mark.parametrize("value", ["", "é", "\xed\xa0\x80", '"', "\\777", "a" * 5000, "a" * 43])
def test_a_cookie_of_any_bytes_is_refused_calmly(app: Flask, name: str, value: str) -> None:
    client = app.test_client(use_cookies=False)
    cookie = {"Cookie": f"porchlight-{name}={value}"}

    assert client.get("/sign-in", headers=cookie).status_code == 200
    assert client.get("/", headers=cookie).status_code in {303, 401}
    assert client.post("/sign-in", headers=cookie, data={"mark": ""}).status_code == 403


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/tips/x",
        "/\\evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "/static/console.css",
        "/tips/",
        "[",
        "/?_external=1&_scheme=https&_anchor=x",
        "",
    ],
)
def test_sign_in_leads_only_to_pages_of_ours(stranger: Browser, wanted: str) -> None:
    page = stranger.get("/sign-in", query_string={"next": wanted})
    answer = stranger.send(page, "/sign-in", name="Ana", passphrase=PASSPHRASE)

    assert answer.location in {"/", "/tips/x"}


def test_sign_in_leads_back_to_the_wanted_part_of_the_queue(stranger: Browser) -> None:
    answer = stranger.sign_in(path="/?status=new")

    assert answer.location == "/?status=new"


@given(
    wanted=st.text() | st.from_regex(r"[a-z]{0,5}:?[/\\]{0,3}[\w.@]*/tips/.*"),
    role=st.sampled_from(["intake", "partner", "admin"]),
)
def test_no_address_leads_away(wanted: str, role: Role) -> None:
    with MAP_OF_PAGES.test_request_context("/sign-in"):
        location = way_back(wanted, Session("ana", (role,), b""))

    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
