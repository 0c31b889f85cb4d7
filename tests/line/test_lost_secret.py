"""A lost or changed secret: no process of the line starts, and each says what to do."""

from pathlib import Path

import pytest
from porchlight_command import porchlight
from served_line import served
from signed_texts import ACCOUNT, TOKEN, URL

SENTENCE = "PORCHLIGHT_SECRET is not the one this database was made with: put the old one back"


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """A database made with one secret, and the environment of another."""
    found = {
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    assert porchlight({**found, "PORCHLIGHT_SECRET": "5e" * 32}, "migrate").returncode == 0
    return {**found, "PORCHLIGHT_SECRET": "6f" * 32}


@pytest.mark.parametrize("door", ["web", "console"])
def test_no_door_opens(variables: dict[str, str], tmp_path: Path, door: str) -> None:
    log = tmp_path / "log"
    with (
        pytest.raises(AssertionError, match="does not listen"),
        served(variables, log, door, factory=""),
    ):
        pass

    assert f"Porchlight cannot start.\n{SENTENCE}" in log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    "words",
    [("work",), ("migrate",), ("staff", "list"), ("staff", "revoke", "rosa"), ("forget",)],
    ids="-".join,
)
def test_no_command_does_anything(variables: dict[str, str], words: tuple[str, ...]) -> None:
    told = porchlight(variables, *words, typed="+12135550142\n")

    assert told.returncode == 1
    assert f"porchlight: {SENTENCE}" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_doctor_says_it_too(variables: dict[str, str]) -> None:
    told = porchlight(variables, "check")

    assert told.returncode == 1
    assert told.stdout.count(SENTENCE) == 1
