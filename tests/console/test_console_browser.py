"""The whole path in a real browser that runs no script, and what axe says of each page in light and dark."""

import threading
from collections.abc import Callable, Iterator

import pytest
from chromium_browser import inspected_by_axe, launched
from console_cast import PASSPHRASE, PAT, Clock
from console_cast import Browser as Client
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP
from werkzeug.serving import WSGIRequestHandler, make_server

NARROWEST = 320
"""CSS pixels; WCAG 2.2, 1.4.10 Reflow."""


class Quiet(WSGIRequestHandler):
    """A handler that keeps no access log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


def window(chromium: Browser, address: str, *, scripts: bool) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=scripts, base_url=address, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(5000)
    yield page
    context.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A window of a reviewer who lets no script run."""
    yield from window(chromium, address, scripts=False)


@pytest.fixture
def inspected(chromium: Browser, address: str) -> Iterator[Page]:
    """A window for axe, which is itself a script."""
    yield from window(chromium, address, scripts=True)


def sign_in(page: Page, passphrase: str = PASSPHRASE, name: str = "Ana") -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Sign in").click()


def check(page: Page) -> None:
    """Hold a page to axe's rules in both colour schemes, and to the narrowest screen."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
        results = inspected_by_axe(page)

        assert results.violations_count == 0, f"{page.url} in {scheme}: {results.generate_report()}"
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": NARROWEST, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    page.set_viewport_size(size)


def test_a_reviewer_signs_in_reads_decides_and_leaves_without_any_script(
    page: Page, tell: Callable[..., str]
) -> None:
    tip = tell(child=True, urgent=True)
    tell(kind="nuisance", block=None)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto("/")
    sign_in(page)
    expect(page).to_have_title("Queue · Porchlight")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("row", name="Urgent").get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Report {tip[-6:]}")
    expect(page.get_by_text("Man shouting")).to_be_hidden()
    page.get_by_text("Show the report").click()
    expect(page.get_by_text("He took her phone <b>twice</b>.")).to_be_visible()

    page.get_by_label("New status").select_option("Passed on")
    page.get_by_role("button", name="Save the status").click()
    expect(page.get_by_role("status")).to_have_text("Saved. The status is now: Passed on.")

    page.get_by_role("link", name="Back to the queue").click()
    expect(page.get_by_role("row", name="Urgent")).to_contain_text("Passed on")
    page.get_by_label("Status").select_option("New")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row")).to_have_count(2)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.go_back()
    expect(page.get_by_role("row")).to_have_count(0)
    assert complaints == []


def test_the_page_that_was_wanted_comes_after_sign_in(page: Page, tell: Callable[..., str]) -> None:
    tip = tell()
    page.goto(f"/tips/{tip}?lang=ko")
    page.get_by_label("이름").fill("Ana")
    page.get_by_label("암호문").fill(PASSPHRASE)
    page.get_by_role("button", name="로그인").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"제보 {tip[-6:]}")


def test_a_phone_is_set_up_and_asked_for_without_any_script(page: Page, clock: Clock) -> None:
    page.goto("/second-factor")
    sign_in(page)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    app = TOTP(page.locator(".key").inner_text().replace(" ", ""))
    page.get_by_label("Code from your app").fill(app.at(clock()))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes li")).to_have_count(8)
    page.get_by_role("link", name="I have written them down").click()
    expect(page).to_have_title("Queue · Porchlight")
    page.get_by_role("link", name="Second factor").click()
    expect(page.get_by_text("8 spare codes are left.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page)
    expect(page.get_by_role("alert")).to_contain_text("or the code, do not belong together")
    clock.now += 30
    page.get_by_label("Code from your app").fill(app.at(clock()))
    sign_in(page)
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Signed in")


def test_no_page_of_the_second_factor_or_the_audit_has_a_barrier(inspected: Page, clock: Clock) -> None:
    inspected.goto("/audit?checked=1")
    sign_in(inspected)
    check(inspected)
    inspected.goto("/second-factor")
    app = TOTP(inspected.locator(".key").inner_text().replace(" ", ""))
    check(inspected)
    inspected.get_by_label("Code from your app").fill("000000")
    inspected.get_by_role("button", name="Set it up").click()
    check(inspected)
    inspected.get_by_label("Code from your app").fill(app.at(clock()))
    inspected.get_by_role("button", name="Set it up").click()
    check(inspected)
    inspected.goto("/second-factor")
    check(inspected)


def test_the_first_key_leads_past_the_frame_and_focus_is_seen(page: Page) -> None:
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")

    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


def test_intake_asks_and_releases_and_a_partner_reads_without_any_script(
    page: Page, pat: object, tell: Callable[..., str]
) -> None:
    assert pat  # has an account
    tip = tell()
    page.goto(f"/tips/{tip}")
    sign_in(page)
    page.get_by_role("link", name="Write to whoever holds the code").click()
    page.get_by_label("How many people were there?").check()
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else may read this")
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("Show one letter").click()
    expect(page.get_by_text("How many people were there?")).to_be_visible()

    page.get_by_role("link", name="Release a copy to an agency").click()
    page.get_by_label("Account").fill("A man took a phone.")
    page.get_by_label("Agency").select_option("west bureau")
    page.get_by_role("button", name="Release this copy").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one thing")
    page.get_by_label("papers or money were taken").check()
    page.get_by_role("button", name="Release this copy").click()
    expect(page.get_by_role("status")).to_have_text("The agency has the copy now.")
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, PAT, "Pat")
    page.get_by_role("link", name=tip[-6:]).click()
    page.get_by_text("Show the report").click()
    expect(page.get_by_text("A man took a phone.")).to_be_visible()
    expect(page.get_by_text("Man shouting")).to_have_count(0)


def test_no_page_of_the_desk_has_a_barrier(
    inspected: Page, ana: Client, pat: object, tell: Callable[..., str]
) -> None:
    assert pat  # has an account
    tip = tell(language="ko")
    copy = {"account": "A man took a phone.", "behaviour": "taken", "fact": "child", "agency": "west bureau"}
    ana.send(ana.get(f"/tips/{tip}/release"), f"/tips/{tip}/release", **copy)
    ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold", reason="A court asked for it.")
    asked = ana.send(ana.get(f"/tips/{tip}/letter"), f"/tips/{tip}/letter", question="when")
    ana.send(asked, f"/tips/{tip}/letter/send")
    inspected.goto(f"/tips/{tip}")
    sign_in(inspected)
    for details in inspected.locator("summary").all():
        details.click()
    check(inspected)
    inspected.goto(f"/tips/{tip}/letter")
    check(inspected)
    inspected.get_by_role("button", name="Look at it first").click()
    check(inspected)  # nothing was chosen
    inspected.get_by_label("Is it still going on?").check()
    inspected.get_by_role("button", name="Look at it first").click()
    check(inspected)
    for page in ("release", "mislaned"):
        inspected.goto(f"/tips/{tip}/{page}")
        check(inspected)
    inspected.get_by_role("button", name="Sign out").click()
    sign_in(inspected, PAT, "Pat")
    check(inspected)
    inspected.get_by_role("link", name=tip[-6:]).click()
    check(inspected)


def test_no_page_has_a_barrier(inspected: Page, tell: Callable[..., str]) -> None:
    inspected.goto("/")
    check(inspected)
    sign_in(inspected, "not the passphrase")
    check(inspected)
    sign_in(inspected)
    check(inspected)  # nothing waits
    for _ in range(26):
        tip = tell(child=True, urgent=True, block="Western Ave & I-10 Santa Monica Freeway")
    inspected.goto("/")
    check(inspected)
    inspected.goto(f"/tips/{tip}?done=status")
    inspected.get_by_text("Show the report").click()
    check(inspected)
    inspected.goto("/tips/nothing")
    check(inspected)
