"""The part of the day of a report that tells a habit is that of the habit."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.turn.report import coarse
from flows.state import State
from storage import Part

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize(
    ("slots", "part"),
    [
        ({"recurs": "fri night"}, "evening"),
        ({"recurs": "daily 02:00"}, "night"),
        ({"recurs": "weekends"}, "afternoon"),
        ({"recurs": "daily morning", "when": "2026-11-22T02:00-08:00"}, "night"),
    ],
)
def test_a_habit_tells_the_part_of_the_day_where_no_time_does(slots: dict[str, str], part: Part) -> None:
    assert coarse(State(slots=slots), NOON, {}).part == part
