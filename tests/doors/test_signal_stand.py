"""The stand-in for signal-cli-rest-api does what the real one was seen to do."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from signal_network import GENERIC, LIMITED, NUMBER, Fault
from signal_stand import Container, Stand, signal_cli

PATH = "%2B12135550111"


class Door:
    """A webhook that notes what is posted to it, and takes its time."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.status, self.slow = 200, 0.0
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                door.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                time.sleep(door.slow)
                self.send_response_only(door.status)
                self.end_headers()

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/signal?token=marigold"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def messages(self) -> list[str | None]:
        """Give the words of what came."""
        envelopes = [json.loads(body)["params"]["envelope"] for body in self.bodies]
        return [each["dataMessage"]["message"] for each in envelopes if "dataMessage" in each]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    yield made
    made.close()


@pytest.fixture
def stand(tmp_path: Path, door: Door) -> Iterator[Stand]:
    with signal_cli(tmp_path / "signal", webhook=door.url) as made:
        yield made


def send(stand: Stand, to: str, text: str = "hello", timeout: float = 5, **more: object) -> requests.Response:
    told = {"number": NUMBER, "recipients": [to], "message": text, **more}
    return requests.post(f"{stand.url}/v2/send", json=told, timeout=timeout)


def wait_for(door: Door, count: int) -> None:
    """Wait until so much was posted."""
    deadline = time.monotonic() + 5
    while len(door.bodies) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(door.bodies) == count


def test_a_text_is_posted_once_as_a_line_of_json_whatever_the_webhook_answers(
    stand: Stand, door: Door
) -> None:
    ana = stand.phone("ana", "+12135550142")
    for door.status in (200, 500, 302):
        ana.send("two men", expires=60)
    wait_for(door, 3)

    told = json.loads(door.bodies[0])
    assert door.bodies[0].endswith(b"}\n")
    assert (told["jsonrpc"], told["method"], told["params"]["account"]) == ("2.0", "receive", NUMBER)
    envelope = told["params"]["envelope"]
    assert (envelope["sourceUuid"], envelope["sourceNumber"]) == (ana.uuid, None)
    assert envelope["source"] == ana.uuid
    assert envelope["dataMessage"]["expiresInSeconds"] == 60
    ana.changes(shares_number=True)
    ana.send("now with a number")
    wait_for(door, 4)
    assert json.loads(door.bodies[3])["params"]["envelope"]["source"] == "+12135550142"


def test_while_the_webhook_works_no_send_is_answered_although_it_left(stand: Stand, door: Door) -> None:
    ana = stand.phone("ana")
    door.slow = 0.6
    ana.send("hello")
    wait_for(door, 1)
    with pytest.raises(requests.Timeout):
        send(stand, ana.uuid, timeout=0.3)

    assert ana.texts == ["hello"]
    assert requests.get(f"{stand.url}/v1/health", timeout=0.3).status_code == 204
    assert requests.get(f"{stand.url}/v1/accounts", timeout=5).json() == [NUMBER]


def test_where_nobody_takes_it_a_text_is_lost_and_what_was_not_read_is_not(
    tmp_path: Path, door: Door
) -> None:
    stand = Stand(tmp_path / "signal")
    stand.set(webhook="http://127.0.0.1:9/signal")
    ana = stand.phone("ana")
    with Container(stand) as container:
        lost = ana.send("lost")
        deadline = time.monotonic() + 5
        while not stand.posted() and time.monotonic() < deadline:
            time.sleep(0.01)
        container.kill()
        stand.set(webhook=door.url)
        ana.send("kept")
        container.start()
        wait_for(door, 1)
        answered = send(stand, ana.uuid)

    assert stand.posted()[0] == (lost, 0)
    assert door.messages() == ["kept"]
    assert answered.status_code == 201
    assert ana.texts == ["hello"]


def test_a_send_is_answered_in_the_shape_of_its_version(stand: Stand) -> None:
    ana = stand.phone("ana")
    new = send(stand, ana.uuid)
    stand.set(array=False)
    old = send(stand, ana.uuid)

    assert new.json() == [{"timestamp": str(ana.received[0].timestamp), "errors": {"recipients": []}}]
    assert old.json() == {"timestamp": str(ana.received[1].timestamp)}
    stand.set(array=True)
    stand.queue(Fault(reason="NETWORK_FAILURE"))
    assert send(stand, ana.uuid).json()[0]["errors"]["recipients"][0]["uuid"] == ana.uuid
    assert len(ana.received) == 2


