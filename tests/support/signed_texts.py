"""Somebody who signs texts as Twilio does, with made-up keys."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

URL = "https://line.example.org"
ACCOUNT = "AC" + "1f" * 16
TOKEN = "8d" * 16
SHARED_KEY = "shared-key-secret-of-nobody"
SHARED_KEY_HEADER = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}

Pairs = Iterable[tuple[str | bytes, str | bytes]]


def text(**changes: str) -> dict[str, str]:
    """One text with the parameters that Twilio really sends along."""
    return {
        "ToCountry": "US",
        "ToState": "CA",
        "SmsMessageSid": "SM" + "0a" * 16,
        "NumMedia": "0",
        "ToCity": "LOS ANGELES",
        "FromZip": "90004",
        "SmsSid": "SM" + "0a" * 16,
        "FromState": "CA",
        "SmsStatus": "received",
        "FromCity": "LOS ANGELES",
        "Body": "two men at 3rd and western",
        "FromCountry": "US",
        "To": "+12135550100",
        "ToZip": "90004",
        "NumSegments": "1",
        "MessageSid": "SM" + "0a" * 16,
        "AccountSid": ACCOUNT,
        "From": "+12135550142",
        "ApiVersion": "2010-04-01",
    } | changes


def sign(url: str, pairs: Pairs, key: str = TOKEN, algorithm: str = "sha1") -> str:
    """Sign as Twilio's documentation tells it, in our own words and over bytes."""
    sent = {(as_bytes(name), as_bytes(value)) for name, value in pairs}
    signed = url.encode() + b"".join(name + value for name, value in sorted(sent))
    return base64.b64encode(hmac.digest(key.encode(), signed, getattr(hashlib, algorithm))).decode()


def as_bytes(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


@dataclass
class Twilio:
    """Posts texts to a door in this process, signed unless told otherwise."""

    client: FlaskClient
    secret: str = TOKEN
    url: str = URL
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, pairs: dict[str, str] | Pairs, path: str = "/sms", **headers: str) -> TestResponse:
        pairs = list(pairs.items()) if isinstance(pairs, dict) else list(pairs)
        return self.post(
            urlencode(pairs),
            path,
            {"X-Twilio-Signature": sign(self.url + path, pairs, self.secret)} | headers,
        )

    def post(self, body: str | bytes, path: str, headers: dict[str, str]) -> TestResponse:
        return self.client.post(
            path, data=body, content_type="application/x-www-form-urlencoded; charset=UTF-8", headers=headers
        )


def said(response: TestResponse) -> str | None:
    """Return what the TwiML sends, or None for an empty `<Response/>`."""
    assert (response.status_code, response.content_type) == (200, "text/xml; charset=utf-8")
    document = ET.fromstring(response.data)  # noqa: S314 - our own answer
    return None if len(document) == 0 else document.findtext("Message")


def facts(response: TestResponse) -> dict[str, object]:
    """Return what the engine was handed."""
    return json.loads(said(response) or "")


def raw(body: bytes) -> bytes:
    """Put bytes that no text is made of into an otherwise whole request."""
    return (
        urlencode({key: value for key, value in text().items() if key != "Body"}).encode() + b"&Body=" + body
    )


def pairs_of(body: bytes | str) -> Pairs:
    """Return the parameters that `raw` stands for."""
    return [*((key, value) for key, value in text().items() if key != "Body"), ("Body", body)]
