"""Two phones in a real browser, with and without a script: they know nothing of each other, and neither does a server."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from chromium_browser import inspected_by_axe, launched
from playwright.sync_api import Browser, Locator, Page, expect
from served_line import Line, served

NAMES = {
    "en": ("First phone", "Second phone"),
    "es": ("Primer teléfono", "Segundo teléfono"),
    "ko": ("첫째 전화기", "둘째 전화기"),
}
SENDS = {"en": "Send", "es": "Enviar", "ko": "보내기"}


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A demo, served as the Procfile serves it."""
    folder = tmp_path_factory.mktemp("demo")
    demo = {
        "PORCHLIGHT_DEMO": "1",
        "PORCHLIGHT_SECRET": "5a" * 32,
        "PORCHLIGHT_DATABASE": str(folder / "line.db"),
    }
    with served(demo, folder / "printed.log") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The one browser of these tests."""
    with launched() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, line: Line, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window on the page, which must not complain of anything either."""
    script = getattr(request, "param", "without script") == "with script"
    context = chromium.new_context(java_script_enabled=script, base_url=line.url, locale="en-US")
    opened = context.new_page()
    opened.set_default_timeout(5000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.goto("/try")
    yield opened
    assert context.cookies() == []
    assert complaints == []
    context.close()


def phone(page: Page, name: str = "First phone") -> Locator:
    return page.get_by_role("region", name=name)


def text(page: Page, body: str, name: str = "First phone", *, picture: bool = False) -> None:
    """Send, and wait until the page shows what was sent."""
    sent = phone(page, name).locator(".mine")
    before = sent.count()
    phone(page, name).get_by_label("Message").fill(body)
    if picture:
        phone(page, name).get_by_label("with a picture").check()
    phone(page, name).get_by_role("button", name="Send").click()
    expect(sent).to_have_count(before + 1)


def answers(page: Page, name: str = "First phone") -> list[dict[str, object]]:
    return [json.loads(bubble) for bubble in phone(page, name).locator(".line p").all_inner_texts()]


@pytest.mark.parametrize("page", ["without script", "with script"], indirect=True)
def test_two_phones_text_the_line_and_know_nothing_of_each_other(page: Page) -> None:
    """S12, seen: what one phone writes and hears is not on the other."""
    text(page, "hi from here")
    text(page, "도와주세요", "Second phone")
    text(page, "and again")
    mine, yours = answers(page), answers(page, "Second phone")

    assert [answer["text"] for answer in mine] == ["hi from here", "and again"]
    assert [answer["text"] for answer in yours] == ["도와주세요"]
    assert {answer["channel"] for answer in mine + yours} == {"try"}
    assert mine[0]["sender"] == mine[1]["sender"] != yours[0]["sender"]
    assert mine[0]["message_id"] != mine[1]["message_id"]
    assert re.fullmatch("try:[0-9a-f]{16}", str(mine[0]["sender"]))


def test_enter_sends_and_the_next_word_can_be_written_at_once(page: Page) -> None:
    field = phone(page, "Second phone").get_by_label("Message")
    field.fill("one")
    field.press("Enter")

    expect(phone(page, "Second phone").get_by_label("Message")).to_be_focused()
    assert [answer["text"] for answer in answers(page, "Second phone")] == ["one"]


def test_a_picture_goes_along_as_a_number(page: Page) -> None:
    text(page, "look", picture=True)

    assert answers(page)[0]["media"] == 1
    expect(phone(page).locator(".mine")).to_contain_text("a picture")


def test_silence_is_shown_as_silence(page: Page) -> None:
    text(page, "say nothing")

    expect(phone(page).locator(".line")).to_contain_text("The line sent nothing.")


def test_under_each_answer_stands_what_it_costs(page: Page) -> None:
    for said in ("a" * 160, "a" * 161, "á" * 71):
        text(page, f"say {said}")

    expect(phone(page).locator(".line small")).to_have_text(["1 segment", "2 segments", "2 segments"])


def test_what_is_written_stays_text(page: Page) -> None:
    written = "<b>bold</b> &amp; <script>document.title = 'x'</script> \u202eabc"
    text(page, written)

    expect(phone(page).locator(".mine p")).to_have_text(written)
    assert page.title() == "Two phones · Porchlight"


def test_a_reloaded_page_is_the_same_message_again(page: Page) -> None:
    text(page, "once")
    (first,) = answers(page)
    page.reload()

    assert answers(page) == [first]


def test_the_newest_message_is_in_view(page: Page) -> None:
    for number in range(4):
        text(page, f"say {number} " + "long " * 60)

    expect(phone(page).locator("li").last).to_be_in_viewport()
    expect(phone(page).get_by_label("Message")).to_be_in_viewport()


def test_new_phones_have_new_numbers_and_no_past(page: Page) -> None:
    text(page, "hi")
    before = answers(page)[0]["sender"]
    page.get_by_role("link", name="Two new phones").click()

    expect(page.locator(".mine")).to_have_count(0)
    text(page, "hi")
    assert answers(page)[0]["sender"] != before


@pytest.mark.parametrize("language", ["es", "ko"])
def test_the_page_speaks_the_other_languages_and_keeps_the_talk(page: Page, language: str) -> None:
    text(page, "hi")
    page.locator(f"button[lang={language}]").click()

    expect(page.locator("html")).to_have_attribute("lang", language)
    assert [answer["text"] for answer in answers(page, NAMES[language][0])] == ["hi"]
    phone(page, NAMES[language][1]).locator("input[name=text]").fill("hola")
    phone(page, NAMES[language][1]).get_by_role("button", name=SENDS[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert [answer["text"] for answer in answers(page, NAMES[language][1])] == ["hola"]


@pytest.mark.parametrize("page", ["with script"], indirect=True)
def test_the_page_is_accessible_and_fits(page: Page, tmp_path: Path) -> None:
    text(page, "say " + "Thanks. Where was it? A street, or SKIP. " * 3, picture=True)
    text(page, "say nothing", "Second phone")
    for scheme, width in (("light", 1280), ("light", 360), ("dark", 320), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
        page.set_viewport_size({"width": width, "height": 780})
        found = inspected_by_axe(page)
        page.screenshot(
            path=f"{os.environ.get('SCREENSHOTS', tmp_path)}/try-{scheme}-{width}.png", full_page=True
        )

        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_served_page_is_not_a_proxy_for_anything(line: Line) -> None:
    for path in ("/try/static/../phone_page.py", "/try/static/%2e%2e/phone_page.py", "/try/static/", "/try/"):
        assert requests.get(line.url + path, timeout=5).status_code == 404
