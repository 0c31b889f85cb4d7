"""Days and spans as people tell them; read on Friday night, half past eleven."""

from collections.abc import Callable
from datetime import datetime

import pytest
from reading_stand import ZONE

from understanding import Reading

Read = Callable[..., Reading]


def told(reading: Reading) -> str:
    """Write the time that was read, or a dash."""
    return f"{reading.when:%m-%d %H:%M}" if reading.when else "-"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("last friday he brought 3 girls", "11-13 00:00"),
        ("tuesday of last week", "11-10 00:00"),
        ("sat night there were men lined up", "11-14 18:00"),
        ("november second", "11-02 00:00"),
        ("november 15, 2026 at 8:30 pm", "11-15 20:30"),
        ("the night of the 18th", "11-18 18:00"),
        ("halloween night", "10-31 18:00"),
        ("night before last", "11-18 18:00"),
        ("el martes de la semana pasada", "11-10 00:00"),
        ("en la madrugada del sabado", "11-14 00:00"),
        ("el primero de noviembre", "11-01 00:00"),
        ("el dia 18", "11-18 00:00"),
        ("지난주 금요일 밤", "11-13 18:00"),
        ("토욜 밤", "11-14 18:00"),
        ("십일월 십팔일", "11-18 00:00"),
        ("18일 밤", "11-18 18:00"),
        ("이달 10일날", "11-10 00:00"),
    ],
)
def test_a_day_is_read_however_it_is_named(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("forty five minutes ago", "11-20 22:45"),
        ("two and a half hours ago", "11-20 21:00"),
        ("couple hrs ago he dragged her", "11-20 21:30"),
        ("for the past hour they been yelling", "11-20 22:30"),
        ("been going on for about two hours now", "11-20 21:30"),
        ("2 days ago at 3pm", "11-18 15:00"),
        ("two nights ago", "11-18 18:00"),
        ("a month ago", "10-20 00:00"),
        ("hace una hora y veinticinco minutos", "11-20 22:05"),
        ("llevan dos horas gritando", "11-20 21:30"),
        ("hace un par de horas", "11-20 21:30"),
        ("hace un cuarto de hora", "11-20 23:15"),
        ("한시간 이십분 전", "11-20 22:10"),
        ("두 시간째 소리가 나요", "11-20 21:30"),
        ("하루 전 이시간쯤", "11-19 23:30"),
        ("열흘 전", "11-10 00:00"),
    ],
)
def test_a_span_ends_now_and_whole_days_begin_at_midnight(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "her name is sunday",
        "a friday's restaurant used to be there now its a spa",
        "she sat on the curb",
        "they march 3 girls out",
        "he may be back",
        "on the 3rd floor",
        "on 3rd and western",
        "she is 15 now",
        "me llamo Domingo y vi al tipo",
        "mi hija Abril",
        "vive en el 12",
        "buenas noches",
        "hace rato",
        "며칠 전",
        "요즘",
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str, read: Read) -> None:
    assert read(text).when is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("last night he hit her and now she wont come out", "11-19 18:00"),
        ("hit her yesterday and is hitting her right now", "11-20 23:30"),
        ("금요일 밤 11시 반 방금", "11-20 23:30"),
        ("지금 말고 30분전에", "11-20 23:00"),
    ],
)
def test_a_bare_now_beside_another_time_is_what_became_of_it(text: str, when: str, read: Read) -> None:
    assert when == told(read(text))


@pytest.mark.parametrize(
    ("now", "text", "when"),
    [
        ("2027-01-02T10:00", "dec 30", "2026-12-30 00:00"),
        ("2026-12-30T10:00", "1/2", "2027-01-02 00:00"),
        ("2027-01-01T01:30", "tonight", "2026-12-31 18:00"),
        ("2026-03-31T10:00", "a month ago", "2026-02-28 00:00"),
        ("2026-11-01T12:00", "last night at 1:30", "2026-11-01 01:30"),
        ("2026-03-08T12:00", "last night at 2:30", "2026-03-08 03:30"),
        ("2026-03-09T12:00", "yesterday at 2:30 am", "2026-03-08 03:30"),
    ],
)
def test_the_turn_of_a_year_a_month_and_the_clock(now: str, text: str, when: str, read: Read) -> None:
    moment = read(text, datetime.fromisoformat(now).replace(tzinfo=ZONE)).when

    assert f"{moment:%Y-%m-%d %H:%M}" == when
