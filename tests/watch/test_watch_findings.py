"""What the watch finds: from facts alone, so that every threshold is tried on both of its sides."""

from dataclasses import replace

import pytest

from bot import quiet
from bot.watch import Facts, Finding, findings
from bot.watch.facts import Room
from bot.watch.findings import REMEMBERED, WAVES
from bot.watch.words import WORDS
from storage import Locked, Waiting

MINUTE, HOUR, DAY, GIB = 60, 3_600, 86_400, 2**30
NOON = 1_795_032_000


def noted(**jobs: int | dict[str, int | str]) -> dict[str, dict[str, int | str]]:
    """Notes of jobs, each by how many seconds ago it was, and whatever else stands in it."""
    return {
        job: {"at": NOON - what} if isinstance(what, int) else {**what, "at": NOON - int(what["ago"])}
        for job, what in jobs.items()
    }


WELL = Facts(
    at=NOON,
    begun=NOON - DAY,
    noted=noted(
        sweep={"ago": 50, "outcome": "done"},
        twilio={"ago": 50, "outcome": "done", "good": NOON - 50},
        probe={"ago": 500, "outcome": "sent"},
        echo=500,
    ),
    room=Room(8 * GIB, 0.4),
    signal=True,
)


def with_(facts: Facts, **jobs: int | dict[str, int | str]) -> Facts:
    return replace(facts, noted={**facts.noted, **noted(**jobs)})


def without(facts: Facts, *jobs: str) -> Facts:
    return replace(facts, noted={job: what for job, what in facts.noted.items() if job not in jobs})


def red(facts: Facts) -> set[str]:
    return {finding.name for finding in findings(facts) if finding.red}


def told(facts: Facts) -> set[str]:
    return {finding.name for finding in findings(facts) if finding.told}


def found(facts: Facts) -> set[str]:
    return {finding.name for finding in findings(facts)}


def test_nothing_is_told_of_a_line_that_is_well() -> None:
    assert told(WELL) == set()
    assert found(WELL) == WORDS.keys()


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (with_(WELL, sweep={"ago": 10 * MINUTE + 1, "outcome": "done"}), "sweep"),
        (with_(WELL, sweep={"ago": 5, "outcome": "many"}), "sweep"),
        (replace(WELL, waiting=Waiting(1, 31)), "outbox"),
        (with_(WELL, checkpoint={"ago": 61, "outcome": "late"}), "wal"),
        (with_(WELL, twilio={"ago": 5, "outcome": "unauthorized", "good": NOON - 65}), "twilio"),
        (with_(WELL, twilio={"ago": 5, "outcome": "unreachable", "good": NOON - HOUR - 1}), "twilio"),
        (with_(WELL, twilio={"ago": 5, "outcome": "done", "good": NOON - 5, "stuck": 1}), "twilio"),
        (without(WELL, "twilio"), "twilio"),
        (with_(WELL, missed=20 * MINUTE), "missed"),
        (with_(WELL, echo=25 * MINUTE + 1), "deaf"),
        (without(WELL, "echo"), "deaf"),
        (with_(WELL, probe={"ago": 5, "outcome": "unreachable"}), "unreachable"),
        (with_(WELL, unreachable=41), "unreachable"),
        (with_(WELL, unreachable=600, probe={"ago": 5, "outcome": "unsure"}), "unreachable"),
        (with_(WELL, captcha=HOUR), "captcha"),
        (with_(WELL, limited=HOUR), "limited"),
        (with_(WELL, blocked=HOUR), "blocked"),
        (replace(WELL, room=Room(2 * GIB, 0.19)), "disk"),
        (replace(WELL, spent=True), "disk"),
        (replace(WELL, trouble=str(Locked())), "storage"),
        (replace(WELL, clock=False), "clock"),
    ],
)
def test_a_line_that_is_deaf_or_late_is_red(facts: Facts, name: str) -> None:
    assert red(facts) == told(facts) == {name}


