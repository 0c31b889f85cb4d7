"""The cast: Ana reads reports, Olga only keeps accounts, Pat is a partner; a clock that obeys, a browser without a window."""

import re
from html import unescape
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from pyotp import TOTP
from werkzeug.test import TestResponse

from console.desk import ReportingDuty

ZONE = ZoneInfo("America/Los_Angeles")
NOON = 1_795_464_000  # 2026-11-23 12:00 in Los Angeles
DUTY = ReportingDuty(phone="555-0100", hours=36, law="Penal Code 11166(a)")
PASSPHRASE = "six lanterns on one porch"
OLGA = "four quiet chairs in a row"
PAT = "two ladders by the west wall"
ACCOUNT = "Man shouting at two girls by a black car.\nHe took her phone <b>twice</b>."

KEY = re.compile(r'class="key">([A-Z2-7 ]+)<')
"""How a page shows the key of a second factor."""
SPARE = re.compile(r"<li>([0-9A-Z]{4}-[0-9A-Z]{4})</li>")


def plain(text: str) -> str:
    """Return a page's words without its tags."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    return unescape(re.sub(r" ([,.;)])", r"\1", words))


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        """Tell the time in epoch seconds."""
        return self.now


class Browser:
    """A test client that fills in forms as a browser does: hidden fields come from the page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: object) -> TestResponse:
        """Ask for a page."""
        with self.client.get(path, **options) as answer:  # type: ignore[arg-type]  # whatever a client takes
            answer.get_data()  # a file of the console's is read and closed
            return answer

    def send(self, page: TestResponse, action: str, **fields: str | list[str]) -> TestResponse:
        """Send the page's form to ``action``."""
        form = next(
            form
            for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL)
            if f'action="{action}' in form
        )
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        return self.client.post(action, data={key: unescape(value) for key, value in hidden.items()} | fields)

    def sign_in(
        self, name: str = "Ana", passphrase: str = PASSPHRASE, path: str = "/sign-in", code: str = ""
    ) -> TestResponse:
        """Ask for a page and sign in on the form that comes."""
        form = self.get(path, follow_redirects=True)
        return self.send(form, "/sign-in", name=name, passphrase=passphrase, code=code)

    def first_code(self, now: int) -> tuple[TestResponse, TOTP]:
        """Set a second factor up as an app does that is given the key, and give the answer and the app."""
        page = self.get("/second-factor")
        (key,) = KEY.findall(page.text)
        app = TOTP(key.replace(" ", ""))
        return self.send(page, "/second-factor", code=app.at(now)), app

    def set_up(self, now: int) -> tuple[TOTP, list[str]]:
        """Set a second factor up, and give the app and the spare codes."""
        answer, app = self.first_code(now)
        return app, SPARE.findall(answer.text)
