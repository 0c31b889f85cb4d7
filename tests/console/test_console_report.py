"""An opened body is read with care: whatever stands in it becomes a report or a refusal, nothing else."""

import json
from contextlib import suppress
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.failures import UnreadableReport
from console.report import Moment, Report

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("account", "place", "when", "facts", "ongoing", "language", "removed", "told")


@given(body=st.binary() | JSON.map(lambda told: json.dumps(told).encode()))
def test_any_bytes_are_a_report_or_unreadable(body: bytes) -> None:
    with suppress(UnreadableReport):
        assert isinstance(Report.read(body, UTC).account, str)


def test_what_is_unreadable_is_not_quoted() -> None:
    body = b"{ she said"
    with pytest.raises(UnreadableReport) as refused:
        Report.read(body, UTC)

    assert refused.value.__suppress_context__
    assert "she said" not in str(refused.value)


@given(told=st.fixed_dictionaries({"account": st.text()}, optional=dict.fromkeys(NAMES[1:], JSON)))
def test_whatever_stands_beside_the_account_the_account_is_read(told: dict[str, object]) -> None:
    assert told["account"] == Report.read(json.dumps(told).encode(), UTC).account


@given(when=st.datetimes(timezones=st.just(UTC)) | st.datetimes() | st.dates() | st.text())
def test_any_time_is_read(when: object) -> None:
    body = json.dumps({"account": "", "when": str(when), "told": str(when)}).encode()

    Report.read(body, ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("2026-11-23T10:10:00+00:00", Moment(date(2026, 11, 23), "02:10")),
        ("2026-11-23T02:10-08:00", Moment(date(2026, 11, 23), "02:10")),
        ("2026-11-23T02:10", Moment(date(2026, 11, 23), "02:10")),
        ("2026-11-23", Moment(date(2026, 11, 23))),
        ("last night", Moment(words="last night")),
        ("0001-01-01T00:00:00+00:00", Moment(words="0001-01-01T00:00:00+00:00")),
        ("", None),
    ],
)
def test_a_moment_is_as_exact_as_it_was_told(when: str, moment: Moment | None) -> None:
    body = json.dumps({"account": "", "when": when}).encode()

    assert moment == Report.read(body, ZoneInfo("America/Los_Angeles")).when
