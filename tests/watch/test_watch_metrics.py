"""`/metrics`: what Prometheus can read, and what nobody can read from it."""

from dataclasses import replace

import pytest
from exposition import read

from bot.watch import Facts, findings
from bot.watch.facts import Room
from bot.watch.metrics import written
from storage import Waiting

NOON = 1_795_032_000
FACTS = Facts(
    at=NOON,
    begun=NOON - 86_400,
    noted={
        "work": {"at": NOON - 86_400},
        "sweep": {"at": NOON - 59, "outcome": "done"},
        "twilio": {"at": NOON - 7, "outcome": "done", "good": NOON - 7, "deleted": 3, "waiting": 2},
        "probe": {"at": NOON - 340, "outcome": "sent"},
        "echo": {"at": NOON - 335, "sent": NOON - 340},
        "counted": {"at": NOON - 43_000, "month": "2026-11", "reports": 120},
    },
    waiting=Waiting(2, 9),
    room=Room(8 * 2**30, 0.4213),
    signal=True,
)


def numbers(facts: Facts, share: float | None = 0.4213) -> dict[str, float]:
    return read(written(facts, findings(facts), share))


def test_prometheus_can_read_it() -> None:
    found = numbers(FACTS)

    assert found['porchlight_finding_red{name="sweep"}'] == 0
    assert found['porchlight_job_age_seconds{job="sweep"}'] == 50
    assert found['porchlight_job_age_seconds{job="twilio"}'] == 0
    assert found['porchlight_job_age_seconds{job="echo"}'] == 330
    assert found["porchlight_disk_free_ratio"] == 0.42
    assert found['porchlight_month_reports{month="2026-11"}'] == 120


def test_it_tells_what_is_red_and_what_is_only_told() -> None:
    found = numbers(replace(FACTS, closed=True, waiting=Waiting(1, 31)))

    assert found['porchlight_finding_red{name="outbox"}'] == 1
    assert found['porchlight_finding_red{name="closed"}'] == 0
    assert found['porchlight_finding_told{name="closed"}'] == 1


def test_what_is_not_known_is_not_there() -> None:
    found = numbers(Facts(at=NOON, begun=NOON), share=None)

    assert not any(
        name.startswith(("porchlight_disk", "porchlight_job", "porchlight_month")) for name in found
    )
    assert 'porchlight_finding_red{name="sweep"}' not in found


def test_no_number_moves_with_a_text() -> None:
    """Answers come and go, copies are deleted, the disk fills by some kilobytes: the page is the same to the letter."""
    busy = replace(
        FACTS,
        noted=FACTS.noted
        | {"twilio": {"at": NOON - 3, "outcome": "done", "good": NOON - 3, "deleted": 40, "waiting": 1}},
        waiting=Waiting(7, 29),
        room=Room(8 * 2**30 - 1_000_000, 0.4189),
    )

    assert written(busy, findings(busy), 0.4213) == written(FACTS, findings(FACTS), 0.4213)


def test_fewer_than_ten_reports_are_not_told() -> None:
    few = replace(FACTS, noted={"counted": {"at": NOON, "month": "2026-11", "reports": 0}})

    assert not any("month" in name for name in numbers(few))


@pytest.mark.parametrize(
    "wrong",
    [
        "porchlight_red 1",
        "# TYPE a gauge\na 1\n",
        "# HELP a b\n# TYPE a gauge\na{x=y} 1\n",
        "# HELP a b\n# TYPE a gauge\na 1\na 1\n",
        "# HELP a b\n# TYPE a gauge\nb 1\n",
        "# HELP a b\n# TYPE a gauge\na one\n",
        "# HELP a b\n# TYPE a gauge\n\na 1\n",
    ],
)
def test_the_reader_is_strict(wrong: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        read(wrong)
