"""How one environment variable is asked for and checked; `bot.setup.settings` says which ones there are."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.messages import PHONE_NUMBER
from bot.quiet import PlainError


class BadSetting(PlainError):
    """Settings are missing or malformed: a sentence each, naming the variable and the mend, never the value."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Secret:
    """A value that never prints; whoever needs it says so by `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value, for the one place that uses it."""
        return self._value

    def __repr__(self) -> str:
        return "<secret>"


class Environment:
    """Asks for one variable at a time and gathers what is wrong, so that an operator mends all of it at once."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = {name: value.strip() for name, value in variables.items()}
        self._complaints: list[str] = []

    def __getitem__(self, name: str) -> str:
        """Return the variable as it is set, without the space around it; unset is empty."""
        return self._variables.get(name, "")

    def those_set(self, *prefixes: str) -> list[str]:
        """Return the names of the variables that begin so and are not empty, in order."""
        return sorted(name for name, value in self._variables.items() if value and name.startswith(prefixes))

    def complain(self, sentence: str) -> None:
        """Note one thing that is wrong; `finish` raises them all."""
        self._complaints.append(sentence)

    def ask(self, name: str, mend: str, fits: Callable[[str], object], default: str = "") -> str:
        """Return the variable or its default if it fits; otherwise note the mend and return an empty string."""
        found = self[name] or default
        if fits(found):
            return found
        self.complain(f"{name} is {'malformed' if found else 'missing'}: {mend}")
        return ""

    def finish(self) -> None:
        """Raise one `BadSetting` that lists everything noted, if anything was."""
        if self._complaints:
            raise BadSetting(*self._complaints)


def is_one_word(value: str) -> bool:
    """Tell whether the value is printable ASCII without a space."""
    return bool(re.fullmatch(r"[!-~]+", value))


def is_number(value: str) -> bool:
    """Tell whether the value is a phone number with + and country code (E.164)."""
    return bool(PHONE_NUMBER.fullmatch(value))


def is_numbers(value: str) -> bool:
    """Tell whether the value is nothing, or phone numbers with commas between them."""
    return not value or all(is_number(number.strip()) for number in value.split(","))


def is_alerts(value: str) -> bool:
    """Tell whether the value is nothing, or words that each begin with a scheme, as in ``ntfy://``."""
    return all(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]", word) for word in value.split())


def is_budget(value: str) -> bool:
    """Tell whether the value is a number of answers in an hour: one a minute at least."""
    return bool(re.fullmatch(r"[0-9]{2,8}", value)) and 60 <= int(value) <= 10_000_000  # noqa: PLR2004  (said to the operator)


def is_port(value: str) -> bool:
    """Tell whether the value is a TCP port, 1 to 65535."""
    return bool(re.fullmatch(r"[0-9]{1,5}", value)) and 0 < int(value) <= 65535  # noqa: PLR2004  (the last TCP port)


def is_long_random(value: str) -> bool:
    """Tell whether the value has room for 32 random bytes: 64 hexadecimal digits, or 43 characters of base64."""
    return is_one_word(value) and len(value) >= (64 if re.fullmatch(r"[0-9a-fA-F]+", value) else 43)


def is_file_path(value: str) -> bool:
    """Tell whether the value can be a file: a path, neither an address nor memory nor a folder."""
    if not value or value.endswith("/") or value.startswith((":", "file:")) or "://" in value:
        return False
    try:
        return value.isprintable() and not Path(value).is_dir()
    except OSError:  # no right to look, or a name too long for the disk
        return False


def is_web_address(value: str) -> bool:
    """Tell whether the value is a base address to be called over TLS, or over plain HTTP on this machine."""
    parts = _split(value)
    return bool(parts and (parts[0] == "https" or (parts[0] == "http" and is_loopback(parts[1]))))


def is_private_address(value: str) -> bool:
    """Tell whether the value is a base address, of whatever transport: its network is the operator's own."""
    parts = _split(value)
    return bool(parts and parts[0] in {"http", "https"})


def _split(value: str) -> tuple[str, str] | None:
    """Return scheme and host of a base address; None for one with a password, a query, a fragment, or none at all."""
    if not is_one_word(value) or any(mark in value for mark in "@?#\\"):
        return None
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return (parts.scheme, parts.hostname) if parts.hostname else None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can call there."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
