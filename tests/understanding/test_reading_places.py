"""Which place a message tells."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


def test_two_streets_tell_more_than_a_school(read: Read) -> None:
    assert read("western and 1st by kim elementary").place == "Western Ave & 1st St"


W = "Western Ave & "


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3rd street just west of western", W + "3rd St"),
        ("half a block east of western on 5th", W + "5th St"),
        ("western, the cross street is fountain", W + "Fountain Ave"),
        ("w3stern n santa monika", W + "Santa Monica Blvd"),
        ("fountian and westen", W + "Fountain Ave"),
        ("western & 6 there are girls", W + "6th St"),
        ("en la western y la ocho", W + "8th St"),
        ("sobre la 5 a una cuadra de la western", W + "5th St"),
        ("motel d la 5ta", W + "5th St"),
        ("어젯밤웨스턴메이플우드에서여자둘이", W + "Maplewood Ave"),
        ("배벌리 웨스턴 사거리", W + "Beverly Blvd"),
        ("웨스턴앤퍼스트 교차로", W + "1st St"),
        ("3가 모텔", W + "3rd St"),
        ("피코 아니고 올림픽길", W + "Olympic Blvd"),
    ],
)
def test_streets_are_joined_in_any_way(text: str, place: str, read: Read) -> None:
    assert read(text).place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("612 s western", W + "6th St"),
        ("the 500 block of N Western", W + "Maplewood Ave"),
        ("cuadra 400 de la western", W + "4th St"),
        ("웨스턴 400번지대", W + "4th St"),
        ("from 227 S Oxford, by the fence", W + "2nd St"),
    ],
)
def test_a_house_or_a_block_is_its_nearest_crossing(text: str, place: str, read: Read) -> None:
    assert read(text).place == place


def test_the_senders_own_house_tells_no_place(read: Read) -> None:
    """Its number is taken out, and the crossing beside it would put it back."""
    reading = read("i live at 412 N Oxford Ave apt 3")

    assert "address" in reading.removed
    assert (reading.place, reading.outside) == (None, False)


@pytest.mark.parametrize(
    "text", ["st andrews pl and 2nd", "en la oxford y la segunda", "wilton & 2nd", "세라노 2가"]
)
def test_a_parallel_street_is_read_as_the_corridors_crossing(text: str, read: Read) -> None:
    reading = read(text)

    assert reading.place == W + "2nd St"
    assert not reading.bare, "the street itself stands in the words alone, so they are kept"


@pytest.mark.parametrize(
    "text",
    [
        "vermont and 3rd",
        "figueroa",
        "sunset and vine",
        "western and 54th",
        "im in compton rn",
        "en la vermont",
        "7800 s western",
        "맥아더 파크 근처",
        "버몬트랑 6가",
    ],
)
def test_a_place_that_is_plainly_elsewhere_is_outside(text: str, read: Read) -> None:
    reading = read(text)

    assert (reading.place, reading.outside, reading.bare) == (None, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "oxford all night",
        "my friend beverly",
        "beverly and franklin are cousins",
        "mr wilshire",
        "at sunset",
        "by the fountain",
        "in hollywood",
        "pico de gallo",
        "the olympic games",
        "vermont is a nice state",
        "western union",
        "on western. 3rd time this week",
        "on western at first i thought nothing",
        "they are on western at 3",
        "7/11 western",
        "24/7 on western",
        "3 on western and 5 more guys",
        "on the 5th they came back",
        "he pays on the 1st and 15th",
        "bus 207 western",
        "a la 1 de la tarde",
        "el 3 de mayo",
        "las 3 muchachas",
        "un choque en la 101",
        "3가지 이유",
        "2가 좋아요",
        "웨스턴 영화",
        "sitting on the wall",
        "across from the mountain by the hilton",
    ],
)
def test_a_bare_number_a_name_or_a_saying_is_no_place(text: str, read: Read) -> None:
    reading = read(text)

    assert (reading.place, reading.outside) == (None, False)