def test_faults_come_in_order_and_once(stand: Stand) -> None:
    ana = stand.phone("ana")
    stand.queue(GENERIC, LIMITED, Fault(drop="after"), Fault(drop="before"), Fault(status=500))

    assert send(stand, ana.uuid).json() == {"error": "Failed to send message"}
    assert send(stand, ana.uuid).json()["challenge_tokens"] == [""]
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            send(stand, ana.uuid)
    assert send(stand, ana.uuid).status_code == 500
    assert len(ana.received) == 1
    stand.queue(Fault(hang=1))
    with pytest.raises(requests.Timeout):
        send(stand, ana.uuid, timeout=0.2)
    assert len(ana.received) == 2
    stand.stop()
    with pytest.raises(requests.ConnectionError):
        send(stand, ana.uuid)


def test_a_challenge_is_solved_and_a_new_key_is_trusted(stand: Stand) -> None:
    ana = stand.phone("ana")
    stand.set(challenge="abc")
    assert send(stand, ana.uuid).json()["challenge_tokens"] == ["abc"]
    solved = {"challenge_token": "abc", "captcha": "signalcaptcha://x"}
    account = f"{stand.url}/v1/accounts/{PATH}"
    assert requests.post(f"{account}/rate-limit-challenge", json=solved, timeout=5).status_code == 204

    ana.reinstall()
    assert "untrusted" in send(stand, ana.uuid).json()["error"]
    trust = f"{stand.url}/v1/identities/{PATH}/trust/{ana.uuid}"
    assert requests.put(trust, json={"trust_all_known_keys": True}, timeout=5).status_code == 204
    assert send(stand, ana.uuid).status_code == 201
    assert send(stand, "00000000-0000-0000-0000-000000000000").status_code == 400


def test_a_text_to_ourselves_comes_back_where_that_is_asked_for(stand: Stand, door: Door) -> None:
    assert send(stand, NUMBER).status_code == 201
    assert send(stand, NUMBER, "probe", notify_self=True).status_code == 201
    wait_for(door, 1)

    envelope = json.loads(door.bodies[0])["params"]["envelope"]
    assert (envelope["sourceNumber"], envelope["dataMessage"]["message"]) == (NUMBER, "probe")


def test_what_was_sent_is_deleted_and_pictures_go_one_by_one(stand: Stand, door: Door) -> None:
    ana = stand.phone("ana")
    send(stand, ana.uuid)
    told = {"recipient": ana.uuid, "timestamp": ana.received[0].timestamp}
    recalled = requests.delete(f"{stand.url}/v1/remote-delete/{PATH}", json=told, timeout=5)
    assert (recalled.status_code, recalled.json().keys()) == (201, {"timestamp"})
    assert ana.received[0].deleted

    ana.picture("look", "a.png")
    wait_for(door, 1)
    where = f"{stand.url}/v1/attachments"
    assert requests.get(where, timeout=5).json() == ["a.png"]
    assert [requests.delete(f"{where}/a.png", timeout=5).status_code for _ in range(2)] == [204, 404]


def test_the_account_is_set_up_as_the_real_one(stand: Stand) -> None:
    where = f"{stand.url}/v1"
    assert requests.put(
        f"{where}/profiles/{PATH}", json={"name": "Porch", "base64_avatar": "aGk="}, timeout=5
    ).ok
    assert stand.account.avatar
    assert requests.put(f"{where}/profiles/{PATH}", json={"name": "Porch"}, timeout=5).status_code == 204
    assert not stand.account.avatar
    named = requests.post(f"{where}/accounts/{PATH}/username", json={"username": "porch"}, timeout=5)
    assert (named.status_code, named.json().keys()) == (201, {"username", "username_link"})
    raw = requests.get(f"{where}/qrcodelink/raw", params={"device_name": "porch"}, timeout=5)
    assert raw.json().keys() == {"device_link_uri"}
    stand.set(registered=False, wants_captcha=True)
    asked = [
        requests.post(f"{where}/register/{PATH}", json=told, timeout=5) for told in ({}, {"captcha": "x"})
    ]
    assert [answer.status_code for answer in asked] == [400, 201]
    wrong, right = (
        requests.post(f"{where}/register/{PATH}/verify/{code}", timeout=5) for code in ("000000", "123456")
    )
    assert (wrong.status_code, right.status_code) == (400, 201)
    assert requests.get(f"{where}/about", timeout=5).json()["versions"] == ["v1", "v2"]
