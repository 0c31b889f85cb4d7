"""The page of the two phones as it leaves the server: strict, signed, and of bounded size."""

import re

import pytest
from echo_line import Echo, phone_words
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.setup.settings import Settings
from bot.web import create_app


@pytest.fixture
def client(demo: dict[str, str]) -> FlaskClient:
    """The same page without a browser."""
    return create_app(Echo(), Settings.read(demo), phone_words=phone_words()).test_client()


def carried(response: TestResponse) -> str:
    (first, *_) = re.findall(r'name="page" value="([^"]+)"', response.text)
    return str(first)


def test_the_page_allows_itself_a_style_a_picture_and_a_form_and_no_more(client: FlaskClient) -> None:
    response = client.get("/try")
    policy = response.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';")
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert not re.findall(r"<script|<style|style=|\bon\w+=|https?://", response.text)


@pytest.mark.parametrize("page", ["", "x", "W10.x", "é", "." * 300])
def test_a_page_that_is_not_ours_is_two_new_phones(client: FlaskClient, page: str) -> None:
    response = client.post("/try", data={"page": page, "phone": "0", "text": "hi"})

    assert response.status_code == 200
    assert response.text.count('class="mine') == 1


def test_a_changed_page_is_not_ours(client: FlaskClient) -> None:
    first = carried(client.post("/try", data={"phone": "0", "text": "hi"}))
    changed = client.post("/try", data={"page": "A" + first, "phone": "1", "text": "hello"})

    assert changed.text.count('class="mine') == 1


@pytest.mark.parametrize("writer", ["", "2", "-1", "x", "٠"])
def test_a_form_of_no_phone_sends_nothing(client: FlaskClient, writer: str) -> None:
    assert 'class="mine' not in client.post("/try", data={"phone": writer, "text": "hi"}).text


def test_a_long_talk_forgets_its_beginning_and_always_fits_the_form(client: FlaskClient) -> None:
    page = ""
    for number in range(24):
        writer = str(number % 2)
        answer = "".join(chr(0xAC00 + (index * 7919 + number * 613) % 11172) for index in range(1500))
        response = client.post("/try", data={"page": page, "phone": writer, "text": f"say {answer}"})
        page = carried(response)

    assert response.status_code == 200
    assert len(page) < 48 * 1024


def test_a_page_asks_for_no_language_it_does_not_have(client: FlaskClient) -> None:
    spoken = [
        client.get("/try", headers={"Accept-Language": wanted}).text.split('lang="')[1][:2]
        for wanted in ("ko-KR,ko;q=0.9", "es-MX", "de", "", "*", "zz;q=x")
    ]

    assert spoken == ["ko", "es", "en", "en", "en", "en"]
    assert '<html lang="en">' in client.get("/try?lang=xx").text
