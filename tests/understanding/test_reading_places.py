"""Which place a message tells; the town is whatever it is handed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from reading_stand import FRIDAY_NIGHT, ZONE

from understanding import Place, Reader, Reading

Read = Callable[..., Reading]
Corpus = Callable[[str], list[list[str]]]


def crossing(name: str, *aliases: str) -> Place:
    return Place(name=name, lat=0.0, lon=0.0, kind="crossing", aliases=aliases, block=name)


@pytest.fixture(scope="module")
def elsewhere(vocabularies: Mapping[str, Mapping[str, Any]]) -> Reader:
    """A second town, which nobody has heard of."""
    town = [
        crossing("Harbor Rd & Alder Ln", "하버 & 올더"),
        crossing("Harbor Rd & 12th Ave"),
        crossing("Harbor Rd & Mill Creek Way", "old mill"),
        Place("Quince Hollow Middle School", None, None, "school", ("the hollow",), "Harbor Rd & Alder Ln"),
    ]
    return Reader(vocabularies, town, ZONE)


@pytest.mark.parametrize("half", ["tuned", "untouched"])
def test_places_are_found_in_everyday_spelling(half: str, read: Read, corpus: Corpus) -> None:
    rows = corpus(f"places_{half}")
    right = sum((read(text).place or "-") == place for place, text in rows)

    assert right >= 0.95 * len(rows)


@pytest.mark.parametrize("half", ["tuned", "untouched"])
def test_no_place_is_made_up(half: str, read: Read, corpus: Corpus) -> None:
    """Neither a bare number nor "first time" is a street, and 3rd and Vermont is not ours."""
    invented = sum(read(text).place is not None for place, text in corpus(f"places_{half}") if place == "-")

    assert invented == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("harbor n alder", "Harbor Rd & Alder Ln"),
        ("alder and harbour rd", "Harbor Rd & Alder Ln"),
        ("12th & harbor", "Harbor Rd & 12th Ave"),
        ("harbor y la 12", "Harbor Rd & 12th Ave"),
        ("h 12th", "Harbor Rd & 12th Ave"),
        ("by the mill creek way", "Harbor Rd & Mill Creek Way"),
        ("old mill and harbor", "Harbor Rd & Mill Creek Way"),
        ("하버 올더에서", "Harbor Rd & Alder Ln"),
        ("behind quince hollow middle school", "Quince Hollow Middle School"),
        ("by the hollow", "Quince Hollow Middle School"),
        ("western and 3rd", None),
        ("12", None),
    ],
)
def test_a_second_town_is_read_as_well(text: str, place: str | None, elsewhere: Reader) -> None:
    assert place == elsewhere.read(text, FRIDAY_NIGHT).place


def test_a_town_without_places_reads(vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
    assert Reader(vocabularies, [], ZONE).read("western and 3rd", FRIDAY_NIGHT).place is None


def test_two_streets_tell_more_than_a_school(read: Read) -> None:
    assert read("western and 1st by kim elementary").place == "Western Ave & 1st St"
