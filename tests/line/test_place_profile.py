"""A profile that lacks a fact is refused in one sentence before the line starts, not while somebody waits for an answer."""

import re
import shutil
from pathlib import Path

import pytest

from bot.setup.place import DEFAULT, BrokenPlace, load

PROFILE = (DEFAULT / "profile.toml").read_text("utf-8")
TABLES = re.findall(r"(?m)^\[(\w+)\]", PROFILE)


def place_with(folder: Path, profile: str) -> Path:
    """Copy the first deployment with another profile."""
    place = shutil.copytree(DEFAULT, folder / "place")
    (place / "profile.toml").write_text(profile, "utf-8")
    return place


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"staff", "twilio", "city"}))
def test_a_profile_without_a_table_is_refused_by_its_name(tmp_path: Path, table: str) -> None:
    without = re.sub(rf"(?ms)^\[{table}\].*?(?=^\[|\Z)", "", PROFILE)

    with pytest.raises(BrokenPlace, match=rf"profile.toml must say .* in \[{table}\]"):
        load(place_with(tmp_path, without))


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ('phone = "988"', "phone = 988", r"must say phone in \[crisis\]"),
        ("hours = 36 ", 'hours = "36"', r"must say hours in \[reporting\]"),
        ('service = "nhth"', 'service = "nobody"', r"service in \[hotline\] must be the id of a row"),
        ('["en", "es", "ko"]', '"en"', r"must say languages \(a list\)"),
        ('["en", "es", "ko"]', '["en", "tl"]', r"must say tl in \[example\], tl in \[staffed\]"),
    ],
)
def test_a_fact_of_another_kind_is_refused_by_its_name(
    tmp_path: Path, found: str, put: str, says: str
) -> None:
    assert found in PROFILE

    with pytest.raises(BrokenPlace, match=says):
        load(place_with(tmp_path, PROFILE.replace(found, put)))


def test_a_table_that_may_be_left_out_must_be_a_table(tmp_path: Path) -> None:
    without = re.sub(r"(?ms)^\[staff\].*?(?=^\[)", "", PROFILE)

    assert load(place_with(tmp_path, without)).factor_required
    shutil.rmtree(tmp_path / "place")
    with pytest.raises(BrokenPlace, match=r"\[staff\] as a table"):
        load(place_with(tmp_path, f"staff = 7\n{without}"))


def test_a_broken_row_of_places_is_named_before_the_line_starts(tmp_path: Path) -> None:
    place = place_with(tmp_path, PROFILE)
    table = place / "places.csv"
    table.write_text(table.read_text("utf-8").replace(",crossing,", ",corner,", 1), "utf-8")

    with pytest.raises(BrokenPlace, match=r"places.csv, line 2 \(.*\): kind must be one of crossing, "):
        load(place)
