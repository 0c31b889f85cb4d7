"""The documents: what they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(
    r"`((?:bot|console|deploy|deployments|directory|docs|flows|locales|storage|tests|tools|understanding)/[\w./-]+)`"
)
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    named = set(NAMED.findall(document.read_text("utf-8")))

    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_each_attacker_in_the_threat_model_meets_a_file_and_a_test() -> None:
    table = (ROOT / "docs" / "threat-model.md").read_text("utf-8").partition("## Who might want it")[2]
    rows = [line for line in table.partition("## What is NOT")[0].splitlines() if line.startswith("| ")][1:]

    assert len(rows) > 10
    assert [row for row in rows if len(NAMED.findall(row)) < 2 or "`tests/" not in row] == []


def test_every_setting_of_the_environment_is_documented() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "setup").glob("*.py"))
    settings = set(re.findall(r'"((?:PORCHLIGHT|TWILIO|SIGNAL)_[A-Z_]+)"', code))
    documented = "".join(path.read_text("utf-8") for path in DOCUMENTS)

    assert settings
    assert sorted(name for name in settings - {"PORCHLIGHT_DEMO"} if f"`{name}`" not in documented) == []


def test_every_command_is_documented() -> None:
    from bot.cli import ROOMS  # noqa: PLC0415 - beside its only use

    documents = "".join(path.read_text("utf-8") for path in DOCUMENTS)

    assert [name for name in ROOMS if f"porchlight {name}" not in documents] == []
