"""One report: what was done comes first, the account waits until it is opened."""

import re
from collections.abc import Callable

import pytest
from console_cast import ACCOUNT, Browser, Clock
from markupsafe import escape

from storage import STATUSES, Store


def plain(text: str) -> str:
    """Return the page's words without its tags."""
    return re.sub(r" ([,.)])", r"\1", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def test_the_account_is_shown_as_plain_text_and_only_when_opened(
    ana: Browser, tell: Callable[..., str]
) -> None:
    page = ana.get(f"/tips/{tell()}").text
    opened = re.search(r"<details class=\"account\">(.*?)</details>", page, re.DOTALL)
    assert opened

    assert "Show the report" in opened[1]
    assert f'<blockquote lang="en" dir="auto">{escape(ACCOUNT)}</blockquote>' in opened[1]
    assert "shouting" not in page.replace(opened[0], "")


def test_behaviour_comes_before_anything_else(ana: Browser, tell: Callable[..., str]) -> None:
    words = plain(ana.get(f"/tips/{tell(facts=['vehicle', 'weapon', 'child', 'control'])}").text)
    order = [
        "Unverified, single report.",
        "Someone is held, threatened or told what to do",
        "A weapon",
        "Someone may be under 18",
        "It was going on when it was told",
        "A vehicle",
        "Show the report",
        "When and where",
        "Taken out",
    ]

    assert sorted(order, key=words.index) == order


def test_when_where_language_and_what_was_taken_out_are_told(ana: Browser, tell: Callable[..., str]) -> None:
    words = plain(ana.get(f"/tips/{tell(language='ko', removed=['phone', 'name', 'horoscope'])}").text)

    assert (
        "When it was Today, 02:10 Where it was Western Ave &amp; 3rd St When it was told Today, 02:00–03:00"
        in words
    )
    assert "Language Korean" in words
    assert (
        "Taken out before anyone read it a phone number, a name, something else that could name the sender"
        in words
    )


def test_what_was_not_told_is_not_made_up(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell(when=None, place=None, facts=[], ongoing=None, removed=[], language="", told=None)
    words = plain(ana.get(f"/tips/{tip}").text)

    assert "When it was Not told Where it was Not told When it was told Not known Language Not known" in words
    assert "Taken out before anyone read it nothing" in words
    assert "The line could not sort this report. Only its text tells." in words


def test_a_place_off_the_map_is_told_as_that(ana: Browser, tell: Callable[..., str]) -> None:
    words = plain(ana.get(f"/tips/{tell(place=None, outside=True)}").text)

    assert "Where it was Outside the area When" in words


def test_a_time_in_words_stays_in_words(ana: Browser, tell: Callable[..., str]) -> None:
    words = plain(ana.get(f"/tips/{tell(when='most nights <3')}").text)

    assert "When it was most nights &lt;3 Where it was" in words


def test_s23_a_report_about_a_child_says_what_a_mandated_reporter_must_do(
    ana: Browser, tell: Callable[..., str]
) -> None:
    sentence = (
        "If you are a mandated reporter: phone 555-0100 at once, and send the written report within 36 hours "
        "(Penal Code 11166(a))."
    )

    assert sentence in plain(ana.get(f"/tips/{tell(child=True)}").text)
    assert "mandated" not in ana.get(f"/tips/{tell()}").text


@pytest.mark.parametrize("language", ["es", "ko"])
def test_s23_holds_in_every_language(ana: Browser, tell: Callable[..., str], language: str) -> None:
    page = plain(ana.get(f"/tips/{tell(child=True)}?lang={language}").text)

    for fact in ("mandated reporter", "555-0100", "36", "Penal Code 11166(a)"):
        assert fact in page


def test_titles_and_addresses_tell_nothing_but_the_id(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    page = ana.get(f"/tips/{tip}")

    assert f"<title>Report {tip[-6:]} · Porchlight</title>" in page.text
    assert f"/tips/{tip}" == page.request.path


def test_every_status_can_be_set_and_is_confirmed(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    for status in STATUSES:
        answer = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/status", status=status)
        page = ana.get(answer.location).text

        assert (answer.status_code, answer.location) == (303, f"/tips/{tip}?done=status")
        assert 'role="status">Saved. The status is now: ' in page
        assert f'<span class="status {status}">' in page
        assert f'<option value="{status}" selected>' in page


def test_a_page_that_changed_nothing_confirms_nothing(ana: Browser, tell: Callable[..., str]) -> None:
    assert "Saved." not in ana.get(f"/tips/{tell()}").text


@pytest.mark.parametrize("status", ["", "gone", "NEW", "new ", "\x00"])
def test_a_status_that_does_not_exist_is_refused(ana: Browser, tell: Callable[..., str], status: str) -> None:
    tip = tell()
    answer = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/status", status=status)

    assert answer.status_code == 400
    assert "The console could not understand that. Nothing was changed." in answer.text


@pytest.mark.parametrize("mark", [None, "", "0" * 64, "한"])
def test_a_form_without_our_mark_changes_nothing(
    ana: Browser, tell: Callable[..., str], mark: str | None
) -> None:
    tip = tell()
    sent = {"status": "junk"} | ({} if mark is None else {"mark": mark})
    answer = ana.client.post(f"/tips/{tip}/status", data=sent)

    assert answer.status_code == 403
    assert "This form had waited too long, or it was not ours." in answer.text
    assert '<span class="status new">' in ana.get(f"/tips/{tip}").text


def test_reading_is_audited_and_the_list_is_not(ana: Browser, store: Store, tell: Callable[..., str]) -> None:
    tip = tell()
    before = len(store.audit.entries())
    ana.get("/")
    ana.get(f"/tips/{tip}")

    assert len(store.audit.entries()) - before == 1


@pytest.mark.parametrize(
    "tip", ["x", "20261123-3ffffffffffffffff", "..", "%00", "' OR 1=1 --", "한", "a" * 2000]
)
def test_a_report_that_is_not_there_is_a_plain_404(ana: Browser, tip: str) -> None:
    answer = ana.get(f"/tips/{tip}")

    assert answer.status_code == 404
    assert "There is no" in answer.text


def test_an_expired_report_is_not_there(ana: Browser, clock: Clock, tell: Callable[..., str]) -> None:
    tip = tell()
    clock.now += 91 * 24 * 3600
    ana.sign_in()

    assert ana.get(f"/tips/{tip}").status_code == 404
    assert "There is no report under this number" in ana.get(f"/tips/{tip}").text


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "When it was Fridays, night"), ("es", "Los viernes, noche"), ("ko", "금요일마다, 밤")],
)
def test_a_habit_is_told_as_one(ana: Browser, tell: Callable[..., str], language: str, told: str) -> None:
    tip = tell(when=None, recurs="fri night")

    assert told in plain(ana.get(f"/tips/{tip}?lang={language}").text)


def test_a_time_and_a_habit_are_both_told(ana: Browser, tell: Callable[..., str]) -> None:
    words = plain(ana.get(f"/tips/{tell(recurs='daily 22:00')}").text)

    assert "02:10; Every day, 22:00 Where it was" in words
