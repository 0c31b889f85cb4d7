"""Answers on Signal by way of the outbox: a turn of the real engine at one end, a phone at the other."""

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from signal_network import GENERIC, LIMITED, NUMBER, UNTRUSTED, Fault, Phone
from signal_stand import Stand as SignalStand
from signal_stand import signal_cli
from worker_stand import SECRET, Stage

from bot.channels.outcome import Outcome, Went
from bot.channels.signal.api import SignalApi
from bot.channels.signal.out import ATTEMPTS, SignalOut
from bot.channels.signal.wire import Wire
from bot.line import line
from bot.mail import Mail
from bot.messages import Inbound
from bot.turn.engine import Engine
from bot.worker import sending
from bot.worker.crew import note_captcha
from bot.worker.near import Housekeeping
from bot.worker.pauses import Pauses
from bot.worker.sending import IDLE, Sending
from storage import CHEAPEST, Locked, Store
from storage.line.dispatch import LEASE


@dataclass
class Scene:
    """A line on Signal whose outbox a test empties by hand."""

    stage: Stage
    stand: SignalStand
    engine: Engine
    sending: Sending
    numbers: Iterator[int]

    def text(self, phone: Phone, words: str) -> str:
        """Text the line, as its Signal door takes it, and give the answer that waits."""
        at = datetime.fromtimestamp(self.stage.at, UTC)
        who, name = f"signal:{phone.uuid}", f"S{next(self.numbers)}"
        return self.engine.answer(Inbound("signal", who, words, name, at, later=True)).text

    def send_all(self) -> int:
        """Send all that can leave now; gives how much was looked at."""
        done = 0
        while not self.sending.answer():
            done += 1
        return done

    def new_way(self, patience: float = 0.4) -> SignalOut:
        """Open another way out."""
        captcha = partial(note_captcha, self.stage.store, lambda: self.stage.at)
        return SignalOut(SignalApi(Wire(self.stand.url, patience), NUMBER), captcha)


@pytest.fixture
def scene(stage: Stage, tmp_path: Path) -> Iterator[Scene]:
    with signal_cli(tmp_path / "signal") as stand:
        made = Scene(stage, stand, line(stage.place, stage.store).engine, stage.sending, count(1))
        made.sending = stage.new_sending(signal=made.new_way())
        yield made


@pytest.fixture
def ada(scene: Scene) -> Phone:
    return scene.stand.phone("ada")


def test_answers_arrive_in_the_order_of_the_texts_and_nothing_is_left_to_send(
    scene: Scene, ada: Phone
) -> None:
    ben = scene.stand.phone("ben")
    said = {
        ada: [scene.text(ada, words) for words in ("hi", "2", "no", "1")],
        ben: [scene.text(ben, words) for words in ("two men push a girl into a van at western and 3rd", "1")],
    }
    scene.send_all()

    assert {phone.name: phone.texts for phone in said} == {phone.name: told for phone, told in said.items()}
    assert scene.stage.store.outbox.waiting(scene.stage.at) == (0, 0)
    assert scene.sending.answer() == IDLE


def test_a_sent_answer_is_kept_as_a_mark_for_half_an_hour_and_its_words_are_gone(
    scene: Scene, ada: Phone
) -> None:
    scene.text(ada, "hi")
    scene.send_all()
    assert scene.stage.rows("outbox") == 1

    scene.stage.at += 1801
    Housekeeping(scene.stage.store, lambda: scene.stage.at).stale()
    assert scene.stage.rows("outbox") == 0
    assert "stale" not in scene.stage.store.counts("2026-11")


def test_x_takes_back_from_her_phone_what_was_said_and_the_last_word_leaves_no_trace(
    scene: Scene, ada: Phone
) -> None:
    for words in ("help me he wont let me leave", "2"):
        scene.text(ada, words)
        scene.send_all()
    scene.text(ada, "hello?")  # the answer still waits when she leaves
    assert scene.text(ada, "x") == "OK."
    scene.send_all()

    assert [(each.text, each.deleted) for each in ada.received[2:]] == [("OK.", False)]
    assert [each.deleted for each in ada.received[:2]] == [True, True]
    assert scene.stage.rows("outbox") == 0


@pytest.mark.parametrize("word", ["stop", "erase"])
def test_stop_and_erase_leave_her_phone_to_her_and_no_row(scene: Scene, ada: Phone, word: str) -> None:
    scene.text(ada, "hi")
    scene.send_all()
    scene.text(ada, "what is this")
    said = scene.text(ada, word)
    scene.send_all()

    assert [each.text for each in ada.received][1:] == [said]
    assert not any(each.deleted for each in ada.received)
    assert scene.stage.rows("outbox") == 0


