"""The bench: its conversation still is a whole tip, and its measure and its load generator work."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.app import web
from bot.setup.settings import Settings
from tools.bench import bare
from tools.bench.__main__ import environment, found
from tools.bench.load import RefusedError, load
from tools.bench.plan import listened
from tools.bench.serve import free_port, served
from tools.bench.talk import TEXTS, Phones


def test_the_bench_measures_whole_tips_against_as_many_rows(tmp_path: Path) -> None:
    port = free_port()
    variables = environment(tmp_path, port)
    settings = Settings.read(variables)
    found(settings)
    phones = Phones(settings)
    steps = listened(web(variables), phones)
    variables |= {
        bare.PLAN: json.dumps([asdict(step) for step in steps]),
        bare.DATABASE: str(tmp_path / "bare.db"),
    }
    with served({"bare": "tools.bench.bare:app()"}, {"bare": port}, variables):
        run = load(port, iter([phones.requests("/bare?step={step}") for _ in range(3)]), 2, 5.0)
        with pytest.raises(RefusedError, match="404"):
            load(port, iter([phones.requests("/nowhere")]), 1, 5.0)

    assert len(TEXTS) == len(steps)
    assert sum(size > 1000 for step in steps for _, size in step.writes) == 1
    assert 3 * len(TEXTS) == len(run.answers)
    assert run.percentile(0.5) <= run.percentile(0.99) == max(run.answers)
