"""`porchlight work`, `check` and `sweep` as an operator types them: a real worker, real files, a stand-in for Twilio."""

import fcntl
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import requests
from porchlight_command import porchlight_here
from real_line import real_line
from served_line import environment, served
from signed_texts import URL, sign, text
from twilio_stand import Fault, Stand, twilio

from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store, TipFacts

HOUR, DAY = 3_600, 86_400
FACTS = TipFacts("Western and 3rd", "2026-11-18", "night", "vehicle", child=False, urgent=False)


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A stand-in that lives now, as the commands do."""
    with twilio(int(time.time())) as stand:
        yield stand


@pytest.fixture
def settings(tmp_path: Path, stand: Stand) -> dict[str, str]:
    """What the operator of a real line sets."""
    return {
        **real_line(tmp_path / "line.db"),
        "TWILIO_API_URL": stand.url,
    }


@pytest.fixture
def store(settings: Mapping[str, str], tmp_path: Path) -> Iterator[Store]:
    """The store that the commands open, made ready."""
    store = Store(
        tmp_path / "line.db",
        settings["PORCHLIGHT_SECRET"].encode(),
        tmp_path / "keys" / "day-keys",
        cost=CHEAPEST,
        reserve=0,
    )
    store.migrate()
    store.staff.found("rosa", "lamp on the porch", int(time.time()))
    yield store
    store.close()


@pytest.fixture
def run(settings: dict[str, str]) -> Callable[..., CompletedProcess[str]]:
    """Run a command to its end."""
    return partial(porchlight_here, settings)


@contextmanager
def working(settings: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a worker run, as the Procfile has it, and stop it as a service manager does."""
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "work"],
            cwd=PROJECT,
            env=environment(settings),
            stdout=out,
            stderr=out,
            text=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def await_(what: Callable[[], bool], said: Callable[[], str] = str) -> None:
    """Wait until something is so, at most half a minute: machines are busy."""
    deadline = time.monotonic() + 30
    while not what():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)


def test_the_worker_sweeps_here_and_deletes_at_twilio_and_the_doctor_tells(
    run: Callable[..., CompletedProcess[str]],
    settings: dict[str, str],
    store: Store,
    stand: Stand,
    tmp_path: Path,
) -> None:
    settings["TWILIO_NUMBER"] = "+12135550100"
    stand.add(2 * HOUR)
    stand.answer_of_ours(2 * HOUR, error_code=30007, status="undelivered")
    stand.answer_of_ours(3 * HOUR, stuck=True)
    young = stand.add(60)
    with store.turn("sms:1", int(time.time()) - HOUR) as turn:
        turn.save(b"where?", int(time.time()) - HOUR + 1800)
    with working(settings, tmp_path / "log") as process:
        await_(
            lambda: bool(store.chores.last("twilio") and store.chores.last("sweep")),
            (tmp_path / "log").read_text,
        )
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    told = run("check").stdout

    assert time.monotonic() - begun < 10
    assert len(stand.messages) == 2
    assert young.sid in stand.messages
    with store.turn("sms:1", int(time.time()) - HOUR) as turn:
        assert turn.load() is None
    assert "At Twilio 2 messages were deleted in the last round" in told
    assert "1 that are old enough still wait, the oldest for 3 hours" in told
    assert "- 1 texts did not arrive this month (30007): a carrier took our words for spam" in told
    assert "No worker has made a round yet" not in told
    log = (tmp_path / "log").read_text()
    assert re.findall(r"(?m)^\S+Z (.*)$", log) == ["INFO ready door=worker"]


def test_a_worker_whose_twilio_hangs_sweeps_all_the_same_and_stops_at_once(
    settings: dict[str, str], store: Store, stand: Stand, tmp_path: Path
) -> None:
    settings["TWILIO_NUMBER"] = "+12135550100"
    stand.faults = [Fault(500, hang=20, times=9)]
    with working(settings, tmp_path / "log") as process:
        await_(lambda: bool(store.chores.last("sweep") and stand.asked), (tmp_path / "log").read_text)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0

    assert time.monotonic() - begun < 10


def test_a_worker_that_is_killed_loses_nothing(
    settings: dict[str, str], store: Store, stand: Stand, tmp_path: Path
) -> None:
    settings["TWILIO_NUMBER"] = "+12135550100"
    for _ in range(20):
        stand.add(2 * HOUR)
    stand.slow = 0.05
    with working(settings, tmp_path / "log") as process:
        await_(lambda: len(stand.asked) > 5, (tmp_path / "log").read_text)
        process.kill()
        process.wait(20)
    assert stand.messages
    with working(settings, tmp_path / "log"):
        await_(lambda: not stand.messages, (tmp_path / "log").read_text)

    store.check()


