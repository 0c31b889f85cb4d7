"""Twilio's copy: deleted in time with the real client, against a stand-in that refuses as Twilio does."""

import time
from pathlib import Path

import pytest
from signed_texts import ACCOUNT
from twilio_stand import Fault, Message, Stand, problem, problem_9457
from worker_stand import Stage

from bot.channels import account as account_module
from bot.channels import wire
from bot.channels.account import Account
from bot.setup.environment import Secret
from bot.worker import copies

HOUR, DAY = 3_600, 86_400
OLD = 71 * 60


def deletions(stand: Stand) -> list[str]:
    """Name what was asked to be deleted."""
    return [
        path.rsplit("/", 1)[1].removesuffix(".json") for method, path, _ in stand.asked if method == "DELETE"
    ]


def test_what_is_older_than_seventy_minutes_goes_in_both_directions_and_the_rest_stays(stage: Stage) -> None:
    old = [stage.stand.add(OLD), stage.stand.answer_of_ours(OLD), stage.stand.add(40 * DAY)]
    young = [stage.stand.add(69 * 60), stage.stand.answer_of_ours(60), stage.stand.add()]

    assert stage.erasing.round() is None
    assert set(stage.stand.messages) == {message.sid for message in young}
    assert sorted(deletions(stage.stand)) == sorted(message.sid for message in old)
    assert stage.noted() == {
        "at": stage.at,
        "good": stage.at,
        "outcome": "done",
        "deleted": 3,
        "waiting": 0,
        "oldest": 0,
        "stuck": 0,
    }


def test_only_our_own_numbers_messages_are_touched_even_if_the_list_gives_others(stage: Stage) -> None:
    theirs = stage.stand.add(OLD, to="+12135550199")
    from_them = stage.stand.answer_of_ours(OLD, from_="+12135550199")
    stage.erasing.round()
    assert deletions(stage.stand) == []

    stage.stand._list, listed = (
        (lambda _: listed({})),
        stage.stand._list,
    )  # a proxy that ignores what is asked
    stage.erasing.round()
    assert deletions(stage.stand) == []
    assert {theirs.sid, from_them.sid} == set(stage.stand.messages)
    assert all({"To", "From"} & set(fields) for _, _, fields in stage.stand.asked)


def test_a_long_list_is_read_page_by_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_module, "PAGE", 7)
    for age in range(40):
        stage.stand.add(OLD + age)
    kept = stage.stand.add(10)
    stage.erasing.round()

    assert set(stage.stand.messages) == {kept.sid}
    assert sum("PageToken" in fields for _, _, fields in stage.stand.asked) >= 5


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (409, problem(409, 20009)),
        (400, problem(400, 20009)),
        (500, problem(500, 20009)),
        (409, problem_9457(409, 20009)),
    ],
)
def test_what_is_not_final_yet_is_tried_again_in_the_next_round(stage: Stage, status: int, body: str) -> None:
    stage.stand.unready_status, stage.stand.unready = status, body
    stuck = [stage.stand.answer_of_ours(2 * HOUR, stuck=True, status="sent") for _ in range(5)]
    fine = [stage.stand.add(3 * HOUR) for _ in range(5)]
    stage.erasing.round()

    assert set(stage.stand.messages) == {message.sid for message in stuck}
    assert (stage.noted()["outcome"], stage.noted()["deleted"], stage.noted()["waiting"]) == (
        "done",
        len(fine),
        5,
    )
    assert stage.noted()["oldest"] == 2
    for message in stuck:
        message.stuck = False
    stage.erasing.round()
    assert stage.stand.messages == {}


def test_what_was_stubborn_is_tried_after_everything_else(stage: Stage) -> None:
    stubborn = stage.stand.answer_of_ours(2 * HOUR, stuck=True)
    stage.erasing.round()
    stage.stand.asked.clear()
    other = stage.stand.answer_of_ours(3 * HOUR)
    stage.erasing.round()

    assert deletions(stage.stand) == [other.sid, stubborn.sid]


