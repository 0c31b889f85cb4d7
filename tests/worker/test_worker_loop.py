"""The worker's loop: each job in its own time, each failing on its own, and all of it on a clock that tests move."""

import sqlite3
from pathlib import Path
from threading import Event

import pytest
from twilio_stand import Fault
from worker_stand import NOON, Stage

from bot.worker.far import agree
from bot.worker.loop import ROUND, Job, attempt, keep
from bot.worker.near import SOON, Housekeeping
from storage import DiskFull, Locked, TipFacts

HOUR, DAY = 3_600, 86_400
FACTS = TipFacts("Western and 3rd", "2026-11-18", "night", "vehicle", child=False, urgent=False)


class Time:
    """A clock that goes on by itself, a second at each look, and stops the loop in the end."""

    def __init__(self, last: int) -> None:
        self.now, self._last = 0.0, last
        self.stopped = Event()

    def __call__(self) -> float:
        self.now += 1
        if self.now > self._last:
            self.stopped.set()
        return self.now


class NoWait(Event):
    """A stop that waits for nobody."""

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        return self.is_set()


def test_each_job_comes_in_its_own_time_and_one_that_fails_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []
    time = Time(1000)
    time.stopped = NoWait()

    def often() -> float:
        done.append("often")
        return 10.0

    def seldom() -> None:
        done.append("seldom")

    def broken() -> None:
        done.append("broken")
        raise RuntimeError("marigold +12135550142")

    keep([Job("sweep", broken), Job("twilio", often), Job("nudges", seldom)], time.stopped, time)

    assert done.count("seldom") >= 14
    assert done.count("seldom") <= done.count("broken") < done.count("seldom") + 8
    assert done.count("often") >= 70
    assert "marigold" not in caplog.text
    assert "failed door=worker job=sweep error=RuntimeError" in caplog.text


def test_each_kind_of_failure_is_told_once_until_it_is_over_and_tried_again_more_and_more_seldom(
    caplog: pytest.LogCaptureFixture,
) -> None:
    troubles: list[Exception] = [
        *[Locked() for _ in range(3)],
        DiskFull(),
        *[Locked() for _ in range(8)],
    ]

    def job() -> None:
        if troubles:
            raise troubles.pop(0)

    sick = Job("sweep", job)
    caplog.set_level("INFO", "porchlight")
    waits = [attempt(sick) for _ in range(13)]
    troubles.append(Locked())
    waits += [attempt(sick), attempt(sick)]

    assert waits == [1, 2, 4, 8, 16, 32, *[ROUND] * 7, 1, ROUND]
    assert [record.getMessage().partition(" at ")[0] for record in caplog.records] == [
        "failed door=worker job=sweep error=Locked",
        "failed door=worker job=sweep error=DiskFull",
        "over door=worker job=sweep",
        "failed door=worker job=sweep error=Locked",
        "over door=worker job=sweep",
    ]


def test_a_job_that_looks_again_at_once_does_not_do_so_while_it_fails() -> None:
    def broken() -> float:
        raise Locked

    sender = Job("outbox", broken, 5.0)

    assert [attempt(sender) for _ in range(5)] == [1, 2, 4, 5, 5]
    assert attempt(Job("outbox", broken, 0.25)) == 1


def test_it_stops_between_two_jobs() -> None:
    done: list[str] = []
    stopped = Event()

    def first() -> None:
        done.append("first")
        stopped.set()

    keep([Job("sweep", first), Job("nudges", lambda: done.append("second"))], stopped)

    assert done == ["first"]


def test_a_job_says_when_it_wants_to_come_again() -> None:
    assert attempt(Job("sweep", lambda: None)) == ROUND
    assert attempt(Job("sweep", lambda: 5.0)) == 5.0
    assert attempt(Job("sweep", lambda: None, 30)) == 30


def house(stage: Stage) -> Housekeeping:
    """Keep house by the clock that a test moves."""
    return Housekeeping(stage.store, lambda: stage.at)


def test_a_brake_is_told_once_and_asked_again_soon(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    keeping = house(stage)
    assert keeping.sweep() is None
    stage.at += DAY

    assert [keeping.sweep() for _ in range(3)] == [SOON] * 3
    assert stage.store.chores.last("sweep")["outcome"] == "clock"
    stage.store.agree(stage.at)
    assert keeping.sweep() is None
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "braked door=worker outcome=clock"
    ]


def test_too_many_at_once_is_told_and_kept_for_the_doctor(stage: Stage) -> None:
    stage.store.staff.found("ana", "a long passphrase", stage.at)
    for number in range(7):
        with stage.store.turn(f"sms:{number}", stage.at) as turn:
            turn.submit(b"{}", FACTS)
    stage.at += 91 * DAY
    stage.store.agree(stage.at)
    house(stage).sweep()

    assert stage.store.chores.last("sweep")["outcome"] == "many"


def test_unfinished_reports_go_on_after_their_hour_and_not_by_a_clock_that_is_doubted(stage: Stage) -> None:
    stage.store.staff.found("ana", "a long passphrase", stage.at)
    session = stage.store.staff.session(
        stage.store.staff.sign_in("ana", "a long passphrase", stage.at), stage.at
    )
    assert session is not None
    with stage.store.turn("sms:1", stage.at) as turn:
        turn.draft(b"{}", FACTS)
    keeping = house(stage)
    stage.at += 5 * HOUR
    keeping.unfinished()
    assert stage.store.tips.page(session, stage.at).rows == []

    stage.at = NOON + HOUR
    keeping.unfinished()
    assert len(stage.store.tips.page(session, stage.at).rows) == 1


def test_a_reader_in_the_way_of_the_checkpoint_is_not_waited_for_and_it_comes_again_soon(
    stage: Stage, tmp_path: Path
) -> None:
    keeping = house(stage)
    reader = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM counts").fetchall()
    stage.store.add_counts({"x": 1}, stage.at)

    assert keeping.checkpoint() == SOON
    reader.close()
    assert keeping.checkpoint() is None
    assert (tmp_path / "line.db-wal").stat().st_size == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "agreed"),
    [
        (6 * HOUR, 6 * HOUR, True),
        (6 * HOUR, 6 * HOUR + 290, True),
        (6 * HOUR, 0, False),
        (365 * DAY, 0, False),
    ],
)
def test_after_a_long_sleep_twilios_clock_is_asked(
    stage: Stage, *, ours: int, theirs: int, agreed: bool
) -> None:
    stage.at += ours
    stage.stand.now += theirs
    agree(stage.account, stage.store, lambda: stage.at)

    assert stage.store.clock.trusted(stage.at) is agreed
    assert len(stage.stand.asked) == 1


def test_while_the_clock_is_believed_nobody_is_asked(stage: Stage) -> None:
    agree(stage.account, stage.store, lambda: stage.at)

    assert stage.stand.asked == []


@pytest.mark.parametrize("fault", [Fault(401), Fault(404), Fault(503, "<html>")])
def test_any_answer_has_a_date(stage: Stage, fault: Fault) -> None:
    stage.later(6 * HOUR)
    stage.stand.faults = [fault]
    agree(stage.account, stage.store, lambda: stage.at)

    assert stage.store.clock.trusted(stage.at)


@pytest.mark.parametrize("date", ["", "soon", "Wed, 99 Nov 2026 20:05:00 GMT"])
def test_an_answer_without_a_date_agrees_to_nothing(stage: Stage, date: str) -> None:
    stage.later(6 * HOUR)
    stage.stand.faults = [Fault(200, "{}", {"Date": date})]
    agree(stage.account, stage.store, lambda: stage.at)

    assert not stage.store.clock.trusted(stage.at)