def test_a_recall_is_tried_three_times(scene: Scene, ada: Phone) -> None:
    scene.text(ada, "hi")
    scene.send_all()
    scene.text(ada, "x")
    scene.stand.queue(Fault(status=400, method="DELETE", times=9))
    for _ in range(9):
        scene.send_all()
        scene.stage.at += 60

    assert len(scene.stand.asked("DELETE")) == sending.RECALLS
    assert scene.stage.rows("outbox") == 0


def test_what_waited_too_long_is_never_sent_and_whoever_runs_the_line_hears_how_much(
    scene: Scene, ada: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    scene.stand.stop()
    scene.text(ada, "help me he wont let me leave")
    scene.text(scene.stand.phone("ben"), "two girls get into a van every night at western and 3rd")
    scene.send_all()
    alarms: list[str] = []
    house = Housekeeping(scene.stage.store, lambda: scene.stage.at, alarms.append)
    scene.stage.at += 299
    house.stale()
    assert alarms == []

    scene.stage.at += 1
    house.stale()
    assert alarms == ["stale"]
    scene.stage.at += 1500
    house.stale()
    scene.stand.start()
    scene.sending = scene.stage.new_sending(signal=scene.new_way())
    scene.send_all()

    assert ada.received == []
    assert scene.stage.store.counts("2026-11")["stale"] == 2
    assert [record.getMessage() for record in caplog.records if "stale" in record.getMessage()] == [
        "stale door=worker job=outbox count=1"
    ] * 2


def test_a2_whoever_missed_one_answer_and_got_the_next_answers_what_that_one_asks(
    scene: Scene, ada: Phone
) -> None:
    """Else the "1" that chooses a safe place would say at the door that she saw something."""
    house = Housekeeping(scene.stage.store, lambda: scene.stage.at)
    scene.stand.stop()
    scene.text(ada, "help me he wont let me leave")
    scene.send_all()
    scene.stage.at += 240
    scene.text(ada, "1")
    scene.stage.at += 60
    house.stale()
    scene.stand.start()
    scene.sending = scene.stage.new_sending(signal=scene.new_way())
    scene.send_all()

    assert [text.partition("?")[0].splitlines()[-1] for text in ada.texts] == ["What would help"]
    assert "24 h line" in scene.text(ada, "1")


def test_while_signal_rests_no_thread_asks_it_and_then_all_waits_for_the_same_moment(
    scene: Scene, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.stand.queue(LIMITED)
    ben = scene.stand.phone("ben")
    for phone in (ada, ben):
        scene.text(phone, "hi")
    threads = [threading.Thread(target=scene.send_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = len(scene.stand.asked("POST"))
    assert scene.send_all() == 0

    assert scene.stage.alarms[0] == "limited"
    assert asked == len(scene.stand.asked("POST")) <= 2
    scene.stage.at += 76
    ago = time.monotonic() + 76
    monkeypatch.setattr(scene.sending, "_pauses", Pauses(lambda: ago))
    scene.send_all()
    assert len(ada.received) == len(ben.received) == 1


def test_a_challenge_is_noted_with_its_token_and_after_it_is_solved_answers_leave(
    scene: Scene, ada: Phone
) -> None:
    scene.stand.set(challenge="a-token")
    scene.text(ada, "hi")
    scene.send_all()

    assert scene.stage.store.chores.last("captcha") == {"at": scene.stage.at, "token": "a-token"}
    assert scene.stage.alarms == ["captcha"]
    scene.stand.set(challenge="")
    scene.stage.at += 60
    scene.sending = scene.stage.new_sending(signal=scene.new_way())
    scene.send_all()
    assert len(ada.received) == 1


def test_whoever_installed_anew_hears_us_again_within_seconds(scene: Scene, ada: Phone) -> None:
    ada.reinstall()
    scene.text(ada, "hi")
    scene.send_all()
    scene.stage.at += 3
    scene.send_all()

    assert len(ada.received) == 1
    assert scene.stage.alarms == ["untrusted"]


@pytest.mark.parametrize("fault", [GENERIC, UNTRUSTED])
def test_whoever_cannot_be_reached_is_given_up_after_a_while_and_holds_nobody_up(
    scene: Scene, ada: Phone, fault: Fault
) -> None:
    scene.stand.queue(fault, times=99)
    scene.text(ada, "two girls get into a van every night at western and 3rd")
    moments = []
    for _ in range(1700):
        before = len(scene.stand.asked("POST"))
        scene.send_all()
        if len(scene.stand.asked("POST")) > before:
            moments.append(scene.stage.at)
        scene.stage.at += 1
        if not scene.stage.rows("outbox"):
            break

    assert len(moments) == ATTEMPTS
    assert 240 <= moments[-1] - moments[0] <= 370
    assert ada.received == []


def test_an_answer_that_does_not_come_is_not_sent_again(scene: Scene, ada: Phone) -> None:
    scene.stand.queue(Fault(hang=1))
    scene.text(ada, "hi")
    scene.send_all()
    scene.stage.at += 60
    scene.send_all()

    assert len(ada.received) == 1
    assert scene.stage.rows("outbox") == 0


@pytest.mark.parametrize(("drop", "arrived"), [("before", 1), ("after", 2)])
def test_a_connection_that_ends_has_the_answer_sent_once_more_and_no_more(
    scene: Scene, ada: Phone, drop: str, arrived: int
) -> None:
    scene.stand.queue(Fault(drop=drop))
    scene.text(ada, "hi")
    scene.send_all()
    scene.stage.at += 3
    scene.send_all()
    assert len(ada.received) == arrived

    scene.stand.queue(Fault(drop="after", times=9))
    scene.text(ada, "what is this")
    for _ in range(5):
        scene.send_all()
        scene.stage.at += 60
    assert len(ada.received) == arrived + 2


class LeavesMeanwhile:
    """A way out that takes nothing now, and whose person texts X before it says so; then the real one."""

    def __init__(self, scene: Scene, ada: Phone) -> None:
        self._scene, self._ada = scene, ada

    def send(self, mail: Mail, text: str) -> Outcome:
        assert text
        assert mail.to == self._ada.uuid
        assert self._scene.text(self._ada, "x") == "OK."
        self._scene.sending = self._scene.stage.new_sending(signal=self._scene.new_way())
        return Outcome(Went.LATER)

    def recall(self, mail: Mail) -> Outcome:
        raise AssertionError(mail)


def test_what_had_not_left_when_she_left_never_does_and_nothing_is_called_back(
    scene: Scene, ada: Phone
) -> None:
    scene.text(ada, "help me he wont let me leave")
    scene.stage.new_sending(signal=LeavesMeanwhile(scene, ada)).answer()
    scene.stage.at += 5
    scene.send_all()

    assert ada.texts == ["OK."]
    assert scene.stand.asked("DELETE") == []
    assert scene.stage.rows("outbox") == 0


def test_a_program_that_was_away_for_a_while_costs_nobody_an_attempt(scene: Scene, ada: Phone) -> None:
    scene.text(ada, "hi")
    scene.stand.stop()
    for _ in range(ATTEMPTS + 5):
        scene.sending = scene.stage.new_sending(signal=scene.new_way())
        scene.send_all()
        scene.stage.at += 4
    scene.stand.start()
    scene.stand.queue(GENERIC)
    for _ in range(3):
        scene.sending = scene.stage.new_sending(signal=scene.new_way())
        scene.send_all()
        scene.stage.at += 4

    assert len(ada.received) == 1
    assert set(scene.stage.alarms) == {"unreachable"}


class Raises:
    """A way out that breaks its promise."""

    def send(self, mail: Mail, text: str) -> Outcome:
        raise RuntimeError(f"{mail} {text}")

    def recall(self, mail: Mail) -> Outcome:
        raise RuntimeError(str(mail))


def test_whatever_goes_wrong_in_the_way_out_nothing_is_sent_twice(scene: Scene, ada: Phone) -> None:
    scene.sending = scene.stage.new_sending(signal=Raises())
    scene.text(ada, "hi")
    with pytest.raises(RuntimeError):
        scene.sending.answer()

    assert scene.stage.rows("outbox") == 0


class Stalls:
    """A clock that stands still while a text is taken, and shows a minute later when it is to be sent."""

    def __init__(self, stage: Stage, seconds: int) -> None:
        self._stage, self._seconds, self._looks = stage, seconds, 0

    def __call__(self) -> int:
        self._looks += 1
        return self._stage.at + (self._seconds if self._looks > 1 else 0)


def stall(folder: Path, url: str, at: int, told: Connection) -> None:
    """Take a text as a worker does, stop dead before it is sent, and when woken go on by a clock that went on."""
    store = Store(folder / "line.db", SECRET, folder / "day.keys", cost=CHEAPEST)
    looks = count()

    def clock() -> int:
        if next(looks) == 1:
            told.send("taken")
            os.kill(os.getpid(), signal.SIGSTOP)
            return int(told.recv())
        return at

    carrier = SignalOut(SignalApi(Wire(url), NUMBER), lambda _: None)
    Sending(store, {"signal": carrier}, None, None, clock).answer()  # type: ignore[arg-type] # no nudge is sent
    told.send("done")


def test_a_worker_that_was_stopped_dead_sends_nothing_late_and_nothing_twice(
    scene: Scene, ada: Phone, tmp_path: Path
) -> None:
    first, second = scene.text(ada, "hi"), scene.text(ada, "2")
    assert first != second
    ours, theirs = multiprocessing.Pipe()
    spawning = multiprocessing.get_context("spawn")
    process = spawning.Process(target=stall, args=(tmp_path, scene.stand.url, scene.stage.at, theirs))
    process.start()
    assert ours.recv() == "taken"
    scene.send_all()
    assert ada.texts == []  # the second waits for the first, as long as the first may still leave
    scene.stage.at += LEASE
    scene.send_all()
    assert ada.texts == [second]
    os.kill(process.pid or 0, signal.SIGCONT)
    ours.send(scene.stage.at + 1)
    assert ours.recv() == "done"
    process.join(10)
    scene.stage.at += 60
    scene.send_all()

    assert ada.texts == [second]


@pytest.mark.parametrize(("seconds", "sent"), [(19, True), (21, False), (70, False), (300, False)])
def test_whoever_stalled_between_taking_a_text_and_sending_it_does_not_send_it_late(
    scene: Scene, ada: Phone, seconds: int, *, sent: bool
) -> None:
    scene.text(ada, "hi")
    stage = scene.stage
    clock = Stalls(stage, seconds)
    Sending(stage.store, {"signal": scene.new_way()}, stage.place, stage.wording, clock).answer()

    assert bool(scene.stand.asked("POST")) is sent


def test_a_text_for_a_channel_that_this_worker_has_not_is_dropped(scene: Scene, ada: Phone) -> None:
    scene.text(ada, "hi")
    scene.sending = scene.stage.new_sending()
    scene.send_all()

    assert scene.stage.rows("outbox") == 0


def test_how_it_went_is_said_again_where_the_database_does_not_let_us(
    scene: Scene, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", (0.0, 0.0))
    outbox, failures = scene.stage.store.outbox, iter((True, True, False))
    sent = outbox.sent

    def stubborn(*facts: object) -> None:
        if next(failures):
            raise Locked
        sent(*facts)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(outbox, "sent", stubborn)
    scene.text(ada, "hi")
    scene.send_all()

    assert outbox.waiting(scene.stage.at).texts == 0
    assert len(ada.received) == 1


def test_a_nudge_goes_by_signal_too_once_and_by_day(scene: Scene, ada: Phone) -> None:
    who = f"signal:{ada.uuid}"
    with scene.stage.store.turn(who, scene.stage.at) as turn:
        turn.nudge("2222-2222-2222-2222", Mail(who, language="ko").written())
    scene.stage.make_due("2222-2222-2222-2222")
    scene.send_all()
    assert ada.received == []
    for _ in range(3):
        scene.sending.nudge()

    assert ada.texts == [scene.stage.wording.text("ko", "common.nudge")]
    assert scene.stage.rows("outbox") == 0


def test_an_empty_outbox_is_looked_at_for_next_to_nothing(scene: Scene) -> None:
    scene.sending.answer()
    statements: list[str] = []
    with scene.stage.store._database.read() as connection:
        connection.set_trace_callback(statements.append)
        assert scene.sending.answer() == IDLE
        connection.set_trace_callback(None)
        assert isinstance(connection, sqlite3.Connection)

    assert len(statements) == 2
    assert [each for each in statements if not each.strip().startswith("SELECT")] == []


def test_a_channel_rests_for_the_longest_that_anybody_said() -> None:
    now = [0.0]
    pauses = Pauses(lambda: now[0])
    assert pauses.left("signal") == 0
    assert pauses.hold("signal", 60) == 60
    assert pauses.hold("signal", 2) == 60
    now[0] = 59.5
    assert (pauses.left("signal"), pauses.left("sms")) == (0.5, 0)
    now[0] = 60
    assert pauses.left("signal") == 0
