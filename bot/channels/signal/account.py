"""Our account on Signal, as far as whoever runs the line reaches into it: what holds it, what it is called, its captchas.

The requests and their answers are those of signal-cli-rest-api (src/docs/swagger.json, and src/api/api.go where the two
differ). None of them sends anybody a message.
"""

import base64
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from bot.channels.signal.wire import Refused, Wire

CAPTCHA = "signalcaptcha://"
"""How the answer of a captcha begins as the page gives it; some versions want it without."""
LINK = re.compile(r"https://signal\.me/#eu/[\w-]{8,}")
"""A link to a username."""


class Odd(Exception):
    """It answered something that this request has no answer like."""


@dataclass(frozen=True, slots=True)
class About:
    """What holds the account."""

    mode: str
    """``normal``, ``native`` or ``json-rpc``."""
    version: str
    """Such as ``0.100``; a build of somebody's own says ``unset``."""


@dataclass(frozen=True, slots=True)
class Username:
    """What people find the line by who know no number: a name such as ``porch.07``, and a link to it."""

    name: str
    link: str


class SignalAccount:
    """One number at one signal-cli-rest-api; every method raises Odd, or what the wire does."""

    def __init__(self, wire: Wire, number: str) -> None:
        self._wire = wire
        self._number = quote(number, safe="")

    def about(self) -> About:
        """Ask what it is; no signal-cli need be awake for that."""
        found = self._object("GET", "/v1/about")
        return About(_text(found, "mode"), _text(found, "version"))

    def log_level(self) -> str:
        """Ask how much it logs; ``debug`` is every message in plain text."""
        logging = self._object("GET", "/v1/configuration").get("logging")
        if not isinstance(logging, dict):
            raise Odd
        return _text({name.lower(): value for name, value in logging.items()}, "level").lower()

    def accounts(self) -> list[str]:
        """Ask signal-cli itself which numbers it holds."""
        return self._list("/v1/accounts")

    def attachments(self) -> list[str]:
        """List what it keeps of the pictures and files that people sent."""
        return self._list("/v1/attachments")

    def link_address(self, device: str) -> str:
        """Begin to be another phone's device, and give the address that the phone must read; it holds for a minute or two."""
        asked = urlencode({"device_name": device})
        address = _text(self._object("GET", f"/v1/qrcodelink/raw?{asked}"), "device_link_uri")
        if not address.startswith("sgnl://linkdevice?"):
            raise Odd
        return address

    def register(self, captcha: str = "", *, voice: bool = False) -> None:
        """Ask Signal to send the number a code, or with ``voice`` to call it and say one."""
        told: dict[str, object] = {"use_voice": voice} | ({"captcha": captcha} if captcha else {})
        self._wire.ask("POST", f"/v1/register/{self._number}", told)

    def verify(self, code: str, pin: str = "") -> None:
        """Hand in the code, and with it the PIN of whoever had the number before."""
        path = f"/v1/register/{self._number}/verify/{quote(code, safe='')}"
        self._wire.ask("POST", path, {"pin": pin} if pin else None)

    def set_pin(self, pin: str) -> None:
        """Set the PIN that Signal asks of whoever registers the number anew."""
        self._wire.ask("POST", f"/v1/accounts/{self._number}/pin", {"pin": pin})

    def solve(self, challenge: str, captcha: str) -> None:
        """Hand in the answer of a captcha, as it came and, if it is refused, without its beginning (signal-cli 1840)."""
        path = f"/v1/accounts/{self._number}/rate-limit-challenge"
        try:
            self._wire.ask("POST", path, {"challenge_token": challenge, "captcha": captcha})
        except Refused as error:
            if error.status != HTTPStatus.BAD_REQUEST or not captcha.startswith(CAPTCHA):
                raise
            bare = captcha.removeprefix(CAPTCHA)
            self._wire.ask("POST", path, {"challenge_token": challenge, "captcha": bare})

    def claim(self, name: str) -> Username:
        """Take a username; the one that the account has already keeps its link, any other one gets a new link.

        So it is in signal-cli's AccountHelper, where it knows the name that Signal has.
        """
        found = self._object("POST", f"/v1/accounts/{self._number}/username", {"username": name})
        claimed = Username(_text(found, "username"), _text(found, "username_link"))
        if not LINK.fullmatch(claimed.link):
            raise Odd
        return claimed

    def set_profile(self, name: str, picture: bytes | None) -> None:
        """Set the name and the picture that people see; without a picture, the one that there was is removed."""
        told = {"name": name}
        if picture:
            told["base64_avatar"] = base64.b64encode(picture).decode("ascii")
        self._wire.ask("PUT", f"/v1/profiles/{self._number}", told)

    def set_findable(self, *, by_number: bool) -> None:
        """Decide whether people who know the number find the account; to those it answers it never shows the number."""
        told = {"discoverable_by_number": by_number, "share_number": False}
        self._wire.ask("PUT", f"/v1/accounts/{self._number}/settings", told)

    def _object(self, method: str, path: str, told: object = None) -> dict[str, Any]:
        found = self._answer(method, path, told)
        if not isinstance(found, dict):
            raise Odd
        return found

    def _list(self, path: str) -> list[str]:
        found = self._answer("GET", path)
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise Odd
        return found

    def _answer(self, method: str, path: str, told: object = None) -> object:
        try:
            return self._wire.ask(method, path, told).json()
        except ValueError:
            raise Odd from None


def _text(found: dict[str, Any], name: str) -> str:
    """Give one word of an answer; an empty one is none."""
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise Odd
    return value
