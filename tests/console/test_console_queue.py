"""The queue: coarse facts, urgent first, by status, page by page."""

import re
from collections.abc import Callable

import pytest
from console_cast import Browser, Clock

from console.tips import PAGE
from storage import STATUSES, Store


def cells(text: str) -> list[list[str]]:
    """Return the words of the table's body, row by row."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip().replace(" ,", ",")
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_an_empty_queue_says_so_kindly(ana: Browser) -> None:
    assert "Nothing is waiting. Thank you for looking in." in ana.get("/").text


def test_the_queue_says_that_the_line_is_closed_and_goes_on(
    ana: Browser, store: Store, tell: Callable[..., str]
) -> None:
    tip = tell()
    before = ana.get("/").text
    store.switch.close()
    closed = ana.get("/").text
    store.switch.open()

    assert "The line is closed" in closed
    assert tip[-6:] in closed
    assert ana.get(f"/tips/{tip}").status_code == 200
    assert ana.get("/").text == before


def test_a_row_tells_coarse_facts_only(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell(child=True, urgent=True)
    page = ana.get("/").text

    assert [
        [
            tip[-6:],
            "Today, night",
            "Western Ave & 3rd St".replace("&", "&amp;"),
            "Someone controlled",
            "Urgent Child",
            "New",
        ]
    ] == cells(page)
    for told in ("shouting", "car", "phone number"):
        assert told not in page


def test_urgent_reports_and_children_come_before_newer_ones(
    ana: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    urgent = tell(urgent=True)
    clock.now += 7 * 3600
    child = tell(child=True)
    clock.now += 24 * 3600
    newest = tell(kind="nuisance")
    ana.sign_in()

    assert [child[-6:], urgent[-6:], newest[-6:]] == [row[0] for row in cells(ana.get("/").text)]


def test_a_report_without_a_place_says_so(ana: Browser, tell: Callable[..., str]) -> None:
    tell(block=None)

    assert cells(ana.get("/").text)[0][2] == "Place not told"


@pytest.mark.parametrize(
    ("day", "shown"), [("2026-11-23", "Today"), ("2026-11-22", "Yesterday"), ("2026-11-01", "Sun, Nov 1")]
)
def test_days_are_told_as_people_tell_them(
    ana: Browser, tell: Callable[..., str], day: str, shown: str
) -> None:
    tell(day=day, part="evening")

    assert f"{shown}, evening" == cells(ana.get("/").text)[0][1]


def test_the_queue_is_filtered_by_status(ana: Browser, tell: Callable[..., str]) -> None:
    closed, _ = tell(), tell()
    ana.send(ana.get(f"/tips/{closed}"), f"/tips/{closed}/status", status="closed")

    assert [[closed[-6:], "Closed"]] == [[row[0], row[-1]] for row in cells(ana.get("/?status=closed").text)]
    assert len(cells(ana.get("/?status=").text)) == 2
    assert len(cells(ana.get("/?status=no-such-word").text)) == 2
    assert "No report has this status just now." in ana.get("/?status=junk").text


def test_every_status_can_be_asked_for(ana: Browser) -> None:
    page = ana.get("/").text

    assert ["", *STATUSES] == re.findall(r'<option value="([^"]*)"', page)


def test_pages_follow_one_another_and_keep_the_filter(ana: Browser, tell: Callable[..., str]) -> None:
    told = {tell()[-6:] for _ in range(PAGE + 3)}
    first = ana.get("/?status=new")
    more = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert more
    second = ana.get(more[1].replace("&amp;", "&"))

    assert (len(cells(first.text)), len(cells(second.text))) == (PAGE, 3)
    assert told == {row[0] for row in cells(first.text) + cells(second.text)}
    assert "status=new" in more[1]
    assert 'rel="next"' not in second.text
    assert '<a href="/?status=new">Back to the top</a>' in second.text


def test_a_rare_status_is_found_far_down(ana: Browser, tell: Callable[..., str]) -> None:
    told = sorted(tell() for _ in range(2 * PAGE + 3))
    last = told[0]  # the queue goes from the highest id to the lowest
    ana.send(ana.get(f"/tips/{last}"), f"/tips/{last}/status", status="referred")
    page = ana.get("/?status=referred").text

    assert [row[0] for row in cells(page)] == [last[-6:]]
    assert 'rel="next"' not in page


@pytest.mark.parametrize("after", ["x", "0-0", "%00", "' OR 1=1 --", "9" * 300])
def test_a_place_in_the_queue_that_never_was_shows_the_top(
    ana: Browser, tell: Callable[..., str], after: str
) -> None:
    tell()

    assert ana.get(f"/?after={after}").status_code == 200


def test_an_expired_report_is_gone_from_the_queue(
    ana: Browser, clock: Clock, tell: Callable[..., str]
) -> None:
    tell()
    clock.now += 91 * 24 * 3600
    ana.sign_in()

    assert "Nothing is waiting." in ana.get("/").text
