"""The worker's other work on Signal: files go unread, a probe goes round, and who does what side by side."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from signal_network import NUMBER, Fault
from signal_stand import Stand as SignalStand
from signal_stand import signal_cli
from worker_stand import NOON, Stage

from bot.channels.signal.api import SignalApi
from bot.channels.signal.probe import sent_at
from bot.channels.signal.wire import Wire
from bot.setup.environment import Secret
from bot.setup.settings import Settings, Signal
from bot.worker import crew as crew_module
from bot.worker.crew import crew
from bot.worker.files import Files
from bot.worker.probing import Probing

TOKEN = Secret("b7" * 32)


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SignalStand]:
    with signal_cli(tmp_path / "signal") as stand:
        yield stand


@pytest.fixture
def api(stand: SignalStand) -> SignalApi:
    return SignalApi(Wire(stand.url, patience=0.4), NUMBER)


def lying(stand: SignalStand) -> list[str]:
    return list(stand.network.look().attachments)


def test_every_file_goes_unread(stand: SignalStand, api: SignalApi) -> None:
    ada = stand.phone("ada")
    for name in ("a.png", "b.bin", "c d/e.png"):
        ada.picture("look", name)
    deadline = time.monotonic() + 5
    while len(lying(stand)) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    Files(api).round()

    assert lying(stand) == []
    assert [method for method, path, _ in stand.asked(path="/v1/attachments")] == ["GET", *["DELETE"] * 3]


def test_one_that_will_not_go_holds_no_other_up_and_is_told_once(
    stand: SignalStand, api: SignalApi, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.png", "b.png"):
        stand.network.tell("attached", name=name)
    stand.queue(Fault(status=400, path="/a.png", times=2))
    files = Files(api)
    files.round()
    assert lying(stand) == ["a.png"]
    files.round()
    files.round()
    assert lying(stand) == []
    stand.stop()
    for _ in range(3):
        files.round()

    assert [record.getMessage() for record in caplog.records] == [
        "failed door=worker job=files count=1",
        "failed door=worker job=files count=1",
    ]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (None, "sent"),
        (Fault(status=400), "refused"),
        (Fault(status=429), "refused"),
        (Fault(hang=1), "unsure"),
        (Fault(drop="after"), "unsure"),
    ],
)
def test_a_probe_is_sent_to_ourselves_and_noted(
    stage: Stage, stand: SignalStand, api: SignalApi, fault: Fault | None, outcome: str
) -> None:
    if fault:
        stand.queue(fault)
    Probing(api, TOKEN, stage.store, lambda: stage.at).round()

    ((_, _, told),) = stand.asked("POST", "/v2/send")
    assert stage.store.chores.last("probe") == {"at": NOON, "outcome": outcome}
    assert (told["recipients"], told["notify_self"]) == ([NUMBER], True)
    assert sent_at(TOKEN, told["message"]) == NOON


def test_a_probe_that_nobody_takes_is_noted_too_and_sent_again_soon(
    stage: Stage, stand: SignalStand, api: SignalApi
) -> None:
    """Else ten minutes of alarm would follow each reboot at which the program was slower than we."""
    probing = Probing(api, TOKEN, stage.store, lambda: stage.at)
    stand.stop()
    soon = probing.round()

    assert stage.store.chores.last("probe")["outcome"] == "unreachable"
    assert soon is not None
    assert soon <= 60
    stand.start()
    assert probing.round() is None
    assert stage.store.chores.last("probe")["outcome"] == "sent"


def test_a_probe_comes_in_where_texts_come_in(stage: Stage, stand: SignalStand, api: SignalApi) -> None:
    heard: list[str] = []
    came = threading.Event()

    class Door(BaseHTTPRequestHandler):
        """Takes what is handed over."""

        def do_POST(self) -> None:
            """Hear it."""
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append(told["params"]["envelope"]["dataMessage"]["message"])
            self.send_response_only(200)
            self.end_headers()
            came.set()

    with HTTPServer(("127.0.0.1", 0), Door) as door:
        serving = threading.Thread(target=door.serve_forever, args=(0.02,))
        serving.start()
        stand.set(webhook=f"http://127.0.0.1:{door.server_port}/signal")
        Probing(api, TOKEN, stage.store, lambda: stage.at).round()
        assert came.wait(5)
        door.shutdown()
        serving.join()

    assert [sent_at(TOKEN, text) for text in heard] == [NOON]


@pytest.fixture
def settings(stage: Stage, tmp_path: Path) -> Settings:
    """The settings of a line without Signal."""
    made = Settings.read(
        {
            "PORCHLIGHT_SECRET": "5e" * 32,
            "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
            "PORCHLIGHT_URL": "https://line.example.org",
            "TWILIO_ACCOUNT_SID": "AC" + "1f" * 16,
            "TWILIO_AUTH_TOKEN": "8d" * 16,
        }
    )
    return replace(made, twilio=stage.twilio())


def threads(stage: Stage, settings: Settings) -> list[list[str]]:
    """Name the jobs of each thread."""
    made = crew(settings, stage.store, stage.place, stage.wording, lambda: stage.at)
    return [[job.name for job in jobs] for jobs in made]


def test_without_signal_there_are_nudges_and_the_copies_at_twilio(stage: Stage, settings: Settings) -> None:
    assert threads(stage, settings) == [["clock", "twilio"], ["nudges"]]


def test_with_signal_four_send_answers_and_nothing_slow_is_in_their_way(
    stage: Stage, settings: Settings, stand: SignalStand
) -> None:
    on_signal = replace(settings, signal=Signal(stand.url, NUMBER, TOKEN))

    assert threads(stage, on_signal) == [
        ["clock", "twilio"],
        ["nudges"],
        *[["outbox"]] * crew_module.SENDERS,
        ["files"],
        ["probe"],
    ]


def test_a_demo_sends_nothing_anywhere(stage: Stage, settings: Settings, stand: SignalStand) -> None:
    demo = replace(settings, demo=True, signal=Signal(stand.url, NUMBER, TOKEN))

    assert threads(stage, demo) == []
