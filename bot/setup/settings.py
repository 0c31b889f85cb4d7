"""What the operator set in the environment: read once, checked before anything starts, typed ever after."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bot.setup import disk, paths
from bot.setup.environment import (
    BadSetting,
    Environment,
    Secret,
    is_alerts,
    is_budget,
    is_long_random,
    is_number,
    is_numbers,
    is_one_word,
    is_port,
    is_private_address,
    is_web_address,
)
from bot.setup.paths import PROJECT

__all__ = ["PROJECT", "BadSetting", "Secret", "Settings", "Signal", "Twilio"]

RANDOM = "64 random hexadecimal digits (openssl rand -hex 32)"
NUMBERS = "set it to the line's number with + and country code, several with commas, or leave it out."
PORTS = {"PORT": "8000", "CONSOLE_PORT": "8001", "SIGNAL_DOOR_PORT": "8002"}
"""Where the doors listen, unless it is set."""
TWILIO_API = "https://api.twilio.com"
ALERTS = "set it to addresses as apprise has them, with spaces between them, such as ntfy://… or mailto://…"
BUDGET = "set it to the answers that the line may give in an hour, 60 to 10000000, or leave it out for 600."
ADDRESS = "set it to an https:// address without ?, # or password (http:// only on this machine)."


@dataclass(frozen=True, slots=True)
class Twilio:
    """One Twilio account, and where its interface answers."""

    account: str
    token: Secret
    webhook_key: Secret | None
    """The secret of a webhook SharedKey, where the account signs with one (HMAC-SHA256)."""
    api_url: str
    numbers: tuple[str, ...] = ()
    """The line's own, where the operator names them; only these numbers' messages are deleted at Twilio."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One Signal number, and the signal-cli-rest-api that holds it."""

    api_url: str
    number: str
    webhook_token: Secret


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides."""

    secret: Secret
    """Room for 32 random bytes or more; every key at rest is derived from it."""
    database: Path
    day_keys: Path
    """A file of its own: neither the database nor its backups may hold a day key."""
    erased: Path
    """The list of what was erased, which a restore needs; by default beside the database."""
    place: Path
    """The deployment: a folder with a profile.toml."""
    url: str
    """The public base address that Twilio calls and signs, without a slash at the end."""
    twilio: Twilio
    signal: Signal | None
    alerts: tuple[Secret, ...]
    """Whom alarms are sent to: addresses for apprise, which often hold a password; `bot.worker.alerts` tells whether it knows them."""
    budget: int
    """Answers that the line gives in an hour to all together; danger and the ways out are answered beyond it."""
    demo: bool
    """Whether demo staff and the phone in the browser may exist."""
    port: int
    console_port: int
    signal_door_port: int

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Settings":
        """Read and check everything; raise one `BadSetting` that lists all that is wrong."""
        env = Environment(variables)
        demo = _flag(env, "PORCHLIGHT_DEMO")
        port, console_port, signal_door_port = _ports(env, demo=demo)
        secret, database = _secret(env), paths.database(env)
        if not demo:
            disk.look(env, database)
        settings = cls(
            secret=secret,
            database=database,
            day_keys=paths.day_keys(env, database),
            erased=paths.erased(env, database),
            place=paths.place(env),
            url=_address(env, "PORCHLIGHT_URL", f"http://127.0.0.1:{port}" if demo else ""),
            twilio=_demo_twilio(env, secret) if demo else _twilio(env),
            signal=None if demo else _signal(env),
            alerts=() if demo else _alerts(env),
            budget=int(env.ask("PORCHLIGHT_BUDGET", BUDGET, is_budget, "600") or 0),
            demo=demo,
            port=port,
            console_port=console_port,
            signal_door_port=signal_door_port,
        )
        env.finish()
        return settings


def _flag(env: Environment, name: str) -> bool:
    return env.ask(name, "set it to 1, or leave it out.", {"0", "1"}.__contains__, "0") == "1"


def _ports(env: Environment, *, demo: bool) -> tuple[int, int, int]:
    """Read where the three doors listen; a demo has no Signal, so that door is in nobody's way."""
    mend = "set it to a port number from 1 to 65535."
    asked = {name: env.ask(name, mend, is_port, usual) for name, usual in PORTS.items()}
    found = {name: int(port) for name, port in asked.items() if port}
    for one, other in combinations(found, 2):
        if found[one] == found[other] and not (demo and other == "SIGNAL_DOOR_PORT"):
            env.complain(f"{one} and {other} are the same: give each door a port of its own.")
    web, console, signal = (found.get(name, 0) for name in PORTS)
    return web, console, signal


