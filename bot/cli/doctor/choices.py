"""What the operator set, beyond its form: an address that nobody can call has the form of an address."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.cli.doctor.finding import Finding, launch, look, well
from bot.setup.settings import TWILIO_API, Settings

NOBODYS = ("example", "example.com", "example.net", "example.org", "invalid", "test")
"""Names that are set apart so that they are nobody's (RFC 2606)."""
NEAR = ("localhost", "local", "internal", "lan", "home.arpa")
"""Names that mean something on one network only."""
LOOPBACK = ("", "127.0.0.1", "::1", "[::1]", "localhost")


def choices(settings: Settings, variables: Mapping[str, str]) -> Iterator[Finding]:
    """Look at the settings of a real line; ``variables`` are those that they were read from."""
    host = urlsplit(settings.url).hostname or ""
    if _within(host, NOBODYS):
        yield launch(
            "url-example",
            "PORCHLIGHT_URL is an example's and nobody's: set it to the public address that Twilio calls.",
        )
    elif _within(host, NEAR) or _private(host):
        yield launch(
            "url-private",
            "PORCHLIGHT_URL is an address that Twilio cannot call from outside: set it to the line's public https:// address.",
        )
    if settings.twilio.api_url != TWILIO_API:
        yield look(
            "twilio-stand-in",
            "TWILIO_API_URL puts something between this line and Twilio, and it sees every message: leave it out,"
            " unless it is yours.",
        )
    if variables.get("PORCHLIGHT_BIND", "").strip() not in LOOPBACK:
        yield look(
            "bind",
            "PORCHLIGHT_BIND opens the doors to a network without TLS: leave it out, or see to it that only the proxy"
            " reaches them.",
        )
    if not settings.signal:
        yield well("signal-unset", "Signal is not set up, so people can only text.")


def _within(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host
