"""Clock times as people say them, in digits and words; read on Friday night, half past eleven."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


def told(reading: Reading) -> str:
    """Write the time that was read, or a dash."""
    return f"{reading.when:%m-%d %H:%M}" if reading.when else "-"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("around ten thirty a van came", "11-20 22:30"),
        ("quarter to three this morning", "11-20 02:45"),
        ("twenty past ten", "11-20 22:20"),
        ("at 2 30 this afternoon", "11-20 14:30"),
        ("0215 hrs black sedan", "11-20 02:15"),
        ("lastnight @ 10", "11-19 22:00"),
        ("3:30 a.m. this morning", "11-20 03:30"),
        ("a las 11 menos cuarto de la noche", "11-20 22:45"),
        ("diez para las nueve de la noche", "11-20 20:50"),
        ("anoche a la una y media", "11-20 01:30"),
        ("a las 10 y pico de la noche", "11-20 22:00"),
        ("a las 22:30 hrs", "11-20 22:30"),
        ("어제 밤 1시쯤", "11-20 01:00"),
        ("저녁 여섯시 사십분", "11-20 18:40"),
        ("오늘새벽2시반", "11-20 02:30"),
        ("낮 12시 반", "11-20 12:30"),
        ("21시 30분경", "11-20 21:30"),
    ],
)
def test_an_hour_is_read_however_it_is_said(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2-3am", "11-20 02:00"),
        ("10pm-2am last night", "11-19 22:00"),
        ("between 10 and 11 tonight", "11-20 22:00"),
        ("from 11 to 2 am", "11-20 23:00"),
        ("entre las 10 y las 11 de la noche", "11-20 22:00"),
        ("새벽 두세 시쯤", "11-20 02:00"),
        ("밤 11시에서 12시 사이", "11-20 23:00"),
    ],
)
def test_a_stretch_of_hours_begins_with_its_first(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("saturday night around 1am", "11-15 01:00"),
        ("saturday at 1am", "11-14 01:00"),
        ("midnight last night", "11-20 00:00"),
        ("anoche a las 12 y media", "11-20 00:30"),
        ("어젯밤 12시", "11-20 00:00"),
        ("어제 새벽 2시", "11-19 02:00"),
    ],
)
def test_the_small_hours_of_a_night_are_the_next_days(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "at 3 motels",
        "around 20 girls",
        "5 to 10 men",
        "between 5 and 10 girls",
        "at 412 n oxford",
        "7-eleven",
        "24 hour massage",
        "100 an hour",
        "one of them is 9",
        "a las 3 muchachas las tienen ahi",
        "pago 60 por media hora",
        "es la segunda vez",
        "일곱시간 일해요",
        "5분 전화했어요",
        "한시간에 200불",
        "서울시 출신",
    ],
)
def test_what_is_counted_is_no_hour(text: str, read: Read) -> None:
    assert read(text).when is None


def test_what_was_a_slip_is_not_told(read: Read) -> None:
    assert told(read("10 last night... i mean tonight at 10")) == "11-20 22:00"
    assert told(read("12/11 no digo 11/12 a las 8 de la noche")) == "11-12 20:00"


def test_an_hour_on_a_day_that_nobody_could_date_is_not_dated(read: Read) -> None:
    assert read("the other night around 2").when is None