def _secret(env: Environment) -> Secret:
    file = env["PORCHLIGHT_SECRET_FILE"]
    if not file:
        return Secret(env.ask("PORCHLIGHT_SECRET", f"set it to {RANDOM}.", is_long_random))
    if env["PORCHLIGHT_SECRET"]:
        env.complain("PORCHLIGHT_SECRET and PORCHLIGHT_SECRET_FILE are both set: keep one.")
    try:
        found = Path(file).read_bytes().decode("ascii", "replace").strip()
    except OSError:
        found = ""
    if not is_long_random(found):
        env.complain(f"PORCHLIGHT_SECRET_FILE cannot be used: name a readable file that holds only {RANDOM}.")
    return Secret(found)


def _address(env: Environment, name: str, default: str) -> str:
    return env.ask(name, ADDRESS, is_web_address, default).rstrip("/")


def _twilio(env: Environment) -> Twilio:
    account = "copy the Account SID from the Twilio console: AC and 32 more characters."
    auth = "copy the Auth Token from the Twilio console."
    key = "copy the secret of the webhook SharedKey from the Twilio console, or leave it out."
    webhook_key = env.ask("TWILIO_WEBHOOK_KEY", key, lambda found: not found or is_one_word(found))
    return Twilio(
        account=env.ask("TWILIO_ACCOUNT_SID", account, re.compile("AC[0-9A-Za-z]{32}").fullmatch),
        token=Secret(env.ask("TWILIO_AUTH_TOKEN", auth, is_one_word)),
        webhook_key=Secret(webhook_key) if webhook_key else None,
        api_url=_address(env, "TWILIO_API_URL", TWILIO_API),
        numbers=tuple(env.ask("TWILIO_NUMBER", NUMBERS, is_numbers).replace(",", " ").split()),
    )


def _demo_twilio(env: Environment, secret: Secret) -> Twilio:
    """Make an account for a demo line, whose token follows from the secret, so that whoever runs it can sign.

    The passphrases of demo staff are printed: they must not exist on a line that people use (E6).
    """
    for name in sorted({*env.those_set("TWILIO_", "SIGNAL_", "PORCHLIGHT_ALERTS")} - {"SIGNAL_DOOR_PORT"}):
        env.complain(
            f"{name} is set beside PORCHLIGHT_DEMO: remove one of the two, a demo reaches nobody real."
        )
    key = secret.reveal().encode()[: hashlib.blake2b.MAX_KEY_SIZE]
    token = hashlib.blake2b(key=key, digest_size=16, person=b"demo twilio").hexdigest()
    return Twilio(f"AC{0:032}", Secret(token), None, "http://127.0.0.1:9")  # port 9 answers nobody


def _alerts(env: Environment) -> tuple[Secret, ...]:
    return tuple(map(Secret, env.ask("PORCHLIGHT_ALERTS", ALERTS, is_alerts).split()))


def _signal(env: Environment) -> Signal | None:
    """Read the Signal number if any of its variables is set; then all must be."""
    if not env.those_set("SIGNAL_API_URL", "SIGNAL_NUMBER", "SIGNAL_WEBHOOK_TOKEN"):
        return None
    one = "set it to the line's number with + and country code, such as +12135550100."
    word = "set it to at least 32 random letters and digits (openssl rand -hex 32)."
    api_url = env.ask("SIGNAL_API_URL", "set it to the address of signal-cli-rest-api.", is_private_address)
    return Signal(
        api_url=api_url.rstrip("/"),
        number=env.ask("SIGNAL_NUMBER", one, is_number),
        webhook_token=Secret(
            env.ask("SIGNAL_WEBHOOK_TOKEN", word, re.compile("[0-9A-Za-z_-]{32,}").fullmatch)
        ),
    )
