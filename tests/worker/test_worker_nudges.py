"""Nudges: asked for, by day, once at most, and nothing else (S11, B1, B2, B3)."""

import json
import threading
from datetime import datetime

import pytest
from twilio_stand import Fault, problem, problem_9457
from worker_stand import OURS, Stage

from bot.channels import wire
from bot.channels.account import Account
from bot.channels.outcome import Outcome, Went
from bot.channels.sms_out import SmsOut
from bot.mail import Mail
from bot.setup.environment import Secret
from bot.worker.sending import UNHURRIED, Sending

HOUR, DAY = 3_600, 86_400
ME = "sms:+12135550142"
CODE, OTHER = "2222-2222-2222-2222", "3333-3333-3333-3333"


def ask(stage: Stage, code: str = CODE, me: str = ME, **changes: str) -> None:
    """Ask to be nudged, as a turn does, and let the readers write."""
    message = {"address": me, "text": "", "language": "es", "from": "+12135550199"} | changes
    with stage.store.turn(me, stage.at) as turn:
        turn.nudge(code, json.dumps(message).encode())
    stage.make_due(code)


def left(stage: Stage) -> int:
    """Count the nudges there are."""
    return stage.rows("nudges") + stage.rows("outbox")


def test_a_nudge_is_one_dull_text_that_is_soon_too_old_to_be_delivered(stage: Stage) -> None:
    ask(stage)
    stage.sending.nudge()
    stage.sending.nudge()

    assert stage.stand.sent() == [
        {
            "To": "+12135550142",
            "From": "+12135550199",
            "Body": "Western Ave Line: hay un mensaje para usted. Escriba cuando guste.",
            "ValidityPeriod": "3600",
        }
    ]
    assert left(stage) == 0


def test_without_a_number_of_its_own_it_comes_from_the_line_and_in_a_language_that_there_is(
    stage: Stage,
) -> None:
    ask(stage, **{"from": "", "language": "xx"})
    stage.sending.nudge()

    (sent,) = stage.stand.sent()
    assert (sent["From"], sent["Body"].split(":")[1]) == (
        OURS,
        " there is a message for you. Text us when it suits you.",
    )


def test_while_no_number_of_the_line_is_known_it_waits(stage: Stage) -> None:
    ask(stage, **{"from": ""})
    stage.numbers = ()
    stage.sending.nudge()
    assert (stage.stand.sent(), left(stage)) == ([], 1)

    stage.numbers = (OURS,)
    stage.later(400)
    stage.new_sending().nudge()
    assert (len(stage.stand.sent()), left(stage)) == (1, 0)


@pytest.mark.parametrize("hour", range(24))
def test_nothing_is_sent_at_night(stage: Stage, hour: int) -> None:
    stage.at -= DAY
    ask(stage)
    stage.at = int(datetime(2026, 11, 18, hour, 30, tzinfo=stage.place.zone).timestamp())
    stage.store.agree(stage.at)
    stage.sending.nudge()

    assert len(stage.stand.sent()) == (9 <= hour < 20)


def test_nobody_is_nudged_before_there_is_a_message(stage: Stage) -> None:
    with stage.store.turn(ME, stage.at) as turn:
        turn.nudge(CODE, json.dumps({"channel": "sms", "address": ME}).encode())
    stage.sending.nudge()

    assert stage.stand.asked == []


@pytest.mark.parametrize("days", [0, 13])
def test_whoever_stops_is_not_nudged_on_no_day(stage: Stage, days: int) -> None:
    ask(stage)
    stage.later(days * DAY)
    stage.store.agree(stage.at)
    with stage.store.turn(ME, stage.at) as turn:
        turn.forget()
    stage.sending.nudge()

    assert stage.stand.asked == []


def test_after_fourteen_days_nobody_is_nudged(stage: Stage) -> None:
    ask(stage)
    stage.later(14 * DAY)
    stage.store.agree(stage.at)
    stage.sending.nudge()

    assert stage.stand.asked == []


def test_a_worker_that_slept_sends_nothing_by_a_clock_that_is_doubted(stage: Stage) -> None:
    ask(stage)
    stage.at += 6 * HOUR
    stage.sending.nudge()

    assert stage.stand.asked == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(400, problem(400, 21610), method="POST"),
        Fault(400, problem_9457(400, 21211), method="POST"),
        Fault(403, "", method="POST"),
        Fault(502, "", method="POST"),
        Fault(504, "<html>", method="POST"),
        Fault(201, "no json", method="POST"),
        Fault(201, drop=True, method="POST"),
    ],
)
def test_what_was_refused_for_good_or_may_have_left_is_not_tried_again(stage: Stage, fault: Fault) -> None:
    ask(stage)
    stage.stand.faults = [fault]
    stage.sending.nudge()
    stage.sending.nudge()

    assert (len(stage.stand.sent()), left(stage)) == (1, 0)


