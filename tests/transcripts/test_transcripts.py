"""The tests are the conversations: each file beside this one is replayed word for word on the real line.

`make test ARGS="tests/transcripts --update"` writes down what the line says now; read the difference before you keep it.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsing.rehearsal import rehearsal
from bot.rehearsing.transcript import SILENCE, cues
from bot.setup.place import Place
from understanding.segments import count

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.txt"))
NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
"""A Sunday, a quarter past two in the morning in Los Angeles."""
RULES = [f"S{number}" for number in range(1, 23)]


def played(script: Path, place: Place) -> str:
    """Play a script on a line of its own."""
    with rehearsal(place, NIGHT) as stage:
        return (
            "\n".join(line for cue in cues(script.read_text(encoding="utf-8")) for line in stage.play(cue))
            + "\n"
        )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_conversation_goes_as_written(script: Path, place: Place, request: pytest.FixtureRequest) -> None:
    told = played(script, place)
    if request.config.getoption("--update"):
        script.write_text(told, encoding="utf-8")

    assert told.split("\n") == script.read_text(encoding="utf-8").split("\n")


def test_there_are_conversations_enough_in_every_language() -> None:
    counts = {language: len(list((HERE / language).glob("*.txt"))) for language in ("en", "es", "ko")}

    assert sum(counts.values()) >= 40
    assert min(counts.values()) >= 10


@pytest.mark.parametrize("rule", RULES)
def test_each_safety_rule_has_a_conversation_that_names_it(rule: str) -> None:
    named = [script.name for script in SCRIPTS if rule in remarks(script).split()]

    assert named


def remarks(script: Path) -> str:
    """The words of a transcript that are for its reader."""
    lines = script.read_text(encoding="utf-8").split("\n")
    return " ".join(
        line[2:].replace(",", " ").replace(".", " ").replace(":", " ")
        for line in lines
        if line.startswith("# ")
    )


def answers(script: Path) -> list[str]:
    """The answers of a transcript, whole."""
    found: list[list[str]] = []
    for before, line in zip(
        ["", *script.read_text(encoding="utf-8").split("\n")],
        script.read_text(encoding="utf-8").split("\n"),
        strict=False,
    ):
        if line.startswith("< "):
            if not before.startswith("< "):
                found.append([])
            found[-1].append(line[2:])
    return ["\n".join(lines) for lines in found]


@pytest.mark.parametrize("language", ["en", "es", "ko"])
def test_replies_keep_their_budget(language: str) -> None:
    costs = [
        count(text).segments
        for script in (HERE / language).glob("*.txt")
        for text in answers(script)
        if text != SILENCE
    ]

    assert max(costs) <= 3
    assert sum(cost <= 2 for cost in costs) >= 0.95 * len(costs)
