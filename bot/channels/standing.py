"""How the line stands at Twilio: its account, its numbers and their Messaging Services, read and never changed."""

# mypy: allow-untyped-calls
# (the library's client carries no annotations)

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.channels.wire import ODD, Refused, Unreached, Unsure, Wire, connect
from bot.setup.settings import Twilio

__all__ = ["Number", "Refused", "Service", "Standing", "Unreached", "Unsure", "Webhook"]

DEMO = "demo.twilio.com"
"""Where a number that was just bought sends its calls."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Twilio hands over a text, how, and where it turns to when nobody takes it; empty where nothing is set."""

    url: str
    method: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Number:
    """One of the line's own numbers."""

    sid: str
    webhook: Webhook
    application: bool
    """Whether a TwiML App takes its texts, so that its own webhook does not count."""
    speaks: bool
    """Whether a call to it meets anything of its owner's."""


@dataclass(frozen=True, slots=True)
class Service:
    """One Messaging Service: what holds for all its numbers."""

    sid: str
    webhook: Webhook
    deferring: bool
    """Whether the numbers' own webhooks count, and not the service's."""
    telling: bool
    """Whether it tells an address of each message's way, with the phone's number."""
    smart_encoding: bool
    validity: int
    """Seconds that a message may wait at Twilio before it leaves; zero where Twilio does not say it."""
    registered: bool
    """Whether a campaign is registered with the carriers (10DLC)."""
    numbers: frozenset[str]


class Standing:
    """One Twilio account, looked at; every method raises Refused, Unreached or Unsure."""

    def __init__(self, settings: Twilio) -> None:
        self._http = Wire()
        client = connect(settings, self._http)
        self._account, self._messaging = client.api.v2010.account, client.messaging.v1

    @property
    def date(self) -> int | None:
        """What time it was there at the last answer, in epoch seconds."""
        return self._http.date

    def account(self) -> tuple[str, bool]:
        """Give whether the account is ``active``, ``suspended`` or ``closed``, and whether it is a trial."""
        with _sense():
            found = self._account.fetch()
            return str(found.status), str(found.type) == "Trial"

    def number(self, number: str) -> Number | None:
        """Find one of our numbers, in E.164; None if this account does not have it."""
        with _sense():
            listed = self._account.incoming_phone_numbers.stream(phone_number=number)
            return next((_number(found) for found in listed if found.phone_number == number), None)

    def services(self) -> Iterator[Service]:
        """Give every Messaging Service of the account with its numbers."""
        with _sense():
            for found in self._messaging.services.stream():
                held = self._messaging.services(str(found.sid)).phone_numbers.stream()
                yield _service(found, frozenset(str(one.phone_number) for one in held))

    def campaign(self, service: Service) -> str:
        """Give where the registration of a service's campaign stands, such as ``IN_PROGRESS``; empty if there is none."""
        with _sense():
            try:
                listed = self._messaging.services(service.sid).us_app_to_person.stream()
                return next((str(found.campaign_status) for found in listed), "")
            except Refused as error:
                if error.gone:
                    return ""
                raise

    def verification(self, number: Number) -> str:
        """Give where the verification of a toll-free number stands, such as ``IN_REVIEW``; empty if there is none."""
        with _sense():
            listed = self._messaging.tollfree_verifications.stream(tollfree_phone_number_sid=number.sid)
            return next((str(found.status) for found in listed), "")


@contextmanager
def _sense() -> Iterator[None]:
    """Take an answer that makes no sense for one that did not come."""
    try:
        yield
    except ODD:
        raise Unsure from None


def _number(found: Any) -> Number:  # noqa: ANN401 - the library's record
    """Keep of a number's record what is looked at."""
    voice = found.voice_url or ""
    return Number(
        sid=str(found.sid),
        webhook=Webhook(found.sms_url or "", found.sms_method or "", found.sms_fallback_url or ""),
        application=bool(found.sms_application_sid),
        speaks=bool(found.trunk_sid or found.voice_application_sid or (voice and DEMO not in voice)),
    )


def _service(found: Any, numbers: frozenset[str]) -> Service:  # noqa: ANN401 - the library's record
    """Keep of a service's record what is looked at."""
    return Service(
        sid=str(found.sid),
        webhook=Webhook(
            found.inbound_request_url or "", found.inbound_method or "", found.fallback_url or ""
        ),
        deferring=bool(found.use_inbound_webhook_on_number),
        telling=bool(found.status_callback),
        smart_encoding=bool(found.smart_encoding),
        validity=found.validity_period if isinstance(found.validity_period, int) else 0,
        registered=bool(found.us_app_to_person_registered),
        numbers=numbers,
    )
