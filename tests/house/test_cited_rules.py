"""Whatever rule or hazard the code and its documentation cite by its code is explained in docs/safety-rules.md."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CITED = re.compile(r"\((?:hazards? )?((?:S|[A-F])\d{1,2}(?:, (?:S|[A-F])\d{1,2})*)[):]")
EXPLAINED = re.findall(
    r"^\| ([A-Z])(\d+) \|", (ROOT / "docs" / "safety-rules.md").read_text("utf-8"), re.MULTILINE
)
ROOMS = ("bot", "console", "directory", "docs", "flows", "storage", "understanding")


def test_every_code_that_is_cited_is_explained() -> None:
    explained = {f"{letter}{number}" for letter, number in EXPLAINED}
    texts = [
        path.read_text("utf-8")
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".html", ".md"}
    ]
    cited = {name for text in texts for found in CITED.findall(text) for name in found.split(", ")}

    assert cited - explained == set()


def test_each_code_is_explained_once_and_in_order() -> None:
    explained = [(letter, int(number)) for letter, number in EXPLAINED]
    rules = [found for found in explained if found[0] == "S"]
    hazards = [found for found in explained if found[0] != "S"]

    assert rules == sorted(set(rules))
    assert hazards == sorted(set(hazards))


def test_every_safety_rule_is_named_by_a_test_or_a_conversation() -> None:
    tests = [
        path.read_text("utf-8") for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".txt"}
    ]
    told = " ".join(tests)

    assert [rule for rule in range(1, 25) if not re.search(rf"test_s{rule}_|\bS{rule}\b", told)] == []
