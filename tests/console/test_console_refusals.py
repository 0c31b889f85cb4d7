"""What a person reads when something cannot be done: a plain sentence, the right status, never a traceback."""

import logging
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from console_cast import ACCOUNT, Browser
from flask import Flask

from storage import Store


def test_an_unknown_address_is_a_plain_404(stranger: Browser) -> None:
    answer = stranger.get("/no/such/page")

    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text


@pytest.mark.parametrize(("method", "path"), [("post", "/"), ("get", "/sign-out"), ("put", "/sign-in")])
def test_a_wrong_method_is_a_plain_405(ana: Browser, method: str, path: str) -> None:
    answer = getattr(ana.client, method)(path)

    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "The console could not understand that. Nothing was changed." in answer.text


def test_a_form_too_large_is_a_plain_413(stranger: Browser) -> None:
    answer = stranger.client.post("/sign-in", data={"name": "a" * 100_000})

    assert answer.status_code == 413
    assert "The console could not understand that." in answer.text


def test_a_database_out_of_reach_is_a_plain_503(ana: Browser, store: Store, tmp_path: Path) -> None:
    store.close()
    for file in tmp_path.glob("line.db*"):
        file.unlink()
    answer = ana.get("/")

    assert answer.status_code == 503
    assert "The reports cannot be reached just now." in answer.text
    assert "line.db" not in answer.text


def test_a_damaged_report_cannot_be_opened_and_says_so(
    ana: Browser, tell: Callable[..., str], tmp_path: Path
) -> None:
    tip = tell()
    with sqlite3.connect(tmp_path / "line.db") as connection:
        connection.execute("UPDATE tips SET sealed = zeroblob(2048)")
    connection.close()
    answer = ana.get(f"/tips/{tip}")

    assert answer.status_code == 403
    assert "Your account cannot open this. Ask the person who runs the line." in answer.text


def test_a_report_of_another_shape_cannot_be_opened_and_says_so(
    ana: Browser, tell: Callable[..., str]
) -> None:
    answer = ana.get(f"/tips/{tell(account=7)}")

    assert answer.status_code == 500
    assert "This report is damaged and cannot be read." in answer.text


def test_a_fault_of_ours_is_a_plain_500_and_logs_no_words(
    app: Flask, ana: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble() -> str:
        raise RuntimeError(ACCOUNT)

    app.view_functions["queue"] = stumble
    with caplog.at_level(logging.DEBUG):
        answer = ana.get("/")

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert "shouting" not in answer.text
    assert re.search(r"request failed: RuntimeError at test_console_refusals:\d+$", caplog.text, re.MULTILINE)
    assert "shouting" not in caplog.text


def test_refusals_speak_the_readers_language(stranger: Browser) -> None:
    answer = stranger.get("/no/such/page", headers={"Accept-Language": "ko"})

    assert "이 주소에는 페이지가 없습니다." in answer.text


def test_a_whole_disk_gone_still_shows_a_page(ana: Browser, store: Store, tmp_path: Path) -> None:
    store.close()
    shutil.rmtree(tmp_path)

    assert ana.get("/").status_code == 503
