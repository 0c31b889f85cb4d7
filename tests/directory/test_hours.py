"""Opening hours: what a deployment may write, and which moments lie within, past midnight and over summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import BrokenHours, Hours, NaiveTime
from directory.hours import DAY, DAYS, Span

LA = ZoneInfo("America/Los_Angeles")
MONDAY = datetime(2026, 11, 23, tzinfo=LA)

spans = st.builds(
    lambda weekday, opens, length: Span(weekday, opens, min(opens + length, DAY + opens)),
    st.integers(0, 6),
    st.integers(0, DAY - 1),
    st.integers(1, DAY - 1),
)
weeks = st.lists(spans, max_size=5, unique=True).map(lambda found: Hours(tuple(sorted(found))))
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001  # hypothesis wants them so


@pytest.mark.parametrize(
    ("text", "day", "clock", "is_open"),
    [
        ("mon-fri 09:00-17:00", "mon", "09:00", True),
        ("mon-fri 09:00-17:00", "mon", "16:59", True),
        ("mon-fri 09:00-17:00", "mon", "17:00", False),
        ("mon-fri 09:00-17:00", "mon", "08:59", False),
        ("mon-fri 09:00-17:00", "sat", "12:00", False),
        ("mon-fri 09:00-17:00; sat 10:00-12:00", "sat", "11:00", True),
        ("mon,wed 09:00-12:00,13:00-17:00", "wed", "12:30", False),
        ("mon,wed 09:00-12:00,13:00-17:00", "wed", "13:30", True),
        ("mon,wed 09:00-12:00,13:00-17:00", "tue", "13:30", False),
        ("fri-mon 10:00-11:00", "sun", "10:30", True),
        ("fri-mon 10:00-11:00", "thu", "10:30", False),
        ("sun 22:00-06:00", "mon", "05:59", True),
        ("sun 22:00-06:00", "mon", "06:00", False),
        ("sun 22:00-06:00", "sun", "05:00", False),
        ("daily 00:00-24:00", "sun", "23:59", True),
        ("  Mon-Fri   09:00-17:00 ", "fri", "10:00", True),
        ("24/7", "thu", "03:33", True),
        ("", "thu", "12:00", False),
    ],
)
def test_a_week_is_open_at_the_times_it_says(*, text: str, day: str, clock: str, is_open: bool) -> None:
    hour, minute = map(int, clock.split(":"))
    at = MONDAY + timedelta(days=DAYS.index(day), hours=hour, minutes=minute)

    assert is_open == Hours.parse(text).open_at(at, LA)


@pytest.mark.parametrize(
    "text",
    [
        "office hours",
        "mon-fri",
        "mon-fri 9-17",
        "mon-fri 09:00-17:60",
        "mon-fri 24:00-25:00",
        "mon 09:00-09:00",
        "moon 09:00-10:00",
        "mon-fri 09:00-17:00;",
        "mon-tue-wed 09:00-10:00",
        "mon 09:00-10:00,",
        "24/6",
    ],
)
def test_hours_that_cannot_be_understood_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BrokenHours, match=" "):
        Hours.parse(text)


def test_the_offset_of_the_asking_clock_does_not_matter() -> None:
    week = Hours.parse("mon 09:00-17:00")

    assert week.open_at(datetime(2026, 11, 23, 17, 30, tzinfo=UTC), LA)
    assert not week.open_at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), LA)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTime):
        Hours.parse("24/7").open_at(datetime(2026, 11, 23, 9), LA)  # noqa: DTZ001  # the very thing refused


def test_a_night_line_goes_by_the_wall_clock_in_both_nights_on_which_clocks_change() -> None:
    night = Hours.parse("sat 22:00-06:00")
    hour = timedelta(hours=1)
    spring = datetime(2026, 3, 8, 6, tzinfo=UTC)  # 22:00 on the 7th; two o'clock does not happen that night
    autumn = datetime(2026, 11, 1, 5, tzinfo=UTC)  # 22:00 on the 31st; one o'clock happens twice

    assert sum(night.open_at(spring + hours * hour, LA) for hours in range(12)) == 7
    assert sum(night.open_at(autumn + hours * hour, LA) for hours in range(12)) == 9


def test_unknown_hours_are_known_to_be_unknown() -> None:
    assert not Hours.parse("").known
    assert Hours.parse("24/7").known
    assert Hours.parse("daily 00:00-24:00").always


@given(weeks)
def test_a_week_reads_back_as_it_was_written(week: Hours) -> None:
    assert week == Hours.parse(str(week))


@given(moments)
def test_day_and_night_is_every_moment_and_nothing_is_none(at: datetime) -> None:
    assert Hours.parse("24/7").open_at(at, LA)
    assert not Hours.parse("").open_at(at, LA)


@given(weeks, moments)
def test_being_open_is_the_same_a_week_later_by_the_wall_clock(week: Hours, at: datetime) -> None:
    local = at.astimezone(LA)

    assert week.open_at(local, LA) == week.open_at(local + timedelta(days=7), LA)


@given(st.integers(0, 6), st.integers(0, DAY - 1), st.integers(0, DAY), moments)
def test_open_and_the_hours_between_are_never_both(
    weekday: int, opens: int, closes: int, at: datetime
) -> None:
    closes = closes if closes > opens else closes + DAY
    today = Span(weekday, opens, closes)
    local = at.astimezone(LA)
    minute = (local.weekday() - weekday) % 7 * DAY + local.hour * 60 + local.minute

    assert (opens <= minute < closes) == Hours((today,)).open_at(at, LA)


@given(st.text(alphabet="monfri tuewdhs0123456789:-,;/", max_size=40))
def test_any_text_is_hours_or_is_refused(text: str) -> None:
    try:
        week = Hours.parse(text)
    except BrokenHours:
        return

    assert week == Hours.parse(str(week))
