"""The audit's page: for an admin, in plain words, and without a way from an entry to a report."""

import re
from collections.abc import Callable

import pytest
from console_cast import OLGA, PASSPHRASE, Browser, Clock
from flask import Flask

from storage import VERBS, Store


@pytest.fixture
def olga(app: Flask) -> Browser:
    """Olga, who keeps accounts and reads no report."""
    olga = Browser(app.test_client())
    olga.sign_in("Olga", OLGA)
    return olga


def cells(page: str) -> list[list[str]]:
    """Read the rows of the table, a list of texts for each."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page.partition("<tbody")[2], re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", "", cell).split())
            for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_it_says_who_did_what_in_which_hour_and_of_a_report_only_that_it_was_one(
    ana: Browser, olga: Browser, tell: Callable[..., str]
) -> None:
    tip = tell()
    ana.get(f"/tips/{tip}")
    page = olga.get("/audit").text

    assert cells(page)[0] == ["ana", "Opened a report", "Today, 12:00–13:00", "a report"]
    assert cells(page)[1] == ["olga", "Signed in", "Today, 12:00–13:00", ""]
    assert cells(page)[-1][:2] == ["ana", "Founded the staff"]
    assert tip not in page
    assert tip[-6:] not in page


@pytest.mark.parametrize("language", ["en", "es", "ko"])
def test_every_act_that_can_be_written_has_words(
    olga: Browser, store: Store, clock: Clock, language: str
) -> None:
    with store._database.write() as connection:
        for verb in VERBS:
            store.audit.append(connection, "ana", verb, clock())
    said = [row[1] for row in cells(olga.get(f"/audit?lang={language}").text)[: len(VERBS)]]

    assert len(set(said)) == len(VERBS)
    assert set(said) & set(VERBS) == set()


def test_it_has_pages_of_fifty(olga: Browser, store: Store, clock: Clock) -> None:
    with store._database.write() as connection:
        for _ in range(110):
            store.audit.append(connection, "ana", "read", clock(), b"x" * 16)
    path, sizes = "/audit", []
    while path:
        page = olga.get(path).text
        sizes.append(len(cells(page)))
        (path,) = re.findall(r'rel="next" href="([^"]+)"', page) or [""]

    assert sizes[:2] == [50, 50]
    assert len(sizes) == 3
    assert sum(sizes) == len(store.audit.entries(500))


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 30, "1.5"])
def test_a_spoilt_place_in_it_is_the_top(olga: Browser, before: str) -> None:
    assert cells(olga.get(f"/audit?before={before}").text)[0][1] == "Signed in"


def test_below_the_first_entry_there_is_nothing(olga: Browser) -> None:
    assert "There is nothing further down." in olga.get("/audit?before=1").text


def test_it_says_whether_it_is_as_it_was_written(olga: Browser, store: Store) -> None:
    assert "Intact:" not in olga.get("/audit").text
    assert "Intact:" in olga.get("/audit?checked=1").text
    with store._database.write() as connection:
        connection.execute("UPDATE audit SET actor = 'eve' WHERE number = 2")

    assert "Broken:" in olga.get("/audit?checked=1").text


def test_only_an_admin_reads_it(app: Flask, store: Store, clock: Clock, ana: Browser) -> None:
    assert ana.get("/audit").status_code == 200  # Ana founded the staff
    store.staff.add("Bo", ("intake",), OLGA, store.staff.vouch("Ana", PASSPHRASE, clock()), clock())
    bo = Browser(app.test_client())
    bo.sign_in("Bo", OLGA)

    assert bo.get("/audit").status_code == 403
