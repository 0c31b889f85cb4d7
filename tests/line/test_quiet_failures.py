"""Everything fails once, with marked words and numbers on their way; what the processes print holds none of them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from porchlight_command import porchlight
from served_line import Line, end, environment, served
from served_people import Browser, Phone, hidden
from signed_texts import ACCOUNT, TOKEN, URL, sign, text
from twilio_stand import Fault, Stand, problem, problem_9457, twilio

from bot.setup.place import Place
from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store

WORD, NUMBER, NAME = "marigold", "+12135550142", "quillfeather"
MARKS = (WORD, NUMBER, NUMBER[2:], NAME, "lamp on the porch")
SECRET, PASSPHRASE = "5e" * 32, "lamp on the porch at night"
SAID = f"{WORD} {NAME} western and 3rd, call {NUMBER}"


@dataclass
class House:
    """A line that is about to have a bad day."""

    folder: Path
    variables: dict[str, str]
    stand: Stand
    printed: dict[str, str] = field(default_factory=dict)
    """By process: all that it wrote to standard output and standard error."""

    @property
    def database(self) -> Path:
        return Path(self.variables["PORCHLIGHT_DATABASE"])


def broken_requests(line: Line) -> None:
    """Call at the public door in every wrong way there is."""
    marked = text(Body=SAID, From=NUMBER)
    for headers in ({}, {"X-Twilio-Signature": WORD}, {"X-Twilio-Signature": sign(f"{URL}/{WORD}", ())}):
        requests.post(f"{line.url}/sms?{WORD}={NUMBER}", data=marked, headers=headers, timeout=10)
    requests.post(f"{line.url}/sms", json=marked, headers={"X-Twilio-Signature": WORD}, timeout=10)
    requests.post(f"{line.url}/sms", data=WORD * 20_000, headers={"X-Twilio-Signature": WORD}, timeout=10)
    requests.get(f"{line.url}/{WORD}/{NUMBER}", headers={WORD: NUMBER}, timeout=10)
    for request in (
        SAID.encode(),
        f"GET /{WORD} HTTP/9.9\r\n\r\n".encode(),
        b"\xff" + SAID.encode() + b"\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", line.port), timeout=10) as caller:
            caller.sendall(request)


def text_through_a_broken_store(house: House, line: Line) -> None:
    """Text the line while its database is there, spoilt, gone, and while its keys are somebody else's file."""
    phone, keys = Phone(line.url, NUMBER), house.database.parent / "keys" / "day-keys"
    phone.send(SAID)
    with spoilt(house.database, lambda path: path.write_bytes(SAID.encode() * 2_000)):
        phone.send(SAID)
    with spoilt(house.database, Path.unlink):
        phone.send(SAID)
    with spoilt(keys, lambda path: path.write_bytes(SAID.encode() * 50)):
        phone.send(SAID)
    assert "888-373-7888" in phone.send("help me he wont let me go")


class spoilt:  # noqa: N801 - reads as a word in a with statement
    """Spoil a file for a while."""

    def __init__(self, path: Path, how: Callable[[Path], object]) -> None:
        self._path, self._how, self._kept = path, how, path.with_suffix(".kept")

    def __enter__(self) -> None:
        shutil.copy2(self._path, self._kept)
        new = self._path.with_suffix(".new")
        shutil.copy2(self._path, new)
        new.replace(self._path)  # another file at the path, so that no process has it open
        self._how(self._path)

    def __exit__(self, *_: object) -> None:
        self._kept.replace(self._path)


def fail_at_the_console(house: House, line: Line) -> None:
    """Mistype, forge, ask for what is not there, and open a report whose database is spoilt."""
    browser = Browser(line.url)
    browser.sign_in(NAME, f"{WORD} {NUMBER} {PASSPHRASE}", "123456")
    browser.open("/sign-in", {"mark": WORD, "name": NAME, "passphrase": PASSPHRASE})
    browser.open(f"/{WORD}/{NUMBER}")
    browser.sign_in("rosa", PASSPHRASE)
    browser.set_up()
    browser.open(f"/tips/{WORD}")
    browser.open(f"/tips/{WORD}/status", {"mark": WORD, "status": NAME})
    with spoilt(house.database, lambda path: path.write_bytes(SAID.encode() * 2_000)):
        assert "cannot be reached" in browser.open("/")
        browser.open("/sign-in", {**hidden(browser.open("/sign-in")), "name": NAME, "passphrase": WORD})


