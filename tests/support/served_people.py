"""Who calls at a line that is served: a phone behind Twilio, and a browser at the console."""

import re
import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie

import requests
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

    def form(self, path: str) -> dict[str, str]:
        """Give the hidden fields of a page's form."""
        return dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', self.open(path)))

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
