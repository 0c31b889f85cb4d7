"""A lost or changed secret: no process of the line starts, and each says what to do."""

import re
import subprocess
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from porchlight_command import porchlight
from served_line import PORTS, environment, free_port
from signed_texts import ACCOUNT, TOKEN, URL

from bot.setup.settings import PROJECT
from storage import Store

PROCESSES = re.findall(r"(?m)^(\w+): (.+)$", (PROJECT / "Procfile").read_text())
SENTENCE = "PORCHLIGHT_SECRET is not the one this database was made with: put the old one back"


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """A database made with one secret, and the environment of another."""
    found = {
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "SIGNAL_API_URL": "http://127.0.0.1:9",
        "SIGNAL_NUMBER": "+12135550199",
        "SIGNAL_WEBHOOK_TOKEN": "7d" * 16,
    }
    keys = tmp_path / "keys" / "day-keys"
    Store(tmp_path / "line.db", b"5e" * 32, keys, reserve=0).migrate()
    return {**found, "PORCHLIGHT_SECRET": "6f" * 32}


def started(variables: dict[str, str], line: str) -> CompletedProcess[str]:
    """Start a process as the Procfile has it."""
    ports = {name: str(free_port()) for name in PORTS.values()}
    return subprocess.run(
        ["sh", "-c", f"exec {line}"],
        cwd=PROJECT,
        env=environment({**variables, **ports}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(("name", "line"), PROCESSES, ids=dict(PROCESSES))
def test_no_process_starts_with_another_secret_or_without_one(
    variables: dict[str, str], name: str, line: str
) -> None:
    other = started(variables, line)
    missing = started({**variables, "PORCHLIGHT_SECRET": ""}, line)

    assert other.returncode != 0
    assert SENTENCE in other.stderr
    assert missing.returncode != 0
    assert "PORCHLIGHT_SECRET is missing: set it to 64 random hexadecimal digits" in missing.stderr
    assert "Traceback" not in other.stderr + missing.stderr, name


@pytest.mark.parametrize(
    "words",
    [("migrate",), ("staff", "list"), ("staff", "revoke", "rosa"), ("forget",)],
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
