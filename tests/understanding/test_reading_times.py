"""When it happened: the start of the time that is told, aware, in the deployment's zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_stand import FRIDAY_NIGHT, ZONE

from understanding import Reading
from understanding.reader import Reader

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("now", "text", "told"),
    [
        # In 2026 the clock skips from 2:00 to 3:00 on 8 March, and shows 1:00 to 2:00 twice on 1 November.
        ("2026-03-08T12:00-07:00", "2:30am", "2026-03-08T03:30-07:00"),
        ("2026-03-08T12:00-07:00", "12 hours ago", "2026-03-07T23:00-08:00"),
        ("2026-11-01T12:00-08:00", "12 hours ago", "2026-11-01T01:00-07:00"),
        ("2026-11-01T12:00-08:00", "yesterday at 11pm", "2026-10-31T23:00-07:00"),
        ("2026-11-02T09:00-08:00", "48 hours ago", "2026-10-31T10:00-07:00"),
        ("2026-11-02T09:00-08:00", "2 days ago", "2026-10-31T00:00-07:00"),
    ],
)
def test_the_hour_that_is_skipped_or_comes_twice(now: str, text: str, told: str, read: Read) -> None:
    when = read(text, datetime.fromisoformat(now)).when

    assert when is not None
    assert datetime.fromisoformat(told).astimezone(UTC) == when.astimezone(UTC)


def test_the_small_hours_of_tonight_are_last_nights_later(read: Read) -> None:
    two = datetime(2026, 11, 21, 3, 0, tzinfo=ZONE)

    assert read("last night at 2", two).when == datetime(2026, 11, 21, 2, 0, tzinfo=ZONE)
    assert read("last night at 11", two).when == datetime(2026, 11, 20, 23, 0, tzinfo=ZONE)
    assert read("tonight", two).when == datetime(2026, 11, 20, 18, 0, tzinfo=ZONE)


def test_a_clock_in_another_zone_is_understood(read: Read) -> None:
    assert read("now", FRIDAY_NIGHT.astimezone(UTC)).when == FRIDAY_NIGHT
    assert str(read("now", FRIDAY_NIGHT.astimezone(UTC)).when.tzinfo) == "America/Los_Angeles"  # type: ignore[union-attr]


@pytest.mark.parametrize("now", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
@pytest.mark.parametrize(
    "text", ["yesterday at 2", "now", "last week", "3 days ago", "tomorrow at 9", "11/15"]
)
def test_the_ends_of_the_calendar_do_no_harm(text: str, now: datetime, read: Read) -> None:
    read(text, now)


@given(
    now=st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    text=st.sampled_from(
        ["2am", "last night at 2", "10:15 pm", "어젯밤 2시", "anoche a las 11", "friday at 9pm", "새벽 3시"]
    ),
)
def test_a_told_hour_is_never_ahead_and_never_older_than_a_week(
    now: datetime, text: str, reader: Reader
) -> None:
    when = reader.read(text, now).when

    assert when is not None
    assert when.tzinfo is not None
    assert timedelta(minutes=-5) <= now - when <= timedelta(days=8) or text.startswith("friday")
