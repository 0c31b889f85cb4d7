"""Who calls at a line that is served: a phone behind Twilio, and a browser at the console."""

import re
import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie

import requests
from pyotp import TOTP
from signed_texts import URL, sign, text


@dataclass
class Phone:
    """Somebody's phone, and Twilio behind it."""

    url: str
    number: str

    def send(self, words: str, **more: str) -> str:
        """Text the line over HTTP, signed; give what comes back to the phone."""
        fields = text(Body=words, MessageSid=f"SM{secrets.token_hex(16)}", From=self.number, **more)
        signature = sign(f"{URL}/sms", fields.items())
        answer = requests.post(
            f"{self.url}/sms", data=fields, headers={"X-Twilio-Signature": signature}, timeout=20
        )

        assert answer.status_code == 200
        found = re.search("<Message>(.*)</Message>", answer.text, re.DOTALL)
        return found[1].replace("&amp;", "&") if found else ""


class Browser:
    """A browser that hands cookies meant for HTTPS back over this machine's plain HTTP, where no proxy stands in front."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}

    def sign_in(self, name: str, passphrase: str, code: str = "") -> str:
        """Sign a member in, and give the page that this leads to."""
        filled = {"name": name, "passphrase": passphrase, "code": code}
        return self.open("/sign-in", {**hidden(self.open("/sign-in")), **filled})

    def set_up(self) -> TOTP:
        """Set a second factor up as the page asks, and give what an app would keep."""
        page = self.open("/second-factor")
        (key,) = re.findall(r'class="key">([A-Z2-7 ]+)<', page)
        app = TOTP(key.replace(" ", ""))
        self.open("/second-factor", {**hidden(page), "code": app.now()})
        return app

    def open(self, path: str, form: dict[str, str] | None = None) -> str:
        """Get a page, or post a form and get the page it leads to."""
        answer = requests.request(
            "POST" if form else "GET",
            self.url + path,
            data=form,
            cookies=self.cookies,
            timeout=20,
            allow_redirects=False,
        )
        crumbs: SimpleCookie = SimpleCookie()
        for header in answer.raw.headers.getlist("Set-Cookie"):
            crumbs.load(header)
        self.cookies |= {name: crumb.value for name, crumb in crumbs.items()}
        return self.open(answer.headers["Location"]) if answer.is_redirect else answer.text


def hidden(page: str) -> dict[str, str]:
    """Read the fields that a page's forms carry."""
    return dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', page))
