"""Whatever rule or hazard the code cites by its code is explained in docs/safety-rules.md."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BRACKETS = re.compile(r"\(((?:(?:S|[A-F])\d{1,2}(?:, )?)+)\)")


def test_every_code_that_is_cited_is_explained() -> None:
    explained = set(
        re.findall(r"^\| ([A-Z]\d+) \|", (ROOT / "docs" / "safety-rules.md").read_text("utf-8"), re.MULTILINE)
    )
    code = [
        path.read_text("utf-8")
        for room in ("bot", "console", "flows")
        for path in (ROOT / room).rglob("*.py")
    ]
    cited = {name for text in code for found in BRACKETS.findall(text) for name in found.split(", ")}

    assert cited - explained == set()


def test_every_safety_rule_is_named_by_a_test_or_a_conversation() -> None:
    tests = [
        path.read_text("utf-8") for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".txt"}
    ]
    told = " ".join(tests)

    assert [rule for rule in range(1, 25) if not re.search(rf"test_s{rule}_|\bS{rule}\b", told)] == []
