"""A line with made-up keys, and Twilio at its door."""

from pathlib import Path

import pytest
from echo_line import Echo
from signed_texts import ACCOUNT, SHARED_KEY, TOKEN, URL, Twilio

from bot.setup.settings import Settings
from bot.web import create_app


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """Everything a real line must have in its environment."""
    return {
        "PORCHLIGHT_SECRET": "5a" * 32,
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_WEBHOOK_KEY": SHARED_KEY,
    }


@pytest.fixture
def demo(variables: dict[str, str]) -> dict[str, str]:
    """The environment of a demo."""
    kept = {name: value for name, value in variables.items() if not name.startswith("TWILIO_")}
    return {**kept, "PORCHLIGHT_DEMO": "1"}


@pytest.fixture
def twilio(variables: dict[str, str]) -> Twilio:
    """Twilio, at the door of a line that echoes."""
    return Twilio(create_app(Echo(), Settings.read(variables)).test_client())
