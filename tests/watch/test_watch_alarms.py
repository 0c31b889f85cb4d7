"""Alarms: each is told once, and its end once, whatever restarts, flickers or fails meanwhile."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.watch import Facts, Finding, findings
from bot.watch.words import WORDS
from bot.worker.alarms import CALM, CAUSES, LOOKS, Alarms
from storage import CHEAPEST, Store, Waiting

NOON = 1_795_032_000


@dataclass
class Desk:
    """An operator's telephone, and a clock."""

    heard: list[str] = field(default_factory=list)
    works: bool = True
    asked: int = 0
    clock: float = 0.0

    def tell(self, sentence: str) -> bool:
        self.asked += 1
        if self.works:
            self.heard.append(sentence)
        return self.works


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(
        tmp_path / "line.db", b"an invented secret of some length", tmp_path / "keys", cost=CHEAPEST
    )
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def alarms(store: Store, desk: Desk) -> Alarms:
    """Begin, as a worker does when it starts."""
    return Alarms(store, desk.tell, lambda: desk.clock)


def wrong(*names: str) -> list[Finding]:
    return [Finding(name, WORDS[name].wrong if name in names else "", red=name in names) for name in WORDS]


def hear(alarms: Alarms, *names: str, looks: int = 1) -> None:
    for _ in range(looks):
        alarms.hear(wrong(*names))


