"""Whether Twilio brings texts here: what is set on a number, or on the Messaging Service that it is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bot.channels.standing import Number, Service, Webhook
from bot.cli.doctor.finding import Finding, launch, look, now

AGAIN = "#rc=3&rp=all"
"""Three more tries whatever failed; by default there is one, and only where no connection came about (Twilio's
webhooks-connection-overrides)."""
STALE = 300
"""Seconds; an older answer to a call for help must not reach a phone (B1)."""


@dataclass(frozen=True, slots=True)
class Door:
    """One of the line's numbers as Twilio holds it, and the address of our door."""

    number: str
    held: Number
    service: Service | None
    ours: str
    """Where its texts should go, such as ``https://line.example.org/sms``."""

    @property
    def called(self) -> str:
        """How a number of ours is called where others may read along."""
        return f"the number ending in {self.number[-4:]}"

    @property
    def setting(self) -> tuple[str, Webhook]:
        """Give whose webhook counts, the number's or its service's, and that webhook."""
        if self.service and not self.service.deferring:
            return f"the Messaging Service of {self.called}", self.service.webhook
        return self.called, self.held.webhook


def inbound(door: Door) -> Iterator[Finding]:
    """Look at where Twilio hands over a text that comes in."""
    whose, webhook = door.setting
    if whose == door.called and door.held.application:
        yield now(
            "twilio-application",
            f"A TwiML App takes the texts of {whose}, and they do not come here: take it off the number at Twilio,"
            f" and set the incoming webhook to {door.ours}{AGAIN} (POST).",
        )
        return
    address, _, override = webhook.url.partition("#")
    if address != door.ours:
        yield now(
            "twilio-webhook",
            f"{'Twilio brings' if address else 'Nothing brings'} the texts of {door.called} {'elsewhere' if address else 'here'}:"
            f" set the incoming webhook of {whose} to {door.ours}{AGAIN} (POST).",
        )
        return
    if webhook.method != "POST":
        yield now(
            "twilio-method",
            f"Twilio brings the texts of {door.called} by {webhook.method or 'no method'}, which this line refuses:"
            f" set the incoming webhook of {whose} to POST.",
        )
    if not _tries_again(override):
        yield look(
            "twilio-retry",
            f"A text that fails to arrive once is not brought again: set the incoming webhook of {whose} to {door.ours}{AGAIN}.",
        )
    yield from _fallback(whose, webhook, door.ours)


def _tries_again(override: str) -> bool:
    """Tell whether a failed answer of ours is asked for again."""
    asked = parse_qs(override)
    tries, what = asked.get("rc", ["1"])[0], asked.get("rp", ["ct"])[0].split(",")
    return tries.isdigit() and int(tries) > 0 and not {"all", "5xx"}.isdisjoint(what)


def _fallback(whose: str, webhook: Webhook, ours: str) -> Iterator[Finding]:
    """Look at what a person hears while this line is down."""
    if not webhook.fallback:
        yield launch(
            "twilio-fallback",
            f"Whoever texts while this line is down hears nothing: set a fallback of {whose} that names 911 and the hotline"
            " (docs/twilio.md).",
        )
    elif urlsplit(webhook.fallback).hostname == urlsplit(ours).hostname:
        yield launch(
            "twilio-fallback",
            f"The fallback of {whose} is on this line's own host, and down when the line is: set one elsewhere,"
            " such as a TwiML Bin.",
        )


def service(door: Door) -> Iterator[Finding]:
    """Look at the Messaging Service of a number."""
    if door.service is None:
        yield launch(
            "twilio-service",
            f"{capital(door.called)} is in no Messaging Service, so Twilio answers HELP in words that help nobody:"
            " put it in one, and turn Advanced Opt-Out on.",
        )
        return
    whose = f"the Messaging Service of {door.called}"
    if door.service.telling:
        yield launch(
            "twilio-callback",
            f"{capital(whose)} tells an address about every message, with the phone's number:"
            " empty its delivery status callback.",
        )
    if door.service.validity > STALE:
        yield look(
            "twilio-validity",
            f"An answer may wait {door.service.validity} seconds at Twilio, and reach a phone in another hand:"
            f" set the validity period of {whose} to {STALE}.",
        )
    if not door.service.smart_encoding:
        yield look(
            "twilio-encoding",
            f"One curly quote in a reader's letter more than doubles what it costs: turn Smart Encoding of {whose} on.",
        )


def voice(door: Door) -> Iterator[Finding]:
    """Look at what somebody meets who calls the number (B14)."""
    if not door.held.speaks:
        yield look(
            "twilio-voice",
            f"Whoever calls {door.called} meets an error or Twilio's own demonstration: set a voice that says in every"
            " language that it is for texts only, and names 911.",
        )


def capital(phrase: str) -> str:
    """Begin a sentence with a phrase."""
    return phrase[0].upper() + phrase[1:]