def test_the_line_learns_its_number_from_a_text_and_keeps_it_sealed(
    run: Callable[..., CompletedProcess[str]], settings: dict[str, str], store: Store, tmp_path: Path
) -> None:
    before = run("check").stdout
    with served(settings, tmp_path / "log", "web", "") as line:
        fields = text(Body="hello")
        headers = {"X-Twilio-Signature": sign(f"{URL}/sms", fields.items())}
        assert requests.post(f"{line.url}/sms", data=fields, headers=headers, timeout=20).status_code == 200

    assert "No number of the line is known" in before
    assert store.lines.known() == (text()["To"],)
    assert "No number of the line is known" not in run("check").stdout
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "log"]
    assert not any(text()["To"][1:].encode() in path.read_bytes() for path in files)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_sweep_shows_the_time_and_what_would_go_and_asks_where_the_clock_jumped(
    run: Callable[..., CompletedProcess[str]], store: Store
) -> None:
    long_ago = int(time.time()) - 100 * DAY
    for number in range(3):
        with store.turn(f"sms:{number}", long_ago) as turn:
            turn.save(b"", long_ago + 1800)
            turn.submit(b"{}", FACTS)
    store.agree(long_ago)
    shown = run("sweep")
    doctor = run("check").stdout

    assert shown.returncode == 1
    assert "3 reports at their age" in shown.stdout
    assert "3 conversations" in shown.stdout
    assert "more than two hours from the time this line last knew" in shown.stderr
    assert "more than two hours from the time this line last knew" in doctor
    assert "Traceback" not in shown.stderr
    agreed = run("sweep", "--agree")
    assert agreed.returncode == 0
    assert "Deleted: 9 rows." in agreed.stdout
    assert "The worker deletes this by itself" in run("sweep").stdout


def test_sweep_asks_before_a_fifth_of_the_reports_goes(
    run: Callable[..., CompletedProcess[str]], store: Store
) -> None:
    long_ago = int(time.time()) - 100 * DAY
    for number in range(7):
        with store.turn(f"sms:{number}", long_ago) as turn:
            turn.submit(b"{}", FACTS)
    store.agree(int(time.time()))
    shown = run("sweep")

    assert shown.returncode == 1
    assert "More than a fifth of all reports" in shown.stderr
    assert "More than a fifth of all reports" in run("check").stdout
    assert "Deleted: 14 rows." in run("sweep", "--agree").stdout


@pytest.mark.parametrize(
    ("job", "facts", "sentence"),
    [
        (
            "sweep",
            {"at": -601, "outcome": "done"},
            "The worker's last round was 10 minutes ago",
        ),
        ("twilio", {"outcome": "unauthorized"}, "Twilio refuses our token"),
        ("twilio", {"outcome": "unreachable"}, "Twilio does not answer as it should"),
        ("twilio", {"outcome": "busy"}, "Twilio asks us to slow down"),
        ("twilio", {"at": -2 * HOUR}, "Nothing was deleted at Twilio for 2 hours"),
        ("sweep", {}, "The worker has not been at Twilio yet"),
        ("twilio", {"stuck": 3}, "3 messages are older than 14 days at Twilio and will not go"),
    ],
)
def test_the_doctor_says_what_keeps_the_worker_from_its_work(
    run: Callable[..., CompletedProcess[str]],
    settings: dict[str, str],
    store: Store,
    job: str,
    facts: dict[str, int | str],
    sentence: str,
) -> None:
    settings["TWILIO_NUMBER"] = "+12135550100"
    usual: dict[str, int | str] = {"outcome": "done", "deleted": 0, "waiting": 0, "oldest": 0, "stuck": 0}
    noted = usual | facts | {"at": int(time.time()) + int(facts.get("at", 0))}
    store.chores.note(job, **noted)

    assert sentence in run("check").stdout


def test_a_spoilt_file_of_chores_is_no_reason_to_fail(
    run: Callable[..., CompletedProcess[str]], store: Store, tmp_path: Path
) -> None:
    for spoilt in ("", "[]", "{", '{"sweep": 7}', '{"sweep": {"at": "noon"}}', '{"sweep": {"deleted": 1}}'):
        (tmp_path / "line.db.chores").write_text(spoilt)
        assert store.chores.last("sweep") == {}
    assert "No worker has made a round yet" in run("check").stdout
    store.chores.note("sweep", at=1, outcome="done")
    store.chores.note("twilio", at=1)
    assert store.chores.last("sweep")["at"] == 1
    assert "At Twilio 0 messages were deleted in the last round" in run("check").stdout


def test_the_doctor_does_not_wait_for_a_frozen_process(
    run: Callable[..., CompletedProcess[str]], store: Store, tmp_path: Path
) -> None:
    store.close()
    with (tmp_path / "line.db.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        told = run("check")

    assert told.returncode == 1
    assert "lslocks" in told.stdout
    assert "lslocks" not in run("check").stdout
