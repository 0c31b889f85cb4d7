"""Holds, stories that came the wrong way, and what its sender took back."""

from collections.abc import Callable

from console_cast import Browser, Clock, plain

from storage import Session, Store, TipFacts

DAY = 86_400


def test_a_hold_is_put_with_a_reason_shown_and_ended(
    ana: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tip = tell()
    assert "Deleted on Sun, Feb 21." in plain(ana.get(f"/tips/{tip}").text)
    held = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold", reason=" A <b>court</b> asked. ")
    page = ana.get(held.location).text
    assert "The report is held: it stays until the hold is ended." in page
    assert '<blockquote class="reason" dir="auto">A &lt;b&gt;court&lt;/b&gt; asked.</blockquote>' in page
    assert '<span class="fate">Held</span>' in ana.get("/").text
    clock.now += 91 * DAY
    ana.sign_in()
    assert tip[-6:] in ana.get("/").text
    ended = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold/end")

    assert ended.location == "/?done=gone"
    assert "The report is deleted, with everything that belonged to it." in ana.get(ended.location).text
    assert ana.get(f"/tips/{tip}").status_code == 404


def test_a_hold_that_ends_early_leaves_the_report_its_day(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold", reason="why")
    ended = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold/end")

    assert ended.location == f"/tips/{tip}?done=lifted"
    assert "Deleted on Sun, Feb 21." in plain(ana.get(ended.location).text)


def test_a_hold_without_a_reason_is_refused(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    answer = ana.send(ana.get(f"/tips/{tip}"), f"/tips/{tip}/hold", reason=" \r\n")

    assert (answer.status_code, "A hold needs a reason." in answer.text) == (400, True)
    assert "Held" not in ana.get("/").text


def test_a4_a_story_of_the_person_themself_is_asked_about_once_and_gone(
    ana: Browser, tell: Callable[..., str], store: Store
) -> None:
    tip = tell()
    assert f'href="/tips/{tip}/mislaned">This may be the person themself</a>' in ana.get(f"/tips/{tip}").text
    asked = ana.get(f"/tips/{tip}/mislaned")
    assert "It cannot be undone" in asked.text
    assert ana.get(f"/tips/{tip}").status_code == 200
    answer = ana.send(asked, f"/tips/{tip}/mislaned")

    assert answer.location == "/?done=gone"
    assert "Nothing is waiting." in ana.get(answer.location).text
    assert ana.get(f"/tips/{tip}").status_code == 404
    assert ana.send(asked, f"/tips/{tip}/mislaned").status_code == 404
    assert store.counts("2026-11") == {"mislaned": 1}


def test_b11_what_was_taken_back_says_when_it_goes_and_offers_nothing(
    ana: Browser, tell: Callable[..., str], store: Store, session: Session, clock: Clock
) -> None:
    tell()
    with store.turn("sms:+12135550142", clock()) as turn:
        code = turn.submit(b'{"account": "x"}', TipFacts(None, "2026-11-23", "night", "other", True, True))
    clock.now += 2 * 3600
    ana.sign_in()
    with store.turn("sms:+12135550142", clock()) as turn:
        thread = turn.thread(code)
        assert thread
        turn.take_back(thread, code)
    queue = plain(ana.get("/").text)
    page = ana.get(f"/tips/{thread.tip}").text
    sentence = "Taken back by its sender; deleted on Thu, Nov 26"

    assert sentence in queue
    assert queue.index(thread.tip[-6:]) > queue.index("Someone controlled")
    assert f"{sentence}. It can be neither passed on nor answered." in plain(page)
    assert f"/tips/{thread.tip}/letter" not in page
    assert f"/tips/{thread.tip}/release" not in page
    store.tips.hold(session, thread.tip, "why", clock())
    assert "Taken back by its sender; kept because it is held" in plain(ana.get("/").text)
