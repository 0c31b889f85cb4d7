"""What readers learn of a place that is not on the map."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.turn.report import body, coarse
from flows.state import State

AT = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize(
    ("slots", "outside"),
    [({"outside": "yes"}, True), ({"outside": "yes", "place": "Main & 1st"}, False), ({}, False)],
)
def test_a_report_says_that_it_is_from_elsewhere_unless_a_place_was_told_after_all(
    slots: dict[str, str], *, outside: bool
) -> None:
    told = json.loads(body(State(slots=slots | {"account": "on Dunmore"}), AT))

    assert told["outside"] is outside
    assert told["account"] == "on Dunmore"


def test_a_place_off_the_map_has_no_block() -> None:
    assert coarse(State(slots={"outside": "yes"}), AT, {"Main & 1st": "Main & 1st"}).block is None
