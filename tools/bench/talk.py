"""What the bench texts: one witness's whole tip, again and again, each time from another number, signed beforehand."""

# mypy: allow-untyped-calls
# (twilio.request_validator carries no annotations)

import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bot.setup.settings import Settings

TEXTS = (
    "I saw a man yelling at two girls and taking their money, black Charger",
    "now",
    "Western and 3rd",
    "1",
)
"""A tip from its first words to its receipt."""


class Phones:
    """Numbers that nobody has texted from yet, each with its conversation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sign = RequestValidator(settings.twilio.token.reveal()).compute_signature
        self._next = 2_000_000

    def forms(self) -> Iterator[dict[str, str]]:
        """Give the next number's texts, as the fields that Twilio posts."""
        self._next += 1
        for text in TEXTS:
            yield {
                "AccountSid": self._settings.twilio.account,
                "MessageSid": f"SM{secrets.token_hex(16)}",
                "From": f"+1213{self._next}",
                "To": "+12135550199",
                "Body": text,
                "NumMedia": "0",
                "FromCity": "LOS ANGELES",
                "FromState": "CA",
                "FromZip": "90004",
                "FromCountry": "US",
            }

    def signed(self, form: dict[str, str]) -> str:
        """Sign a form as Twilio does."""
        signature: str = self._sign(f"{self._settings.url}/sms", form)
        return signature

    def requests(self, path: str) -> list[bytes]:
        """Give the next number's texts as bytes on the wire; ``{step}`` in the path counts them."""
        return [
            posted(path.format(step=step), form, self.signed(form)) for step, form in enumerate(self.forms())
        ]


def posted(path: str, form: dict[str, str], signature: str) -> bytes:
    """Write a request down as a client without keep-alive does: gunicorn's sync workers have none."""
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Twilio-Signature: {signature}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
