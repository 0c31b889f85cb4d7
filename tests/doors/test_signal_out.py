"""Signal's way out, against a stand-in for signal-cli-rest-api: what each way of failing means for a text and the next."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from signal_network import GENERIC, LIMITED, NUMBER, UNTRUSTED, UNTRUSTED_IN_0_100, Fault, Phone
from signal_stand import Stand, signal_cli

from bot.channels.outcome import Outcome, Went
from bot.channels.signal import out
from bot.channels.signal.api import SignalApi
from bot.channels.signal.out import Limit, SignalOut
from bot.channels.signal.wire import Refused, Unreached, Wire
from bot.mail import Mail


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with signal_cli(tmp_path / "signal") as stand:
        yield stand


@pytest.fixture
def ada(stand: Stand) -> Phone:
    return stand.phone("ada", "+12135550142")


@pytest.fixture
def api(stand: Stand) -> SignalApi:
    return SignalApi(Wire(stand.url, patience=0.4), NUMBER)


class Way:
    """The way out, and the tokens that it noted."""

    def __init__(self, api: SignalApi) -> None:
        self.tokens: list[str] = []
        self.out = SignalOut(api, self.tokens.append)

    def send(self, ada: Phone, text: str = "hello") -> Outcome:
        return self.out.send(Mail(f"signal:{ada.uuid}"), text)


@pytest.fixture
def way(api: SignalApi) -> Way:
    return Way(api)


@pytest.mark.parametrize("array", [True, False])
def test_a_text_arrives_as_it_is_and_its_name_is_known_in_both_shapes(
    stand: Stand, ada: Phone, way: Way, *, array: bool
) -> None:
    stand.set(array=array)
    outcome = way.send(ada, "**now** https://example.org")

    assert ada.texts == ["**now** https://example.org"]
    assert outcome == Outcome(Went.SENT, sent=ada.received[0].timestamp)
    ((method, path, told),) = stand.asked()
    assert (method, path) == ("POST", "/v2/send")
    assert told == {
        "number": NUMBER,
        "recipients": [ada.uuid],
        "message": "**now** https://example.org",
        "text_mode": "normal",
        "notify_self": False,
    }


@pytest.mark.parametrize(
    "body", ["[]", "{}", "no json", "[7]", '{"timestamp": "soon"}', "null", '[{"errors": {"recipients": 0}}]']
)
def test_what_it_says_was_sent_was_sent_whatever_else_it_says(
    stand: Stand, ada: Phone, way: Way, body: str
) -> None:
    stand.queue(Fault(status=201, body=body))

    assert way.send(ada) == Outcome(Went.SENT, sent=0)


def test_a_recipient_among_the_errors_was_not_reached(stand: Stand, ada: Phone, way: Way) -> None:
    stand.queue(Fault(reason="NETWORK_FAILURE"))
    assert way.send(ada) == Outcome(Went.LATER, most=out.ATTEMPTS)

    stand.queue(Fault(reason="IDENTITY_FAILURE"))
    assert way.send(ada).alarm == "untrusted"


def test_a_refusal_without_a_reason_is_tried_a_few_times(stand: Stand, ada: Phone, way: Way) -> None:
    stand.queue(GENERIC)
    assert way.send(ada) == Outcome(Went.LATER, most=out.ATTEMPTS)

    ada.changes(registered=False)
    assert way.send(ada) == Outcome(Went.LATER, most=out.ATTEMPTS)


@pytest.mark.parametrize("fault", [UNTRUSTED, UNTRUSTED_IN_0_100])
def test_a_new_key_is_trusted_and_the_text_goes_out_soon(
    stand: Stand, ada: Phone, way: Way, fault: Fault
) -> None:
    stand.queue(fault)
    outcome = way.send(ada)

    assert outcome == Outcome(Went.LATER, out.SOON, most=out.ATTEMPTS, alarm="untrusted")
    assert [path for _, path, _ in stand.asked("PUT")] == [f"/v1/identities/%2B12135550111/trust/{ada.uuid}"]


@pytest.mark.parametrize("array", [True, False])
def test_whoever_installed_anew_is_written_to_again(
    stand: Stand, ada: Phone, way: Way, *, array: bool
) -> None:
    stand.set(array=array)
    ada.reinstall()
    assert way.send(ada).went is Went.LATER
    assert way.send(ada).went is Went.SENT
    assert ada.texts == ["hello"]


def test_where_trusting_fails_too_it_is_not_tried_for_ever(stand: Stand, ada: Phone, way: Way) -> None:
    stand.queue(UNTRUSTED, Fault(status=500, path="/trust/"))

    assert way.send(ada) == Outcome(Went.LATER, most=out.ATTEMPTS, alarm="untrusted")


def test_a_challenge_is_noted_for_whoever_can_solve_it_and_nobody_is_sent_anything(
    stand: Stand, ada: Phone, way: Way
) -> None:
    stand.set(challenge="a-token")
    outcome = way.send(ada)

    assert outcome == Outcome(Went.LATER, out.MENDED, everybody=True, alarm="captcha")
    assert (way.tokens, ada.texts) == (["a-token"], [])


def test_a_limit_grows_and_is_over_with_the_first_text_that_leaves(
    stand: Stand, ada: Phone, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(out.time, "monotonic", lambda: now[0])
    stand.queue(LIMITED, times=6)
    waits = []
    for _ in range(6):
        outcome = way.send(ada)
        assert (outcome.went, outcome.everybody, outcome.alarm) == (Went.LATER, True, "limited")
        waits.append(outcome.wait)
        now[0] += outcome.wait

    assert waits == [60, 120, 240, 480, 900, 900]
    assert way.send(ada).went is Went.SENT
    stand.queue(LIMITED)
    assert way.send(ada).wait == 60


def test_four_threads_that_are_refused_at_once_count_as_one() -> None:
    limit = Limit()

    assert [limit.grow() for _ in range(4)] == [60] * 4


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(status=500, body='{"error":"panic"}'), Outcome(Went.BROKEN)),
        (Fault(status=502, body="<html>"), Outcome(Went.BROKEN)),
        (Fault(status=503), Outcome(Went.LATER, out.MENDED, everybody=True, alarm="blocked")),
        (Fault(status=504), Outcome(Went.MAYBE)),
        (
            Fault(status=404, body="404 page not found"),
            Outcome(Went.LATER, out.MENDED, everybody=True, alarm="blocked"),
        ),
        (Fault(status=302), Outcome(Went.LATER, out.MENDED, everybody=True, alarm="blocked")),
        (Fault(status=401), Outcome(Went.LATER, out.MENDED, everybody=True, alarm="blocked")),
        (
            Fault(status=400, body='{"error":"Specified account does not exist"}'),
            Outcome(Went.LATER, out.MENDED, everybody=True, alarm="blocked"),
        ),
        (Fault(status=429, body="no json"), Outcome(Went.LATER, 60, everybody=True, alarm="limited")),
        (
            Fault(status=429, body='{"challenge_tokens": 7}'),
            Outcome(Went.LATER, 60, everybody=True, alarm="limited"),
        ),
        (Fault(drop="before"), Outcome(Went.BROKEN)),
    ],
)
def test_every_other_answer_has_one_meaning(
    stand: Stand, ada: Phone, way: Way, fault: Fault, outcome: Outcome
) -> None:
    stand.queue(fault)

    assert way.send(ada) == outcome
    assert ada.texts == []


def test_a_connection_that_ends_after_the_text_left_is_broken_too(stand: Stand, ada: Phone, way: Way) -> None:
    stand.queue(Fault(drop="after"))

    assert way.send(ada) == Outcome(Went.BROKEN)
    assert ada.texts == ["hello"]


def test_where_nobody_listens_the_text_certainly_did_not_leave(stand: Stand, ada: Phone, way: Way) -> None:
    stand.stop()

    assert way.send(ada) == out.AWAY


def test_after_an_answer_that_did_not_come_no_text_is_risked_until_signal_cli_listens(
    stand: Stand, ada: Phone, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.signal.api.LISTENING", 0.3)
    stand.queue(Fault(hang=2, times=1, path="/v2/send"), Fault(hang=2, path="/v1/accounts", times=2))

    assert way.send(ada, "first") == Outcome(Went.MAYBE)
    for _ in range(2):
        assert way.send(ada, "second") == out.AWAY
    assert ada.texts == ["first"]
    assert way.send(ada, "second").went is Went.SENT
    assert way.send(ada, "third").went is Went.SENT
    assert ada.texts == ["first", "second", "third"]
    assert [path for _, path, _ in stand.asked("GET")] == ["/v1/accounts"] * 3


@pytest.mark.parametrize("to", ["+12135550142", "", "group.Z3JvdXA=", "0B8FF8D4", "a" * 36])
def test_only_a_uuid_is_written_to(stand: Stand, way: Way, to: str) -> None:
    assert way.out.send(Mail(f"signal:{to}"), "hello") == Outcome(Went.NEVER)
    assert stand.asked() == []


def test_what_was_sent_is_called_back_on_the_phone(stand: Stand, ada: Phone, way: Way) -> None:
    sent = way.send(ada).sent
    outcome = way.out.recall(Mail(f"signal:{ada.uuid}", sent=sent))

    assert outcome.went is Went.SENT
    assert [each.deleted for each in ada.received] == [True]
    assert [path for _, path, _ in stand.asked("DELETE")] == ["/v1/remote-delete/%2B12135550111"]


@pytest.mark.parametrize(
    ("fault", "everybody"),
    [
        (Fault(status=400), False),
        (Fault(status=500), False),
        (Fault(drop="after"), False),
        (Fault(hang=1), False),
        (Fault(status=429), True),
    ],
)
def test_a_recall_that_is_unsure_is_tried_again(
    stand: Stand, ada: Phone, way: Way, fault: Fault, *, everybody: bool
) -> None:
    sent = way.send(ada).sent
    stand.queue(fault)
    outcome = way.out.recall(Mail(f"signal:{ada.uuid}", sent=sent))

    assert (outcome.went, outcome.everybody) == (Went.LATER, everybody)
    stand.stop()
    assert way.out.recall(Mail(f"signal:{ada.uuid}", sent=sent)).everybody


def test_nobody_is_told_that_we_type_or_read_and_no_chat_is_changed(
    stand: Stand, ada: Phone, way: Way
) -> None:
    way.out.recall(Mail(f"signal:{ada.uuid}", sent=way.send(ada).sent))

    assert {(method, path.split("/")[2]) for method, path, _ in stand.asked()} == {
        ("POST", "send"),
        ("DELETE", "remote-delete"),
    }


def test_a_probe_is_a_text_to_ourselves_that_comes_back(stand: Stand, api: SignalApi) -> None:
    api.send_probe("porchlight probe 1-2")

    ((_, _, told),) = stand.asked("POST", "/v2/send")
    assert (told["recipients"], told["notify_self"]) == ([NUMBER], True)


def test_files_are_listed_and_deleted_one_by_one(stand: Stand, api: SignalApi) -> None:
    for name in ("a.png", "b c/d.bin"):
        stand.network.tell("attached", name=name)
    assert api.attachments() == ["a.png", "b c/d.bin"]

    api.delete_attachment("a.png")
    api.delete_attachment("a.png")  # gone already
    assert api.attachments() == ["b c/d.bin"]
    stand.queue(Fault(status=400, method="DELETE"))
    with pytest.raises(Refused):
        api.delete_attachment("x")
    stand.queue(Fault(status=200, body="<html>"), Fault(status=200, body="{}"))
    assert [api.attachments(), api.attachments()] == [[], []]
    stand.stop()
    with pytest.raises(Unreached):
        api.attachments()


def test_nothing_of_whom_or_what_is_logged(
    stand: Stand, ada: Phone, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stand.set(challenge="a-token")
    for fault in (GENERIC, UNTRUSTED, LIMITED, Fault(drop="after"), Fault(status=500)):
        stand.queue(fault)
        way.send(ada, "marigold")
    way.send(ada, "marigold")

    for told in ("marigold", ada.uuid, NUMBER[1:], "a-token"):
        assert told not in caplog.text