@pytest.mark.parametrize("body", [problem(404, 20404), problem_9457(404, 20404), "", "<html>"])
def test_what_is_gone_already_is_done(stage: Stage, body: str) -> None:
    stage.stand.add(OLD)
    stage.stand.faults = [Fault(404, body, method="DELETE")]
    stage.erasing.round()

    assert (stage.noted()["outcome"], stage.noted()["waiting"]) == ("done", 0)


@pytest.mark.parametrize("body", [problem(429, 20429), problem_9457(429, 20429), ""])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_too_many_requests_stop_the_round_and_it_waits_as_long_as_it_is_told(
    stage: Stage, method: str, body: str
) -> None:
    for _ in range(3):
        stage.stand.add(OLD)
    stage.stand.faults = [Fault(429, body, {"Retry-After": "300"}, method)]
    first = stage.erasing.round()

    assert first is not None
    assert 300 <= first <= 450
    assert stage.noted()["outcome"] == "busy"
    assert len(stage.stand.messages) == 3
    stage.erasing.round()
    assert stage.stand.messages == {}


def test_without_a_word_on_how_long_the_waiting_doubles_up_and_ends_when_it_is_over(stage: Stage) -> None:
    stage.stand.faults = [Fault(429, times=4)]
    waits = [stage.erasing.round() or 0 for _ in range(4)]

    assert [60 * 2**step <= wait <= 90 * 2**step for step, wait in enumerate(waits)] == [True] * 4
    assert stage.erasing.round() is None
    stage.stand.faults = [Fault(429)]
    assert (stage.erasing.round() or 0) <= 90


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("Wed, 18 Nov 2026 20:05:00 GMT", 300, 450),
        ("soon", 60, 90),
        ("999999999", 3_600, 5_400),
        ("-5", 60, 90),
    ],
)
def test_whatever_it_says_on_how_long_is_understood_or_passed_over(
    stage: Stage, header: str, least: int, most: int
) -> None:
    stage.stand.faults = [Fault(429, headers={"Retry-After": header})]

    assert least <= (stage.erasing.round() or 0) <= most


def test_a_wrong_token_stops_the_round_and_says_so(stage: Stage) -> None:
    stage.stand.add(OLD)
    stage.account = Account(stage.twilio(token=Secret("00" * 16)))

    assert stage.new_erasing().round() == copies.LATER
    assert stage.noted()["outcome"] == "unauthorized"
    assert len(stage.stand.asked) == 1


@pytest.mark.parametrize("status", [500, 503, 400, 302])
def test_one_message_that_always_fails_holds_no_other_up(stage: Stage, status: int) -> None:
    bad = stage.stand.add(2 * HOUR)
    for _ in range(3):
        stage.stand.add(3 * HOUR)
    for _ in range(2):
        stage.stand.faults = [Fault(status, "{}", method="DELETE", path=bad.sid)]
        stage.erasing.round()

    assert set(stage.stand.messages) == {bad.sid}
    assert (stage.noted()["outcome"], stage.noted()["waiting"]) == ("done", 1)


def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    stage.account = Account(stage.twilio())
    for _ in range(5):
        stage.stand.add(OLD)
    stage.stand.faults = [Fault(204, hang=0.5, method="DELETE", times=9)]
    begun = time.monotonic()
    stage.new_erasing().round()

    assert time.monotonic() - begun < 3
    assert stage.noted()["outcome"] == "unreachable"
    assert len(deletions(stage.stand)) == copies.IN_A_ROW


def test_a_round_ends_in_time_and_the_next_comes_soon(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "LONGEST", 0.3)
    monkeypatch.setattr(copies, "FEWEST", 1)
    for _ in range(20):
        stage.stand.add(OLD)
    stage.stand.faults = [Fault(500, problem(500, 20009), hang=0.05, method="DELETE", times=99)]

    assert stage.erasing.round() == copies.RATHER_SOON
    assert stage.noted()["outcome"] == "late"
    assert 1 <= len(deletions(stage.stand)) < 15