def crash_a_worker(line: Line) -> None:
    """Let one of the two die in the middle of its work."""
    children = Path(f"/proc/{line.process.pid}/task/{line.process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGSEGV)


FAULTS = (
    Fault(401, problem(401, 20003)),
    Fault(500, problem(500, 20500)),
    Fault(429, problem_9457(429, 20429), {"Retry-After": "1"}),
    Fault(200, f"<html>{SAID}</html>"),
    Fault(200, "", drop=True),
    Fault(200, '{"messages": [{"sid": "' + SAID + '"}], "next_page_uri": "' + SAID + '"}'),
)


def work(house: House, name: str, fault: Fault) -> None:
    """Let the worker make its first round while Twilio behaves like that."""
    fault.times = 5
    house.stand.faults[:] = [fault]
    log = house.folder / name
    with log.open("w") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "work"],
            cwd=PROJECT,
            env=environment(house.variables),
            stdout=out,
            stderr=out,
        )
    deadline = time.monotonic() + 10
    while "ERROR" not in log.read_text() and worker.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    end(worker)
    house.printed[name] = log.read_text()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, place: Place) -> Iterator[House]:
    """Let it all go wrong once."""
    folder = tmp_path_factory.mktemp("house")
    variables = {
        "PORCHLIGHT_SECRET": SECRET,
        "PORCHLIGHT_DATABASE": str(folder / "line.db"),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_NUMBER": "+12135550100",
    }
    keys = folder / "keys" / "day-keys"
    store = Store(folder / "line.db", SECRET.encode(), keys, zone=place.zone, cost=CHEAPEST)
    store.migrate()
    store.staff.found("rosa", PASSPHRASE, int(time.time()))
    store.close()
    with twilio(int(time.time())) as stand:
        made = House(folder, variables | {"TWILIO_API_URL": stand.url}, stand)
        stand.add(5_000, body=SAID, from_=NUMBER)
        with served(made.variables, folder / "web", factory="") as line:
            broken_requests(line)
            text_through_a_broken_store(made, line)
            crash_a_worker(line)
            assert Phone(line.url, NUMBER).send("hi")
        made.printed["web"] = line.printed()
        with served(made.variables, folder / "console", "console", "") as line:
            fail_at_the_console(made, line)
        made.printed["console"] = line.printed()
        for number, fault in enumerate(FAULTS):
            work(made, f"worker {number}", fault)
        yield made


def test_each_process_told_that_something_failed(house: House) -> None:
    """Else the next test would be about nothing."""
    web = house.printed["web"]

    assert "WARNING refused channel=sms status=403" in web
    assert {name for name in ("Corrupt", "Missing", "DayKeyTrouble") if f"error={name} at " in web} == {
        "Corrupt",
        "Missing",
        "DayKeyTrouble",
    }
    assert "was sent SIGSEGV" in web
    assert "request failed: " in house.printed["console"]
    assert [name for name, said in house.printed.items() if "worker" in name and "ERROR" not in said] == []


def test_s13_no_word_no_name_and_no_number_is_in_what_they_printed(house: House) -> None:
    found = {name: [mark for mark in MARKS if mark in said] for name, said in house.printed.items()}

    assert {name: marks for name, marks in found.items() if marks} == {}


COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a number that is none": (("forget",), f"{WORD}{NUMBER}x\n"),
    "a wrong passphrase": (("staff", "add", "ben", "--by", "rosa"), f"{WORD} {NUMBER}\n\n"),
    "a weak passphrase": (("staff", "found", "ben"), f"{WORD}\n{WORD}\n"),
    "a wrong recovery key": (("staff", "recover", "ben"), f"{WORD}\n{PASSPHRASE}\n{PASSPHRASE}\n"),
    "a wrong key for a backup": (("restore", "no such file"), f"{WORD} {NUMBER}\n"),
}


@pytest.mark.parametrize(("words", "typed"), COMMANDS.values(), ids=COMMANDS)
def test_s13_a_command_that_refuses_repeats_nothing_of_what_was_typed(
    house: House, words: tuple[str, ...], typed: str
) -> None:
    said = porchlight(house.variables, *words, typed=typed)
    told = said.stdout + said.stderr

    assert said.returncode != 0
    assert "Traceback" not in told
    assert [mark for mark in MARKS if mark in told] == []
