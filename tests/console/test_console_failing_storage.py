"""A console whose storage fails: each class is one sentence on a page and one line in the log, and is over with its cause."""

import fcntl
import inspect
import logging
import sqlite3
import time
from pathlib import Path

import pytest
from console_cast import PASSPHRASE, Browser
from flask import Flask

from storage import StorageError, Store
from storage.ground import errors

SENTENCE = "The reports cannot be reached just now. Please try again in a minute; if it stays so, tell the person who runs the line."
KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, StorageError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_failure_is_a_sentence_for_whoever_is_signed_in_or_wants_to_be(
    ana: Browser,
    stranger: Browser,
    store: Store,
    kind: type[StorageError],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise kind

    form = stranger.get("/sign-in")
    monkeypatch.setattr(store.staff, "session", fail)
    monkeypatch.setattr(store.staff, "sign_in", fail)
    caplog.set_level(logging.ERROR)
    pages = [ana.get("/"), stranger.send(form, "/sign-in", name="Ana", passphrase=PASSPHRASE)]

    assert [page.status_code for page in pages] == [503, 503]
    assert all(SENTENCE in page.text for page in pages)
    told = [record.getMessage().partition(" at ")[0] for record in caplog.records]
    assert told == [f"request failed: {kind.__name__}"] * 2
    monkeypatch.undo()
    assert ana.get("/").status_code == 200


def test_a_lock_that_is_never_given_back_ends_in_the_same_page(
    ana: Browser, app: Flask, tmp_path: Path
) -> None:
    app.extensions["console"].store.close()
    begun = time.monotonic()
    with (tmp_path / "line.db.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        page = ana.get("/")

    assert page.status_code == 503
    assert SENTENCE in page.text
    assert time.monotonic() - begun < 8
    assert ana.get("/").status_code == 200


def test_another_programs_lock_holds_up_no_page_that_only_reads(ana: Browser, tmp_path: Path) -> None:
    assert ana.get("/").status_code == 200
    other = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = ana.get("/")
    other.close()

    assert page.status_code == 200
