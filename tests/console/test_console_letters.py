"""Letters: a ready question or own words, looked at before they go, and nothing that a phone must not show."""

import gettext
import re
from collections.abc import Callable, Mapping
from html import unescape

import pytest
from console_cast import Browser, Clock, plain
from werkzeug.test import TestResponse

from console.letters import objected
from console.questions import QUESTIONS
from storage import Session, Store
from storage.line import letters
from understanding.segments import BASIC, EXTENDED, count


def write(ana: Browser, tip: str, **fields: str) -> TestResponse:
    """Fill in the form of a letter."""
    return ana.send(ana.get(f"/tips/{tip}/letter"), f"/tips/{tip}/letter", **fields)


@pytest.mark.parametrize("language", ["en", "es", "ko"])
@pytest.mark.parametrize("key", QUESTIONS)
def test_b9_every_ready_question_fits_one_text_and_names_nothing(
    catalogues: Mapping[str, gettext.NullTranslations], key: str, language: str
) -> None:
    text = catalogues[language].pgettext(*QUESTIONS[key])

    assert objected(text) is None
    assert count(text).segments == 1
    assert language == "ko" or (BASIC | EXTENDED).issuperset(text)


def test_a_question_goes_in_the_language_of_the_report_and_is_read_in_ones_own(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tip = tell(language="ko")
    page = ana.get(f"/tips/{tip}/letter?lang=es")
    assert "¿De qué color y de qué marca era el carro?" in page.text
    assert '<span class="theirs" lang="ko">차는 무슨 색, 어떤 차종이었나요?</span>' in page.text
    preview = ana.send(page, f"/tips/{tip}/letter", question="vehicle")
    assert "차는 무슨 색" in plain(preview.text)
    assert store.tips.letters(session, tip, clock()) == ()
    sent = ana.send(preview, f"/tips/{tip}/letter/send")

    assert (sent.status_code, sent.location) == (303, f"/tips/{tip}?done=letter")
    assert [letter.text for letter in store.tips.letters(session, tip, clock())] == [
        "차는 무슨 색, 어떤 차종이었나요?"
    ]
    assert "The letter waits for whoever holds the code." in ana.get(sent.location).text


@pytest.mark.parametrize("language", ["", "bn", "../en"])
def test_a_language_that_we_do_not_have_is_answered_in_english(
    ana: Browser, tell: Callable[..., str], language: str
) -> None:
    tip = tell(language=language)

    assert "How many people were there?" in plain(write(ana, tip, question="people").text)


def test_own_words_are_shown_before_they_go_as_the_phone_will_show_them(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tip = tell()
    preview = write(ana, tip, question="", text=" Was it <b>blue</b>\r\n or green? ")
    assert "<h1>Somebody else may read this</h1>" in preview.text
    assert "&lt;b&gt;blue&lt;/b&gt; or green?</blockquote>" in preview.text
    changed = ana.send(preview, f"/tips/{tip}/letter", change="1")
    assert "&lt;b&gt;blue&lt;/b&gt; or green?</textarea>" in changed.text
    ana.send(preview, f"/tips/{tip}/letter/send")

    assert [letter.text for letter in store.tips.letters(session, tip, clock())] == [
        "Was it <b>blue</b> or green?"
    ]


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        ("", "Choose a question, or write one."),
        ("Did the Police come? ¿La víctima?", "may read: police, victima."),
        ("Call me at (213) 555-0142", "can be seen later: 213) 555-0142."),
        ("Look at https://example.org", "can be seen later: https://example.org."),
        ("a" * 161, "A letter must fit one text"),
        ("한" * 71, "A letter must fit one text"),
        ("ú" * 71, "A letter must fit one text"),
    ],
)
def test_b9_what_must_not_stand_on_that_phone_is_refused_with_the_words_it_tripped_over(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, text: str, objection: str
) -> None:
    tip = tell()
    form = ana.get(f"/tips/{tip}/letter")
    for action in (f"/tips/{tip}/letter", f"/tips/{tip}/letter/send"):
        mark = re.findall(r'name="mark" value="(\w+)"', form.text)[-1]
        answer = ana.client.post(action, data={"mark": mark, "question": "", "text": text})

        assert answer.status_code == 422
        assert objection in plain(answer.text)
        assert f"{text}</textarea>" in unescape(answer.text)
    assert store.tips.letters(session, tip, 0) == ()


def test_b11_the_thread_says_who_wrote_what_and_waits_to_be_opened(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tip = tell()
    assert "Nobody has written yet." in ana.get(f"/tips/{tip}").text
    store.tips.write(session, tip, "When was it?", clock())
    with store._database.write() as connection:
        letters.append(connection, tip, "holder", b"Last <i>night</i>", "2026-11-23")
    page = ana.get(f"/tips/{tip}").text
    thread = page.partition("Show 2 letters")[2].partition("</details>")[0]

    assert plain(thread).split("From ")[1:] == [
        "us, Today When was it? ",
        "whoever holds the code, Today Last <i>night</i> ",
    ]
    assert '<details class="account">\n    <summary>Show 2 letters' in page
    assert '<span class="flag answer">Answer</span>' in ana.get("/").text


def test_a_report_that_nobody_has_a_code_for_offers_no_letter(
    ana: Browser, tell: Callable[..., str], store: Store
) -> None:
    tip = tell()
    with store._database.write() as connection:
        connection.execute("UPDATE tips SET unfinished = 1")
    page = ana.get(f"/tips/{tip}").text
    assert f"/tips/{tip}/letter" not in page
    assert "Sent on unfinished." in page
    answer = ana.send(write(ana, tip, question="now"), f"/tips/{tip}/letter/send")

    assert answer.status_code == 409
    assert "nobody would read a letter" in answer.text


def test_a_full_thread_says_so(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tip = tell()
    for _ in range(letters.MOST):
        store.tips.write(session, tip, "When?", clock())
    answer = ana.send(write(ana, tip, question="now"), f"/tips/{tip}/letter/send")

    assert (answer.status_code, "all the letters that it can have" in answer.text) == (409, True)


def test_one_opening_is_one_line_of_the_audit(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tip = tell()
    store.tips.write(session, tip, "When?", clock())
    store.tips.hold(session, tip, "why", clock())
    before = len(store.audit.entries())
    ana.get(f"/tips/{tip}")
    ana.get(f"/tips/{tip}/letter")

    assert [entry.verb for entry in store.audit.entries()[: len(store.audit.entries()) - before]] == [
        "read",
        "read",
    ]