def test_an_answer_that_does_not_come_counts_as_sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    ask(stage)
    stage.stand.faults = [Fault(500, hang=0.5)]
    again(stage, Account(stage.twilio())).nudge()
    stage.sending.nudge()

    assert (len(stage.stand.sent()), left(stage)) == (1, 0)


def again(stage: Stage, account: Account) -> Sending:
    """Send through another way to the account."""
    return stage.new_sending(sms=SmsOut(account, lambda: stage.numbers))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, problem(429, 20429), method="POST"),
        Fault(500, problem(500, 20500), method="POST"),
        Fault(503, "", method="POST"),
        Fault(401, problem(401, 20003), method="POST"),
    ],
)
def test_what_certainly_did_not_leave_is_tried_again_later(stage: Stage, fault: Fault) -> None:
    ask(stage)
    ask(stage, OTHER, "sms:+12135550143")
    stage.stand.faults = [fault]
    stage.sending.nudge()
    stage.sending.nudge()

    assert (len(stage.stand.sent()), left(stage)) == (1, 2)  # the channel rests, for everybody
    stage.later(299)
    assert stage.new_sending().nudge() == UNHURRIED
    stage.later(80)
    for _ in range(2):
        assert stage.new_sending().nudge() == 0
    assert (len(stage.stand.messages), left(stage)) == (2, 0)


@pytest.mark.parametrize("where", ["http://127.0.0.1:9", "http://nowhere.invalid"])
def test_where_twilio_is_not_reached_the_nudge_waits(stage: Stage, where: str) -> None:
    ask(stage)
    again(stage, Account(stage.twilio(api_url=where))).nudge()
    assert left(stage) == 1

    stage.later(400)
    stage.sending.nudge()
    assert len(stage.stand.sent()) == 1


class StopsMeanwhile:
    """A channel that takes nothing now, and whose person texts STOP before it says so."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def send(self, mail: Mail, text: str) -> Outcome:
        assert mail.address == ME
        assert text
        with self._stage.store.turn(ME, self._stage.at) as turn:
            turn.forget()
        return Outcome(Went.LATER)

    def recall(self, mail: Mail) -> Outcome:
        raise AssertionError(mail)


def test_whoever_stops_while_it_is_put_back_is_not_nudged(stage: Stage) -> None:
    ask(stage)
    stage.new_sending(sms=StopsMeanwhile(stage)).nudge()
    stage.later(60)
    stage.sending.nudge()

    assert (stage.stand.asked, left(stage)) == ([], 0)


def test_three_workers_at_once_send_each_nudge_once(stage: Stage) -> None:
    for number in range(10):
        ask(stage, f"2222-2222-2222-22{number:02}")
    together = threading.Barrier(3)

    def work() -> None:
        worker = again(stage, Account(stage.twilio()))
        together.wait(10)
        while worker.nudge() == 0:
            pass
        stage.store.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(stage.stand.sent()), left(stage)) == (10, 0)


def test_a_line_that_is_closed_nudges_nobody_until_it_opens(stage: Stage) -> None:
    ask(stage)
    stage.store.switch.close()
    stage.sending.nudge()
    assert (stage.stand.asked, left(stage)) == ([], 1)

    stage.store.switch.open()
    stage.sending.nudge()
    assert (len(stage.stand.sent()), left(stage)) == (1, 0)


@pytest.mark.parametrize(
    "message",
    [
        b"[]",
        b"{}",
        b"7",
        b'{"address": 7}',
        b'{"address": "sms:911"}',
        b'{"address": "+12135550142", "channel": "signal"}',
    ],
)
def test_a_wish_that_no_text_can_be_sent_by_is_dropped(stage: Stage, message: bytes) -> None:
    with stage.store.turn(ME, stage.at) as turn:
        turn.nudge(CODE, message)
    stage.make_due(CODE)
    stage.sending.nudge()

    assert (stage.stand.asked, left(stage)) == ([], 0)


def test_a_wrong_token_costs_nobody_their_nudge(stage: Stage) -> None:
    ask(stage)
    again(stage, Account(stage.twilio(token=Secret("00" * 16)))).nudge()

    assert (stage.stand.messages, left(stage)) == ({}, 1)
