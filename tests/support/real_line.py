"""What the operator of a real line sets, with made-up keys; whoever needs more adds to it."""

from pathlib import Path

from signed_texts import ACCOUNT, TOKEN, URL

SECRET = "5e" * 32


def real_line(database: Path | str, **more: str) -> dict[str, str]:
    """Give the settings without which no line starts."""
    return {
        "PORCHLIGHT_SECRET": SECRET,
        "PORCHLIGHT_DATABASE": str(database),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        **more,
    }