@pytest.mark.parametrize(
    "facts",
    [
        with_(WELL, sweep={"ago": 10 * MINUTE, "outcome": "done"}),
        replace(WELL, waiting=Waiting(40, 30)),
        with_(WELL, checkpoint={"ago": 60, "outcome": "late"}),
        with_(WELL, checkpoint={"ago": DAY, "outcome": "done"}),
        with_(WELL, twilio={"ago": 5, "outcome": "busy", "good": NOON - HOUR}),
        with_(WELL, echo=25 * MINUTE),
        with_(WELL, unreachable=40),  # half a minute may be a restart
        with_(WELL, unreachable=501),  # the probe of 500 seconds ago was sent
        with_(WELL, probe={"ago": 5, "outcome": "refused"}),  # whether it comes back tells
        with_(WELL, captcha=DAY + 1),
        with_(WELL, missed=20 * MINUTE + 1),
        replace(WELL, room=Room(11 * GIB, 0.05)),
        replace(WELL, room=Room(GIB // 4, 0.2)),
        replace(WELL, room=None),
    ],
)
def test_a_threshold_is_told_only_when_it_is_passed(facts: Facts) -> None:
    assert told(facts) == set()


def test_a_worker_that_notes_nothing_is_missed_and_all_that_hangs_on_it() -> None:
    gone = without(with_(WELL, work=DAY, sweep=11 * MINUTE, probe=11 * MINUTE, twilio=11 * MINUTE), "echo")

    assert {"worker", "sweep"} <= red(gone)
    assert "worker" not in red(with_(gone, probe={"ago": 5, "outcome": "sent"}))


def test_what_goes_on_beside_a_sound_line_is_told_and_not_red() -> None:
    facts = replace(
        with_(WELL, stale=5, untrusted=5, waves={"ago": 5, "told": "30007 21610"}),
        closed=True,
    )

    assert told(facts) == {"stale", "untrusted", "closed", "30007", "21610"}
    assert red(facts) == set()


def test_a_line_that_has_just_begun_has_its_time_of_grace_and_then_none() -> None:
    begun = replace(WELL, begun=NOON - 30, noted={})
    asleep = replace(without(WELL, "probe"), begun=NOON - 30, at=NOON)
    asleep = with_(asleep, sweep=8 * HOUR, echo=8 * HOUR, twilio={"ago": 8 * HOUR, "good": NOON - 8 * HOUR})

    assert told(begun) == told(asleep) == set()
    assert found(begun).isdisjoint({"worker", "sweep", "twilio", "deaf"})  # neither good nor bad
    assert red(replace(begun, begun=NOON - 10 * MINUTE - 1)) == {"worker", "sweep"}
    assert red(replace(begun, begun=NOON - 2 * HOUR)) == {"worker", "sweep", "twilio", "deaf"}


def test_nothing_is_asked_of_signal_where_there_is_none_nor_of_twilio_in_a_demo() -> None:
    facts = replace(WELL, signal=False, twilio=False, noted=noted(sweep=50))

    assert told(facts) == set()
    assert found(facts).isdisjoint({"deaf", "twilio", "missed"})


def test_the_database_says_itself_what_is_wrong_with_it_and_the_outbox_is_then_unknown() -> None:
    found = findings(replace(WELL, trouble=str(Locked())))

    assert Finding("storage", str(Locked()), red=True) in found
    assert "outbox" not in {finding.name for finding in found}


def test_a_clock_that_was_set_back_makes_nothing_late() -> None:
    assert told(replace(WELL, at=NOON - DAY, begun=NOON)) == set()


def test_every_sentence_ends_and_names_nobody_and_every_name_may_be_logged() -> None:
    assert WORDS.keys() == quiet.WORDS["alarm"]
    assert {*REMEMBERED, *WAVES} <= WORDS.keys()
    for said in WORDS.values():
        assert said.wrong.endswith(".")
        assert said.over.endswith(".")


def test_a_budget_is_told_at_four_fifths_and_red_when_it_is_spent() -> None:
    """E1: reports are then no longer talked with."""
    assert "budget" not in told(replace(WELL, answers=0.79))
    assert "budget" in told(replace(WELL, answers=0.8))
    assert "budget" not in red(replace(WELL, answers=0.99))
    assert "budget" in red(replace(WELL, answers=1.0))
