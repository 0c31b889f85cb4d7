"""For how many days a report is kept is a fact of the place."""

import shutil
from pathlib import Path

import pytest

from bot.setup.place import DEFAULT, BrokenPlace, Place, load

DAY = 86_400


def test_the_first_place_keeps_reports_for_ninety_days(place: Place) -> None:
    assert place.kept == 90 * DAY


@pytest.mark.parametrize(("line", "kept"), [("days = 30 ", 30), ("days = 3650 ", 3650), ("", 90)])
def test_a_place_may_have_another_basis(tmp_path: Path, line: str, kept: int) -> None:
    assert load(changed(tmp_path, line)).kept == kept * DAY


@pytest.mark.parametrize("days", ["0", "-1", "3651", "true", "1.5", '"90"'])
def test_days_that_are_none_are_one_sentence_at_start(tmp_path: Path, days: str) -> None:
    with pytest.raises(BrokenPlace, match=r"days in .records. must be a whole number from 1 to 3650"):
        load(changed(tmp_path, f"days = {days} "))


def changed(tmp_path: Path, line: str) -> Path:
    """Copy the first place with another line in the place of its own."""
    folder = Path(shutil.copytree(DEFAULT, tmp_path / "place"))
    profile = folder / "profile.toml"
    own = "days = 90 "
    assert own in profile.read_text("utf-8")
    profile.write_text(profile.read_text("utf-8").replace(own, line), "utf-8")
    return folder
