"""What names the sender goes, what tells about somebody else stays, and what cannot be told apart is asked."""

from collections.abc import Callable

import pytest

from understanding import Doubt, Reading

Read = Callable[..., Reading]


def test_a_number_in_doubt_leaves_a_mark_and_tells_two_digits(read: Read) -> None:
    reading = read("girl 213-555-0142 motel, another 323 555 0177")

    assert reading.text == "girl [phone 1] motel, another [phone 2]"
    assert reading.doubts == (
        Doubt(kind="phone", mark="[phone 1]", words="213-555-0142", hint="42"),
        Doubt(kind="phone", mark="[phone 2]", words="323 555 0177", hint="77"),
    )
    assert reading.removed == ()


@pytest.mark.parametrize(
    "number",
    [
        "2135550142",
        "213-555-0142",
        "(213) 555-0142",
        "213.555.0142",
        "213 555 0142",
        "+1 213 555 0142",
        "1-213-555-0142",
        "213/555/0142",
        "213-555 0142",
        "２１３５５５０１４２",
        "2 1 3 5 5 5 0 1 4 2",
        "213·555·0142",
        "213 five 55 0142",
        "two one three five five five zero one four two",
        "2l3-555-OI42",
        "010-1234-5678",
        "공일공 일이삼사 오육칠팔",
        "dos uno tres cinco cinco cinco cero uno cuatro dos",
        "+52 55 1234 5678",
        "213–555–0142",
        "213 555\u200b0142",
    ],
)
def test_the_senders_number_goes_in_any_layout(number: str, read: Read) -> None:
    reading = read(f"girls on western. call me {number}")

    assert reading.removed == ("phone",)
    assert reading.text.startswith("girls on western. call me [phone]")


@pytest.mark.parametrize(
    "text",
    [
        "plate 8ABC123",
        "the ad says call 213-555-0142",
        "they call him Smoke",
        "11/20/2026 at 10:30",
        "western and 3rd",
        "call 888-373-7888",
        "his number is 2135550142",
        "3 girls 2 cars 1 van 10 men",
        "at 2 3 guys",
        "su numero es 2135550142",
        "광고 번호 213-555-0142",
        "포주 번호는 010-1234-5678",
        "motel at 225 western ave",
        "this is happening every night",
        "im scared",
        "soy vecina",
        "thanks, everyone",
        "i live on oxford",
        "room 12 of the motel",
        "5551234 condoms lol no",
    ],
)
def test_what_tells_about_somebody_else_stays(text: str, read: Read) -> None:
    assert read(text).text == text
    assert read(text).removed == ()


def test_what_would_be_kept_has_nothing_unseen_in_it(read: Read) -> None:
    assert read("gir\u200bls \u202eon\u202c  western\r\n\r\nnow\x07").text == "girls on western\nnow"


def test_classes_are_told_once_in_order(read: Read) -> None:
    reading = read("my name is Ann, ann@example.org or bo@example.org, call me 213-555-0142")

    assert reading.removed == ("name", "email", "phone")
    assert "example" not in reading.text