def test_an_alarm_is_told_once_and_its_end_once(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    hear(told, "captcha", looks=100)
    hear(told, looks=100)

    assert desk.heard == [WORDS["captcha"].wrong, WORDS["captcha"].over]


def test_it_is_told_again_when_it_comes_again(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    for _ in range(2):
        hear(told, "disk")
        hear(told, looks=CALM)

    assert desk.heard == [WORDS["disk"].wrong, WORDS["disk"].over] * 2


def test_what_flickers_is_told_once(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    for _ in range(20):
        hear(told, "disk")
        hear(told, looks=CALM - 1)

    assert desk.heard == [WORDS["disk"].wrong]


def test_a_restart_repeats_nothing_and_still_tells_the_end(store: Store, desk: Desk) -> None:
    hear(alarms(store, desk), "captcha")
    hear(alarms(store, desk), "captcha", looks=5)
    hear(alarms(store, desk), looks=CALM)
    hear(alarms(store, desk), looks=CALM)

    assert desk.heard == [WORDS["captcha"].wrong, WORDS["captcha"].over]


def test_two_workers_tell_as_one(store: Store, desk: Desk) -> None:
    one, two = alarms(store, desk), alarms(store, desk)
    for names in (("disk",), ("disk",), (), (), (), (), ()):
        hear(one, *names)
        hear(two, *names)

    assert desk.heard == [WORDS["disk"].wrong, WORDS["disk"].over]


def test_a_second_worker_says_nothing_while_the_first_is_telling(store: Store, desk: Desk) -> None:
    other = Desk()
    second = alarms(store, other)

    def tell(sentence: str) -> bool:
        hear(second, "disk")
        return desk.tell(sentence)

    first = Alarms(store, tell, lambda: 0.0)
    hear(first, "disk")
    hear(second, "disk")

    assert (desk.heard, other.heard) == ([WORDS["disk"].wrong], [])


def test_what_cannot_be_told_yet_neither_begins_nor_ends_an_alarm(store: Store, desk: Desk) -> None:
    """As after a restart, when nothing can be known of Signal for 25 minutes."""
    hear(alarms(store, desk), "deaf")
    again = alarms(store, desk)
    for _ in range(50):
        again.hear([finding for finding in wrong() if finding.name != "deaf"])
    assert desk.heard == [WORDS["deaf"].wrong]
    hear(again, "deaf")
    assert desk.heard == [WORDS["deaf"].wrong]
    hear(again, looks=CALM)
    assert desk.heard == [WORDS["deaf"].wrong, WORDS["deaf"].over]


def test_nobody_is_called_for_a_backup_that_reads_for_some_minutes(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    hear(told, "wal", looks=LOOKS["wal"] - 1)
    hear(told, looks=CALM)
    assert desk.heard == []
    hear(told, "wal", looks=LOOKS["wal"])
    assert desk.heard == [WORDS["wal"].wrong]


def test_a_failing_way_is_tried_again_later_each_time_and_then_told_once(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    desk.works = False
    tries = []
    for second in range(0, 4_000, 10):
        desk.clock = second
        before = desk.asked
        hear(told, "captcha")
        if desk.asked > before:
            tries.append(second)
    assert tries == [0, 30, 90, 210, 450, 930, 1_890, 3_810]
    desk.works, desk.clock = True, 10_000
    hear(told, "captcha", looks=3)
    assert desk.heard == [WORDS["captcha"].wrong]


def test_what_is_over_before_anybody_could_be_told_is_not_told(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    desk.works = False
    hear(told, "captcha")
    desk.works, desk.clock = True, 10_000
    hear(told, looks=CALM + 1)

    assert desk.heard == []


def test_where_nothing_can_be_written_memory_must_do(
    store: Store, desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "line.db.alarms").mkdir()  # neither read nor written
    told = alarms(store, desk)
    with caplog.at_level(logging.INFO, "porchlight"):
        hear(told, "storage", looks=10)
        hear(told, looks=10)

    assert desk.heard == [WORDS["storage"].wrong, WORDS["storage"].over]
    assert [record.getMessage() for record in caplog.records] == [
        "raised door=worker alarm=storage",
        "over door=worker alarm=storage",
    ]


def test_the_words_of_a_finding_are_told_where_it_has_its_own(store: Store, desk: Desk) -> None:
    alarms(store, desk).hear([Finding("storage", "The disk that holds the database is full.", red=True)])

    assert desk.heard == ["The disk that holds the database is full."]


def test_one_cause_is_one_message(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    hear(told, "unreachable")
    hear(told, "unreachable", "outbox", "stale", "deaf", looks=30)
    hear(told, "stale", looks=CALM)
    hear(told, looks=10)

    assert desk.heard == [WORDS["unreachable"].wrong, WORDS["unreachable"].over]


def test_a_signal_program_that_starts_more_slowly_than_we_do_is_no_alarm(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    hear(told, "unreachable", looks=LOOKS["unreachable"] - 1)
    hear(told, looks=10)

    assert desk.heard == []


def test_what_stays_wrong_without_its_cause_is_told_after_all(store: Store, desk: Desk) -> None:
    told = alarms(store, desk)
    hear(told, "unreachable", "outbox", looks=LOOKS["unreachable"])
    hear(told, "outbox", looks=CALM + 2)

    assert desk.heard == [WORDS["unreachable"].wrong, WORDS["unreachable"].over, WORDS["outbox"].wrong]


def test_causes_and_thresholds_are_of_things_that_are_watched() -> None:
    assert CAUSES.keys() | LOOKS.keys() | set().union(*CAUSES.values()) <= WORDS.keys()


def test_signal_away_for_ten_minutes_is_one_alarm_and_one_end(store: Store, desk: Desk) -> None:
    """The clock goes on by one look at a time; a sender fails, then a probe; answers wait, grow old and are dropped."""
    told = alarms(store, desk)
    begun, away, back = NOON - 86_400, NOON + 300, NOON + 900
    notes: dict[str, dict[str, int | str]] = {"echo": {"at": NOON - 580}}
    for at in range(NOON, NOON + 5_400, 20):
        is_away = away <= at < back
        notes |= {"sweep": {"at": at, "outcome": "done"}, "twilio": {"at": at, "good": at}}
        if at % 600 == 0:
            notes["probe"] = {"at": at, "outcome": "unreachable" if is_away else "sent"}
        if at % 600 == 20 and not is_away:
            notes["echo"] = {"at": at, "sent": at - 1}
        if is_away:
            notes["unreachable"] = {"at": away}
        if is_away and at >= away + 300:
            notes["stale"] = {"at": away + 300}
        if at == back + 20:  # what still waits leaves
            del notes["unreachable"]
        waited = at - away if is_away else 0
        told.hear(findings(Facts(at, begun, dict(notes), Waiting(3, waited), signal=True)))

    assert desk.heard == [WORDS["unreachable"].wrong, WORDS["unreachable"].over]


def test_the_file_holds_names_and_nothing_else(store: Store, desk: Desk, tmp_path: Path) -> None:
    hear(alarms(store, desk), "captcha", "disk")
    file = tmp_path / "line.db.alarms"

    assert file.read_text() == '{\n "captcha": "told",\n "disk": "told"\n}\n'
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("spoilt", ["", "nonsense", "[1, 2]", '{"captcha": 7, "unheard of": "told"}'])
def test_a_spoilt_file_is_no_reason_to_fail(store: Store, desk: Desk, tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "line.db.alarms").write_text(spoilt)
    hear(alarms(store, desk), "disk")

    assert desk.heard == [WORDS["disk"].wrong]
