"""The drawings in docs/flows are of the flows as they are."""

import subprocess
import sys
from pathlib import Path

from flows.book import book
from flows.diagram import mermaid

ROOT = Path(__file__).parents[2]


def test_the_drawings_are_current() -> None:
    told = subprocess.run(
        [sys.executable, "tools/diagrams.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stdout) == (0, "")


def test_every_step_and_way_is_drawn() -> None:
    for flow in book.flows:
        drawing = mermaid(flow)

        assert [name for name in flow.steps if f" {name}_" not in drawing] == []
        assert drawing.count('"Something else"') == sum(
            option.label == "Something else" for step in flow.order for option in step.options
        )
