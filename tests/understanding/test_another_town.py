"""Another town, invented: its own corridor from east to west, read by the same words."""

import csv
from collections.abc import Mapping
from typing import Any

import pytest
from reading_stand import FRIDAY_NIGHT, ZONE

from understanding import Reading
from understanding.reader import Reader
from understanding.where.places import places

TOWN = """\
name,kind,lat,lon,block,number,aliases,also,source
Harbor Rd & Alder Ln,crossing,,,Harbor Rd & Alder Ln,100 W,하버 & 올더,,invented
Harbor Rd & 12th Ave,crossing,,,Harbor Rd & 12th Ave,0,,,invented
Harbor Rd & 14th Ave,crossing,,,Harbor Rd & 14th Ave,200 E,,,invented
Harbor Rd & Mill Creek Way,crossing,,,Harbor Rd & Mill Creek Way,400 E,old mill|밀크릭,,invented
Harbor Rd & Market St,crossing,,,Harbor Rd & Market St,600 E,,what it says,invented
Quince Hollow Middle School,school,,,Harbor Rd & Alder Ln,,the hollow|퀸스할로 중학교,,invented
Lantern Theatre,landmark,,,Harbor Rd & 14th Ave,,lantern theater,,invented
Quay Ave,parallel,,,,,,,invented
Dunmore St,street,,,,,던모어,,invented
30th to 60th Ave,street,,,,,30-60,,invented
Eastport,area,,,,,이스트포트|puerto este,,invented
"""
ALDER, TWELFTH, FOURTEENTH = "Harbor Rd & Alder Ln", "Harbor Rd & 12th Ave", "Harbor Rd & 14th Ave"
CREEK, MARKET = "Harbor Rd & Mill Creek Way", "Harbor Rd & Market St"


@pytest.fixture(scope="module")
def elsewhere(vocabularies: Mapping[str, Mapping[str, Any]]) -> Reader:
    return Reader(vocabularies, places(csv.DictReader(TOWN.splitlines())), ZONE)


def read(reader: Reader, text: str) -> Reading:
    return reader.read(text, FRIDAY_NIGHT)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("harbor n alder", ALDER),
        ("alder and harbour rd", ALDER),
        ("mar ket / harbor", MARKET),
        ("12th & harbor", TWELFTH),
        ("harbor y la 12", TWELFTH),
        ("la doce con harbor", TWELFTH),
        ("h 12th", TWELFTH),
        ("h n 12th", TWELFTH),
        ("harbor between 12th and 14th", TWELFTH),
        ("entre la 12 y la 14 en harbor", FOURTEENTH),
        ("they walk down harbor from the gas station to 14th", FOURTEENTH),
        ("by the mill creek way", CREEK),
        ("millcreek and harbor", CREEK),
        ("mill creak at harbor", CREEK),
        ("old mill and harbor", CREEK),
        ("harbor and market", MARKET),
        ("on market", MARKET),
        ("하버 올더에서", ALDER),
        ("하버랑 14가 코너", FOURTEENTH),
        ("하버밀크릭", CREEK),
        ("quay & 14th", FOURTEENTH),
        ("14th off quay ave", FOURTEENTH),
        ("430 e harbor", CREEK),
        ("the 100 block of west harbor", ALDER),
        ("cuadra 200 este de harbor", FOURTEENTH),
        ("하버 이스트 400번지", CREEK),
        ("212 E Quay Ave", FOURTEENTH),
        ("behind quince hollow middle school", "Quince Hollow Middle School"),
        ("by the hollow", "Quince Hollow Middle School"),
        ("퀸스할로 중학교 앞", "Quince Hollow Middle School"),
        ("outside the lantern theater", FOURTEENTH),
    ],
)
def test_every_form_is_read_in_a_town_that_nobody_has_heard_of(
    text: str, place: str, elsewhere: Reader
) -> None:
    assert read(elsewhere, text).place == place


ELSEWHERE = (
    "dunmore and harbor",
    "on dunmore",
    "in eastport",
    "en puerto este",
    "harbor and 45th",
    "던모어에서",
    "7800 e harbor",
)
NOWHERE = (
    "western and 3rd",
    "figueroa and 70th",
    "12",
    "by the market",
    "quay ave all night",
    "14 cars",
    "harbor",
)


@pytest.mark.parametrize(
    ("text", "outside"), [*((text, True) for text in ELSEWHERE), *((text, False) for text in NOWHERE)]
)
def test_only_what_the_town_lists_as_elsewhere_is_outside(
    text: str, elsewhere: Reader, *, outside: bool
) -> None:
    reading = read(elsewhere, text)

    assert (reading.place, reading.outside) == (None, outside)


def test_a_town_without_places_reads(vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
    assert read(Reader(vocabularies, [], ZONE), "western and 3rd").place is None
