"""A budget of answers as the Procfile serves it: counted over both workers, and danger beyond it."""

from pathlib import Path

import pytest
from real_line import real_line
from served_line import served
from served_people import Phone

from bot.setup.place import Place
from bot.setup.settings import BadSetting, Settings
from storage import CHEAPEST, Store

BUDGET = 60  # an hour: half of it in half an hour, and twice as much for help
FLOOD = 80


def test_a_flood_from_many_phones_ends_at_the_budget_and_danger_is_answered_beyond_it(
    tmp_path: Path, place: Place
) -> None:
    variables = {**real_line(tmp_path / "line.db"), "PORCHLIGHT_BUDGET": str(BUDGET)}
    store = Store(
        tmp_path / "line.db", b"5e" * 32, tmp_path / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    store.migrate()
    with served(variables, tmp_path / "log", factory="") as web:
        answers = [Phone(web.url, f"+1213555{number:04}").send("hi") for number in range(1000, 1000 + FLOOD)]
        danger = Phone(web.url, "+12135553000").send("he is hitting her right now")
        out = Phone(web.url, "+12135553001").send("HELP")

    assert ["program answers" in answer for answer in answers] == [True] * 38 + [False] * 42
    assert ["very busy" in answer for answer in answers] == [False] * 38 + [True] * 22 + [False] * 20
    assert "911" in danger
    assert "We are very busy" not in danger
    assert "We are very busy" not in out


@pytest.mark.parametrize("value", ["0", "59", "many", "-600", "100000000"])
def test_a_budget_that_is_none_is_one_clear_sentence(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadSetting, match="PORCHLIGHT_BUDGET"):
        Settings.read({**real_line(tmp_path / "line.db"), "PORCHLIGHT_BUDGET": value})
