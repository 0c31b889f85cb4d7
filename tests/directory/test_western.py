"""The first deployment's facts: complete, discreet, and answering every need by day and by night."""

import csv
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from directory import NEEDS, Directory, Hours, Need, Service, services

WESTERN = Path(__file__).parents[2] / "deployments" / "western"
PROFILE = tomllib.loads((WESTERN / "profile.toml").read_text("utf-8"))
ZONE = ZoneInfo(PROFILE["zone"])
LANGUAGES = PROFILE["languages"]
AGES = [None, True, False]  # said nothing, under 18, grown up
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # midnight in Los Angeles

# What nobody may read over a shoulder (S1), in any of the three languages, whatever the rest of the name says.
BANNED = re.compile(
    r"""
    traffic|sex|victim|pimp|police|hotline|violen|domestic|assault|rape|abuse|lgbt|gay|trans|queer|suicid|crisis|
    child|minor|protect|exploit|runaway|missing|surviv|escap|rescue|shelter|legal|immigra|mental|prostitut|
    trata|v[ií]ctima|polic[ií]a|agresi|maltrato|abuso|menor|infan|niñ|ayuda|desaparec|refugio|salvar|suicidio|
    인신|성매매|매매|피해|경찰|핫라인|폭력|학대|성소수|아동|미성년|자살|위기|실종|보호|쉼터|신고|구조|정신
    """,
    re.VERBOSE | re.IGNORECASE,
)
KOREAN_LINE = 35  # characters: two such lines and a word fit one segment of 70


def rows(name: str) -> list[dict[str, str]]:
    with (WESTERN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(services(rows("services.csv")), ZONE)


@pytest.mark.parametrize(("need", "language", "minor"), [*product(NEEDS, [*LANGUAGES, "bn", ""], AGES)])
def test_every_need_gets_a_live_answer_at_every_hour_of_the_week(
    directory: Directory, *, need: Need, language: str, minor: bool | None
) -> None:
    for hour in range(0, 7 * 24, 5):
        at = MONDAY + timedelta(hours=hour)
        found = directory.choose(need, language, at, minor=minor)

        assert found[0].live
        assert found[0].hours.open_at(at, ZONE)
        assert any(one.youth_safe for one in found[:3])


@pytest.mark.parametrize(("need", "language", "minor"), [*product(NEEDS, LANGUAGES, AGES)])
def test_who_cannot_speak_gets_somebody_to_text(
    directory: Directory, *, need: Need, language: str, minor: bool | None
) -> None:
    found = directory.choose(need, language, MONDAY, minor=minor, text_only=True)

    assert all(one.text for one in found)
    assert found


@pytest.mark.parametrize(("language", "minor"), [*product(LANGUAGES, AGES)])
def test_s3_danger_begins_with_the_emergency_number(
    directory: Directory, *, language: str, minor: bool | None
) -> None:
    assert directory.choose("danger", language, MONDAY, minor=minor)[0].phone == "911"


@pytest.mark.parametrize("language", LANGUAGES)
def test_s21_the_young_are_told_of_the_countys_line(directory: Directory, language: str) -> None:
    assert "dcfs" in [one.id for one in directory.choose("safe", language, MONDAY, minor=True)]


def test_s1_discreet_names_name_nothing(directory: Directory) -> None:
    names = [name for one in directory for name in one.discreet_name.values()]

    assert [name for name in names if BANNED.search(name)] == []


def test_a_discreet_line_is_short_in_korean(directory: Directory) -> None:
    lines = [f"{one.discreet_name['ko']}: {one.phone or one.text}" for one in directory]

    assert [line for line in lines if len(line) >= KOREAN_LINE] == []


@pytest.mark.parametrize("which", ["name", "discreet_name"])
def test_every_service_has_names_in_every_language_of_the_line(directory: Directory, which: str) -> None:
    assert all(set(LANGUAGES) == getattr(one, which).keys() for one in directory)


def test_most_spanish_names_stay_within_the_plain_sms_alphabet(directory: Directory) -> None:
    names = [name for one in directory for name in (one.name["es"], one.discreet_name["es"])]

    assert [name for name in names if set("áíóúÁÍÓÚ") & set(name)] == []


def test_only_journey_out_has_no_number_yet(directory: Directory) -> None:
    assert [one.id for one in directory.missing()] == ["journey-out"]


def test_no_immigration_office_and_no_tip_line_is_in_the_help_directory(directory: Directory) -> None:
    numbers = " ".join(one.phone for one in directory)

    assert "866-347-2423" not in numbers
    assert "800-222-8477" not in numbers


@pytest.mark.parametrize("part", ["emergency", "crisis", "hotline", "child"])
def test_the_profiles_numbers_are_those_of_the_directory(directory: Directory, part: str) -> None:
    service: Service = directory[PROFILE[part]["service"]]

    assert (service.phone, service.text) == (PROFILE[part]["phone"], PROFILE[part]["text"])


def test_every_service_was_looked_at_within_the_last_years(directory: Directory) -> None:
    assert all(date.fromisoformat(one.assured) >= date(2026, 1, 1) for one in directory)


def test_the_staffed_hours_can_be_read() -> None:
    assert Hours.parse(PROFILE["staffed"]["hours"]).known
    assert set(LANGUAGES) <= PROFILE["staffed"].keys()


def test_every_block_of_a_place_is_a_crossing_near_it() -> None:
    places = rows("places.csv")
    crossings = {row["name"]: row for row in places if row["kind"] == "crossing"}

    assert len(places) == len({row["name"] for row in places})
    assert all(row["source"] for row in places)
    for row in places:
        if row["kind"] not in {"crossing", "school", "landmark"}:
            assert not row["block"]
            continue
        block = crossings[row["block"]]
        assert not row["lat"] or abs(float(row["lat"]) - float(block["lat"])) < 0.01
        assert not row["lon"] or abs(float(row["lon"]) - float(block["lon"])) < 0.01


def test_house_numbers_grow_away_from_where_they_are_counted_from() -> None:
    crossings = [row for row in rows("places.csv") if row["kind"] == "crossing"]
    signed = [int(row["number"].split()[0]) * (-1 if row["number"].endswith("S") else 1) for row in crossings]

    assert signed == sorted(signed)
    assert len(set(signed)) == len(signed)


def test_an_alias_is_lower_case_and_means_one_place() -> None:
    aliases = [alias for row in rows("places.csv") for alias in row["aliases"].split("|") if alias]

    assert [alias.lower().strip() for alias in aliases] == aliases
    assert len(aliases) == len(set(aliases))