def test_a_list_that_takes_the_whole_time_shelters_no_old_message(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LONGEST", 0.0)
    old = [stage.stand.add(OLD) for _ in range(copies.FEWEST)]
    new = [stage.stand.add(60, pictures=1) for _ in range(3)]

    assert stage.erasing.round() == copies.RATHER_SOON
    assert stage.noted()["outcome"] == "late"
    assert stage.noted()["deleted"] == len(old)
    assert set(stage.stand.messages) == {message.sid for message in new}


@pytest.mark.parametrize(
    "fault",
    [
        Fault(200, "no json"),
        Fault(200, "[]"),
        Fault(200, "{}"),
        Fault(200, '{"messages": [7]}'),
        Fault(200, '{"messages": null}'),
        Fault(500, "<html>"),
        Fault(302, "", {"Location": "http://127.0.0.1:9/"}),
        Fault(200, drop=True),
    ],
)
def test_no_answer_whatever_it_is_breaks_the_round(stage: Stage, fault: Fault) -> None:
    stage.stand.add(OLD)
    stage.stand.faults = [fault]
    stage.erasing.round()

    assert stage.noted()["outcome"] == "unreachable"
    stage.erasing.round()
    assert stage.stand.messages == {}


def test_twilio_that_is_not_there_breaks_nothing(stage: Stage) -> None:
    stage.account = Account(stage.twilio(api_url="http://127.0.0.1:9"))

    assert stage.new_erasing().round() is None
    assert stage.noted()["outcome"] == "unreachable"


def test_pictures_go_at_once_unread_and_the_text_in_its_time(stage: Stage) -> None:
    message = stage.stand.add(30, pictures=3)
    stage.erasing.round()

    assert message.media == []
    assert message.sid in stage.stand.messages
    media = [(method, path) for method, path, _ in stage.stand.asked if "/Media" in path]
    assert [method for method, _ in media] == ["GET", "DELETE", "DELETE", "DELETE"]
    stage.stand.asked.clear()
    message.media.append("ME0")  # as Twilio counts on after they are gone
    stage.erasing.round()
    assert not any("/Media" in path for _, path, _ in stage.stand.asked)
    stage.later(OLD)
    stage.erasing.round()
    assert stage.stand.messages == {}


def test_pictures_that_are_not_final_go_in_the_next_round(stage: Stage) -> None:
    message = stage.stand.add(30, pictures=2)
    stage.stand.faults = [Fault(409, problem(409, 20009), method="DELETE", path="/Media/")]
    stage.erasing.round()
    stage.erasing.round()

    assert message.media == []


def test_reasons_are_counted_once_when_their_message_goes(stage: Stage) -> None:
    stage.stand.answer_of_ours(OLD, error_code=30007, status="undelivered")
    stage.stand.answer_of_ours(OLD, error_code=30007, status="undelivered")
    stage.stand.answer_of_ours(OLD, error_code=98765, status="failed")
    stage.stand.answer_of_ours(OLD)
    stage.stand.add(OLD, error_code=11200)  # inbound: our own door's affair
    young = stage.stand.answer_of_ours(60, error_code=30003, status="undelivered")
    stage.erasing.round()
    stage.erasing.round()

    assert stage.store.counts("2026-11") == {"twilio sent": 4, "twilio 30007": 2, "twilio other": 1}
    assert set(stage.stand.messages) == {young.sid}


def test_what_will_not_go_for_fourteen_days_is_an_alarm(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.stand.answer_of_ours(14 * DAY + HOUR, stuck=True)
    stage.stand.answer_of_ours(13 * DAY, stuck=True)
    for _ in range(3):
        stage.erasing.round()

    assert stage.noted()["stuck"] == 1
    assert [record.getMessage() for record in caplog.records] == ["stuck door=worker job=twilio count=1"]


def test_the_log_tells_once_that_nothing_can_be_deleted_and_once_that_it_can_again(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "porchlight")
    stage.stand.faults.append(Fault(401, problem(401, 20003), times=2))
    for _ in range(4):
        stage.erasing.round()

    assert [record.getMessage() for record in caplog.records] == [
        "failed door=worker job=twilio outcome=unauthorized",
        "swept door=worker job=twilio outcome=done",
    ]


def test_without_a_number_of_ours_nothing_is_asked(stage: Stage) -> None:
    stage.numbers = ()
    stage.stand.add(OLD)
    stage.erasing.round()

    assert stage.stand.asked == []
    assert stage.noted()["outcome"] == "unknown"


@pytest.mark.parametrize("jump", [365 * DAY, -365 * DAY])
def test_a_clock_set_wrong_deletes_nothing_at_twilio(stage: Stage, jump: int) -> None:
    for age in (0, OLD):
        stage.stand.add(age)
    stage.at += jump
    stage.erasing.round()

    assert len(stage.stand.messages) == 2
    assert stage.noted()["outcome"] == "clock"


def test_a_clock_that_runs_a_little_ahead_makes_no_message_old(stage: Stage) -> None:
    stage.stand.add(60)
    stage.at += 90 * 60  # not far enough for the brake
    stage.erasing.round()

    assert len(stage.stand.messages) == 1


def test_edge_and_region_in_the_environment_change_no_address(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "ashburn")
    monkeypatch.setenv("TWILIO_REGION", "us1")
    stage.account = Account(stage.twilio())
    stage.stand.add(OLD)
    stage.new_erasing().round()

    assert stage.stand.messages == {}


def test_an_address_with_a_path_is_kept_on_every_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_module, "PAGE", 1)
    stage.account = Account(stage.twilio(api_url=f"{stage.stand.url}/proxy"))
    stage.stand.handle, handle = (
        lambda method, path, fields: handle(method, path.removeprefix("/proxy"), fields),
        stage.stand.handle,
    )
    for _ in range(3):
        stage.stand.add(OLD)
    stage.new_erasing().round()

    assert stage.stand.messages == {}
    assert all(path.startswith(f"/proxy/2010-04-01/Accounts/{ACCOUNT}") for _, path, _ in stage.stand.asked)


def test_no_number_no_text_and_no_id_is_in_any_file(stage: Stage, tmp_path: Path) -> None:
    stage.store.lines.learn("+12135550100")
    messages: list[Message] = [stage.stand.add(OLD, pictures=1), stage.stand.answer_of_ours(OLD, stuck=True)]
    stage.erasing.round()
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert stage.store.lines.known() == ("+12135550100",)
    for mark in ("2135550100", "2135550142", "marigold", *(message.sid for message in messages)):
        assert mark.encode() not in on_disk


def test_the_library_keeps_no_text_and_logs_none(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logging.root.level", 0)
    caplog.set_level(0, "twilio.http_client")
    stage.stand.add(OLD)
    stage.stand.faults = [Fault(500, problem(500, 20500), method="DELETE")]
    stage.erasing.round()

    told = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("twilio"))
    assert told == ""
    assert vars(stage.account._http)["_test_only_last_response"] is None


def test_a_message_that_the_line_sent_to_itself_is_listed_twice_and_goes_once(stage: Stage) -> None:
    both = stage.stand.answer_of_ours(OLD, to="+12135550100", stuck=True)
    stage.erasing.round()
    assert stage.noted()["waiting"] == 1
    both.stuck = False
    stage.erasing.round()

    assert (stage.stand.messages, stage.noted()["outcome"], stage.noted()["waiting"]) == ({}, "done", 0)


def test_a_message_without_a_date_goes_and_is_no_alarm(stage: Stage) -> None:
    message = stage.stand.answer_of_ours(OLD, stuck=True)
    message.shown = lambda: Message.shown(message) | {"date_created": None, "date_sent": "soon"}
    stage.erasing.round()
    assert (stage.noted()["waiting"], stage.noted()["stuck"]) == (1, 0)
    message.stuck = False
    stage.erasing.round()

    assert stage.stand.messages == {}


def test_what_is_gone_is_not_remembered(stage: Stage) -> None:
    for _ in range(3):
        stage.stand.add(OLD, pictures=1, stuck=True)
    stage.erasing.round()
    assert (len(stage.erasing._stripped), len(stage.erasing._stubborn)) == (3, 3)
    stage.stand.messages.clear()
    stage.erasing.round()

    assert (stage.erasing._stripped, stage.erasing._stubborn) == (set(), set())
