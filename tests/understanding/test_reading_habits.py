"""What comes again and again: it has no start, and is kept as a habit."""

from collections.abc import Callable

import pytest
from reading_stand import FRIDAY_NIGHT

from understanding import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every friday night same four girls", "fri night"),
        ("fridays after 10", "fri 22:00"),
        ("every night around 2", "daily 02:00"),
        ("mondays and thursdays new girls get dropped", "mon thu"),
        ("fri and sat nights", "fri sat night"),
        ("monday to friday", "weekdays"),
        ("weekends", "weekends"),
        ("3 times a week", "often"),
        ("usually around midnight", "often midnight"),
        ("todos los viernes", "fri"),
        ("cada noche", "daily night"),
        ("los fines de semana", "weekends"),
        ("de lunes a viernes por las noches", "weekdays night"),
        ("siempre los sabados las dejan ahi", "sat"),
        ("매일 밤 그집에 남자들이", "daily night"),
        ("금요일마다", "fri"),
        ("월요일하고 수요일마다", "mon wed"),
        ("매일 새벽 2시", "daily 02:00"),
        ("주말이면 항상 그래요", "weekends"),
        ("월수금마다", "mon wed fri"),
    ],
)
def test_a_habit_has_days_and_an_hour_or_a_part_of_the_day_but_no_start(
    text: str, words: str, read: Read
) -> None:
    reading = read(text)

    assert (reading.when, reading.recurs and reading.recurs.words) == (None, words)


@pytest.mark.parametrize(
    "text", ["every night, just now too", "todas las noches y ahorita mismo", "매일 밤 그러는데 방금도"]
)
def test_a_particular_time_beside_a_habit_is_kept_with_it(text: str, read: Read) -> None:
    reading = read(text)

    assert reading.when == FRIDAY_NIGHT
    assert reading.recurs is not None


@pytest.mark.parametrize("text", ["every night", "todas las noches", "매일 밤"])
def test_a_habit_alone_is_not_now(text: str, read: Read) -> None:
    assert "now" not in read(text).facts


@pytest.mark.parametrize(
    "text",
    [
        "two nights ago",
        "every one of them",
        "each girl pays",
        "cada hombre paga",
        "last night",
        "buenas noches",
    ],
)
def test_what_is_counted_or_greeted_is_no_habit(text: str, read: Read) -> None:
    assert read(text).recurs is None
