"""Counting: one number a day, in tens, as of midnight; and waves of texts that fail."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.worker.counting import Counting
from storage import CHEAPEST, Store

ZONE = ZoneInfo("America/Los_Angeles")
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MIDNIGHT = 1_794_988_800
"""18 November 2026, 00:00 in Los Angeles."""


@dataclass
class Stage:
    """A store, its worker's counting, and a clock."""

    store: Store
    at: int = MIDNIGHT + 12 * HOUR

    def __post_init__(self) -> None:
        self.counting = Counting(self.store, ZONE, lambda: self.at)

    def later(self, seconds: int, **counts: int) -> None:
        """Let time go by and texts fail, and have the worker count."""
        self.at += seconds
        self.store.agree(self.at)
        self.store.add_counts({f"twilio {name.lstrip('_')}": n for name, n in counts.items()}, self.at)
        self.counting.round()

    def told(self) -> str:
        """Give the waves that were noted."""
        return str(self.store.chores.last("waves")["told"])


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    store = Store(
        tmp_path / "line.db",
        b"an invented secret of some length",
        tmp_path / "keys",
        zone=ZONE,
        cost=CHEAPEST,
    )
    store.migrate()
    stage = Stage(store)
    stage.later(0)
    yield stage
    store.close()


def test_reports_are_noted_once_a_day_after_midnight_and_in_tens(stage: Stage) -> None:
    stage.store.add_counts({"tip": 29, "help": 80, "danger": 40}, stage.at)
    assert stage.store.chores.last("counted") == {}  # it is noon
    stage.later(12 * HOUR + MINUTE)
    noted = stage.store.chores.last("counted")
    stage.store.add_counts({"tip": 11}, stage.at)
    for _ in range(140):
        stage.later(10 * MINUTE)

    assert noted == {"at": MIDNIGHT + DAY + MINUTE, "month": "2026-11", "reports": 20}
    assert stage.store.chores.last("counted") == noted
    stage.later(40 * MINUTE)
    assert stage.store.chores.last("counted")["reports"] == 40


def test_a_worker_that_wakes_late_waits_for_the_next_midnight(stage: Stage) -> None:
    stage.store.add_counts({"tip": 40}, stage.at)
    stage.later(14 * HOUR)

    assert stage.store.chores.last("counted") == {}


def test_the_first_of_a_month_tells_the_whole_month_before(stage: Stage) -> None:
    stage.store.add_counts({"tip": 57}, stage.at)
    stage.later(12 * DAY + 12 * HOUR + MINUTE)  # 1 December

    assert stage.store.chores.last("counted")["month"] == "2026-11"
    assert stage.store.chores.last("counted")["reports"] == 50


def test_five_of_a_day_that_are_a_tenth_of_it_are_a_wave(stage: Stage) -> None:
    stage.later(HOUR, sent=40, _30007=4)
    assert stage.told() == ""
    stage.later(HOUR, sent=1, _30007=1)
    assert stage.told() == "30007"


def test_five_of_a_hundred_are_none(stage: Stage) -> None:
    stage.later(HOUR, sent=100, _30007=5, _21610=9)
    assert stage.told() == ""
    stage.later(HOUR, sent=2, _21610=2)
    assert stage.told() == "21610"


def test_the_second_text_of_an_unregistered_number_is_no_accident(stage: Stage) -> None:
    stage.later(HOUR, sent=1, _30034=1, _30032=1)
    assert stage.told() == ""
    stage.later(HOUR, sent=1, _30034=1, _30032=1)
    assert stage.told() == "30032 30034"


def test_a_wave_is_told_until_a_day_without_one_is_over(stage: Stage) -> None:
    stage.later(23 * HOUR, sent=20, _30007=10)
    stage.later(2 * HOUR)
    assert stage.told() == "30007"
    stage.later(23 * HOUR)
    assert stage.told() == "30007"
    stage.later(HOUR)
    assert stage.told() == ""


def test_a_slow_trickle_is_no_wave(stage: Stage) -> None:
    for _ in range(10):
        stage.later(DAY, sent=4, _30007=4)
        assert stage.told() == ""


def test_a_month_that_ends_does_not_hide_a_wave(stage: Stage) -> None:
    stage.later(12 * DAY, sent=50)  # 30 November, noon
    stage.later(11 * HOUR, sent=30, _30007=30)
    stage.later(2 * HOUR)  # 1 December
    assert stage.told() == "30007"
    stage.later(25 * HOUR)
    assert stage.told() == ""


def test_little_is_written_and_nothing_by_a_clock_that_is_not_believed(stage: Stage) -> None:
    before = stage.store.chores.last("waves")
    stage.later(HOUR)
    assert stage.store.chores.last("waves") == before
    stage.at += 30 * DAY
    stage.counting.round()
    assert stage.store.chores.last("waves") == before
