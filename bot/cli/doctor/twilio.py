"""What Twilio itself says of the line: the account, the clock, every number, and where its registration stands."""

from collections.abc import Collection, Iterator

from bot.channels.standing import Refused, Standing, Unreached, Unsure
from bot.cli.doctor import webhooks
from bot.cli.doctor.finding import Finding, launch, look, now, well
from bot.cli.doctor.progress import BUSY, UNAUTHORIZED, UNREACHABLE, ago
from bot.cli.doctor.webhooks import Door
from bot.setup.settings import Settings

APART = 300
"""Seconds by which our clock may differ from Twilio's."""
TOLL_FREE = tuple(f"+1{area}" for area in (800, 833, 844, 855, 866, 877, 888))
AMERICA = "+1"


def ask(settings: Settings, numbers: Collection[str], at: int) -> Iterator[Finding]:
    """Ask Twilio about everything that its interface shows, and change nothing there."""
    standing = Standing(settings.twilio)
    try:
        yield from _account(standing)
        yield from _clock(standing, at)
        yield from _numbers(standing, settings, numbers)
    except Refused as error:
        yield _refusal(error)
    except (Unreached, Unsure):
        yield UNREACHABLE


def _refusal(error: Refused) -> Finding:
    """Say what a refusal means; nothing of Twilio's own words, which may repeat a number."""
    if error.unauthorized:
        return UNAUTHORIZED
    if error.busy:
        return BUSY
    return now(
        "twilio-refused",
        f"Twilio does not show how the line is set up there (HTTP {error.status}, error {error.code}):"
        " look the number up in its list of errors, or look at TWILIO_API_URL.",
    )


def _account(standing: Standing) -> Iterator[Finding]:
    """Look at the account."""
    status, trial = standing.account()
    if status != "active":
        yield now(
            "twilio-account",
            "The Twilio account is suspended or closed, so no text comes or goes: its console says why.",
        )
    elif trial:
        yield launch(
            "twilio-trial",
            "The Twilio account is a trial, which texts only phones that were verified there: upgrade it.",
        )


def _clock(standing: Standing, at: int) -> Iterator[Finding]:
    """Compare our clock with the Date of an answer."""
    elsewhere = standing.date
    if elsewhere and abs(at - elsewhere) > APART:
        side = "ahead of" if at > elsewhere else "behind"
        yield now(
            "clock-apart",
            f"This machine's clock is {ago(at - elsewhere)} {side} Twilio's: set it right (timedatectl), and keep NTP on.",
        )


def _numbers(standing: Standing, settings: Settings, numbers: Collection[str]) -> Iterator[Finding]:
    """Look at each of the line's own numbers."""
    if not numbers:
        return
    services = {number: service for service in standing.services() for number in service.numbers}
    for number in numbers:
        held = standing.number(number)
        if held is None:
            yield now(
                "twilio-number",
                f"This Twilio account has no number ending in {number[-4:]}: compare TWILIO_NUMBER and TWILIO_ACCOUNT_SID"
                " with its console.",
            )
            continue
        door = Door(number, held, services.get(number), f"{settings.url}/sms")
        arriving = list(webhooks.inbound(door))
        yield from arriving
        yield from webhooks.service(door)
        yield from webhooks.voice(door)
        yield from _registered(standing, door)
        if not arriving:
            yield well("twilio-number", f"Twilio brings the texts of {door.called} here.")


def _registered(standing: Standing, door: Door) -> Iterator[Finding]:
    """Look at whether carriers in the United States take texts from a number (10DLC, toll-free)."""
    if door.number.startswith(TOLL_FREE):
        if (state := standing.verification(door.held)) != "TWILIO_APPROVED":
            yield _owed(door, "toll-free verification", state, refused=state == "TWILIO_REJECTED")
    elif door.number.startswith(AMERICA) and door.service and not door.service.registered:
        state = standing.campaign(door.service)
        if state != "VERIFIED":
            yield _owed(door, "campaign (10DLC)", state, refused=state == "FAILED")


def _owed(door: Door, what: str, state: str, *, refused: bool) -> Finding:
    """Say what is still owed to the carriers, who else stop our texts."""
    if refused:
        return launch(
            "twilio-registration", f"The {what} of {door.called} was refused: Twilio's console says why."
        )
    if state:
        return look(
            "twilio-registration",
            f"The {what} of {door.called} is still being looked at, and until then carriers stop its texts: wait.",
        )
    return launch(
        "twilio-registration",
        f"{webhooks.capital(door.called)} has no {what}, so carriers stop its texts: register it at Twilio,"
        " which takes weeks.",
    )
