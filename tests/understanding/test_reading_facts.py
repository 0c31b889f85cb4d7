"""What a message tells besides: a child, a weapon, a car, now, and whose story it is."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "im 15",
        "i am 16 and scared",
        "im 16 n on western",
        "im only 14",
        "im underage",
        "tengo 15 años",
        "soy menor de edad",
        "tengo quince años",
        "저 16살이에요",
        "15살인데요",
        "저는 미성년자예요",
        "im in 9th grade",
        "I'm a minor",
    ],
)
def test_s21_a_sender_who_says_she_is_under_18_is_a_minor(text: str, read: Read) -> None:
    assert "minor" in read(text).facts
    assert read(text).lane == "help"


@pytest.mark.parametrize(
    "text",
    [
        "im 15 min away",
        "im 10 feet from them",
        "im 20",
        "i see 15 girls",
        "im 12 weeks pregnant",
        "tengo 15 dias aqui",
        "12명이 있어요",
        "at 15",
        "im 34",
        "girl is 15",
    ],
)
def test_a_number_is_not_an_age(text: str, read: Read) -> None:
    assert "minor" not in read(text).facts


@pytest.mark.parametrize(
    "text",
    [
        "girl looks like 14",
        "14 year old girl on western",
        "shes 15",
        "underage girls at the motel",
        "una niña de 13 años",
        "menores de edad",
        "미성년자로 보이는 여자애",
        "열네 살쯤 되는 애",
        "teen girls",
        "14yo in heels",
    ],
)
def test_s22_a_child_who_is_told_about_is_a_child(text: str, read: Read) -> None:
    assert "child" in read(text).facts
    assert "minor" not in read(text).facts


@pytest.mark.parametrize(
    "text", ["girls on western", "western and 14th", "2 women", "8=====D", "last night at 11", "room 12"]
)
def test_no_child_is_made_up(text: str, read: Read) -> None:
    assert "child" not in read(text).facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("pimp with a gun in a black charger", {"weapon", "vehicle", "control"}),
        ("used condoms on our steps", {"nuisance"}),
        ("girls on western right now", {"now"}),
        ("girls on western yesterday", {"past"}),
        ("un hombre armado en una camioneta", {"weapon", "vehicle"}),
        ("포주가 검은 차에 있어요 지금", {"control", "vehicle", "now"}),
    ],
)
def test_facts(text: str, facts: set[str], read: Read) -> None:
    assert facts <= read(text).facts


@pytest.mark.parametrize(
    ("text", "first_person"),
    [
        ("my bf makes me", True),
        ("때려요", True),
        ("no me deja salir", True),
        ("im scared", True),
        ("i saw a pimp on my street", False),
        ("vi a un padrote en mi calle", False),
        ("제가 봤어요 저희 집 앞에서", False),
        ("girls on western", False),
        ("can i send pics?", False),
    ],
)
def test_whose_story_it_is(text: str, first_person: bool, read: Read) -> None:  # noqa: FBT001  (a column of the table)
    assert read(text).first_person is first_person
