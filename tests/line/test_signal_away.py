"""signal-cli-rest-api is away for ten minutes: nothing is lost, nothing stale is sent, and the operator hears of it once."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from real_line import real_line
from signal_network import NUMBER, Phone
from signal_stand import Stand, signal_cli

from bot.line import Line, line
from bot.mail import LATER
from bot.messages import Inbound
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.watch import Lookout, lookout
from bot.watch.words import WORDS
from bot.worker.alarms import Alarms
from bot.worker.crew import crew
from bot.worker.loop import attempt
from bot.worker.near import Housekeeping
from bot.worker.pauses import Pauses
from bot.worker.troubles import Troubles
from storage import Store

NOON = 1_795_032_000
LOOK = 20
"""Seconds from one look of the watch to the next, and here from one step of the clock to the next."""
SEEN = "man yelling at two girls by a black car, western and 3rd, right now"


class Scene:
    """A line on Signal, its worker in slow motion, and one clock for all."""

    def __init__(self, ready: Line, stand: Stand, database: Path, clock: time_machine.Traveller) -> None:
        self.line, self.stand, self.clock, self.alarms = ready, stand, clock, list[str]()
        settings = Settings.read(
            {
                **real_line(database),
                "TWILIO_API_URL": "http://127.0.0.1:9",
                "SIGNAL_API_URL": stand.url,
                "SIGNAL_NUMBER": NUMBER,
                "SIGNAL_WEBHOOK_TOKEN": "kT" * 20,
            }
        )
        troubles = Troubles(ready.store, self.now)
        met = (troubles.raise_alarm, troubles.sent)
        threads = crew(settings, ready.store, ready.place, ready.wording, self.now, *met)
        self._jobs = {job.name: job for jobs in threads for job in jobs} | {
            job.name: job for job in Housekeeping(ready.store, self.now, troubles.raise_alarm).jobs()
        }
        self._lookout = Lookout(ready.store, settings, self.now)
        self._alarms = Alarms(ready.store, self._tell, time.time)

    def now(self) -> int:
        return int(datetime.now(UTC).timestamp())

    def step(self, seconds: int) -> None:
        """Let time go by, and the worker work."""
        for _ in range(0, seconds, LOOK):
            self.clock.shift(LOOK)
            at = self.now()
            self.line.store.chores.note("twilio", at=at, good=at, outcome="done")
            if at % 600 < LOOK:
                attempt(self._jobs["probe"])
                if self.line.store.chores.last("probe").get("outcome") == "sent":
                    self.line.store.chores.note("echo", at=at, sent=at)  # as the door does when it comes back
            for name in ("sweep", "stale", "checkpoint"):
                attempt(self._jobs[name])
            while attempt(self._jobs["outbox"]) == 0.0:
                pass
            self._alarms.hear(self._lookout.findings())

    def write(self, phone: Phone, words: str) -> None:
        """Write to the line, as its door hands it on."""
        at = datetime.now(UTC)
        stamp = str(int(at.timestamp() * 1000))
        said = Inbound("signal", f"signal:{phone.uuid}", words, f"1.{stamp}", at, stamp=stamp, later=True)
        self.line.engine.answer(said)

    def _tell(self, sentence: str) -> bool:
        self.alarms.append(sentence)
        return True


@pytest.fixture
def scene(store: Store, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr(Pauses.__init__, "__defaults__", (time.time,))  # the clock that is moved
    monkeypatch.setattr(lookout, "FRESH", -1)
    with time_machine.travel(NOON, tick=False) as clock, signal_cli(tmp_path / "signal") as stand:
        store.agree(NOON)
        yield Scene(line(place, store), stand, tmp_path / "line.db", clock)


def test_ten_minutes_without_signal_lose_nothing_send_nothing_stale_and_alarm_once(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    resident, asker, late = (scene.stand.phone(name) for name in ("resident", "asker", "late"))
    scene.step(600)
    scene.write(resident, SEEN)
    scene.step(LOOK)
    before = len(resident.texts)

    scene.stand.stop()
    scene.write(asker, "help me he wont let me leave")
    scene.write(resident, "1")
    scene.step(480)
    scene.write(late, "help me he wont let me leave")
    scene.step(120)
    scene.stand.start()
    scene.step(900)

    assert (before, len(resident.texts)) == (1, 2)
    assert "Sent. Your code" in resident.texts[1]
    assert asker.texts == []
    assert "888-373-7888" in late.texts[0]
    assert len(late.texts) == 1
    assert scene.alarms == [WORDS["unreachable"].wrong, WORDS["unreachable"].over]
    assert scene.line.store.counts("2026-11").get("stale") == 1
    assert scene.line.store.outbox.waiting(scene.now()).texts == 0


@pytest.mark.parametrize("away", [True, False])
def test_a1_silence_sends_a_report_on_only_where_its_sender_was_told_that_it_does(
    scene: Scene, reports: Callable[[], list[bytes]], *, away: bool
) -> None:
    """The answer that tells it is dropped as stale where Signal is away, and then an hour's silence sends nothing."""
    resident = scene.stand.phone("resident")
    scene.write(resident, "me llamo Ana Lopez. algo raro en el motel de western y la 9")
    scene.step(LOOK)
    if away:
        scene.stand.stop()
    scene.write(resident, "1")
    scene.step(LATER + 60)
    scene.clock.shift(7_200)
    scene.line.store.agree(scene.now())
    scene.line.store.send_on_unfinished(scene.now())

    assert len(resident.texts) == (1 if away else 2)
    assert scene.line.store.counts("2026-11").get("stale", 0) == away
    assert len(reports()) == (0 if away else 1)


def test_a1_whoever_missed_that_silence_sends_a_report_sends_none_by_silence_though_they_go_on(
    scene: Scene, reports: Callable[[], list[bytes]]
) -> None:
    resident = scene.stand.phone("resident")
    for words in ("hi", "1"):
        scene.write(resident, words)
        scene.step(LOOK)
    scene.stand.stop()
    scene.write(resident, "a man yells at two girls by a van, western and 3rd")
    scene.step(LATER - 120)
    scene.write(resident, "2")
    scene.step(140)
    scene.stand.start()
    scene.step(60)
    scene.write(resident, "skip")
    scene.step(LOOK)
    scene.clock.shift(7_200)
    scene.line.store.agree(scene.now())
    scene.line.store.send_on_unfinished(scene.now())

    assert [text.partition("?")[0].splitlines()[0] for text in resident.texts[2:]] == [
        "About when was it",
        "Not sent yet.",
    ]
    assert reports() == []
