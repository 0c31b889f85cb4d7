"""A disk that is really full: deletions work, nothing else is kept, and room ends it."""

import sys
from pathlib import Path

import pytest
from full_disk_inside import SCENARIOS
from small_disk import small_disk

HERE = Path(__file__).parent


@pytest.mark.parametrize("scenario", [each.__name__ for each in SCENARIOS])
def test_on_a_full_disk(scenario: str, tmp_path: Path) -> None:
    with small_disk(tmp_path, "5m") as disk:
        told = disk.run(sys.executable, HERE / "full_disk_inside.py", scenario, tmp_path)

    assert told.returncode == 0, told.stderr
