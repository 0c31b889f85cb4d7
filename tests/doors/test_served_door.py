"""The door as it really stands: the Procfile's own line, two workers, a socket."""

import re
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from served_line import Line, command, end, environment, free_port, served
from signed_texts import URL, sign, text

from bot.setup.settings import PROJECT

WORD, NUMBER = "marigold", "+12135550142"


@pytest.fixture
def line(variables: dict[str, str], tmp_path: Path) -> Iterator[Line]:
    """A real line, started anew."""
    with served(variables, tmp_path / "printed.log") as running:
        yield running


def send(line: Line, **changes: str) -> requests.Response:
    pairs = text(**changes)
    signed = {"X-Twilio-Signature": sign(f"{URL}/sms", pairs.items())}
    return requests.post(f"{line.url}/sms", data=pairs, headers=signed, timeout=10)


def raw(line: Line, request: bytes) -> bytes:
    """Send bytes as they are and return what comes back."""
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as caller:
        caller.sendall(request)
        caller.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: caller.recv(65536), b""))


def chunked(line: Line, chunks: bytes) -> bytes:
    head = b"POST /sms HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nTransfer-Encoding: chunked\r\n"
    return raw(line, head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + chunks)


def children(line: Line) -> int:
    return len(Path(f"/proc/{line.process.pid}/task/{line.process.pid}/children").read_text().split())


def await_children(line: Line, number: int) -> None:
    """Wait until gunicorn has started so many workers, which it does one by one, at most ten seconds."""
    deadline = time.monotonic() + 10
    while children(line) < number and time.monotonic() < deadline:
        time.sleep(0.02)


def test_texts_are_answered_side_by_side_by_two_workers_that_write_none_of_them_down(line: Line) -> None:
    """S13: marked words and numbers go in by every way there is, failures too; none comes out in the log."""
    said = (
        [f"{WORD} {n}" for n in range(20)]
        + [f"fail with {WORD} {n}" for n in range(20)]
        + [f"say {WORD}\x00\x1b"]
    )
    await_children(line, 2)
    with ThreadPoolExecutor(8) as senders:
        statuses = Counter(
            answer.status_code for answer in senders.map(lambda body: send(line, Body=body), said)
        )

    assert statuses == {200: 21, 500: 20}
    assert children(line) == 2

    unsigned = requests.post(f"{line.url}/sms?{WORD}={NUMBER}", data=text(Body=WORD), timeout=5)
    elsewhere = requests.get(f"{line.url}/{WORD}/{NUMBER}", headers={WORD: NUMBER}, timeout=5)
    odd_scheme = {"X-Twilio-Signature": WORD, "X-Twilio-Webhooks-Signature-Settings": f"algorithm={WORD}"}
    oddly_signed = requests.post(f"{line.url}/sms", data=text(Body=WORD), headers=odd_scheme, timeout=5)

    assert (unsigned.status_code, elsewhere.status_code, oddly_signed.status_code) == (403, 404, 403)

    marked = f"{WORD} {NUMBER}".encode()
    for broken in (
        marked + b"\r\n\r\n",
        b"GET /" + marked + b" HTTP/9.9\r\n\r\n",
        b"POST /sms HTTP/1.1\r\n" + marked + b"\r\n\r\n",
        b"POST /sms HTTP/1.1\r\nHost: " + marked + b"\r\nContent-Length: " + marked + b"\r\n\r\n",
        b"POST /sms?"
        + marked.replace(b" ", b"")
        + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n"
        + marked,
        b"POST /sms HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + marked + b"\r\n\r\n",
    ):
        assert b" 500 " not in raw(line, broken)[:20]
    for chunks in (
        marked,
        b"5\r\n" + marked,
        b"ffffffffffffffffffff\r\n" + marked,
        b"-1\r\n\r\n",
        b"0;" + marked + b"\r\n\r\n",
    ):
        assert chunked(line, chunks)[:13] in {b"HTTP/1.1 400 ", b"HTTP/1.1 403 "}

    end(line.process)
    printed = line.printed()

    assert printed.count("failed door=web error=RuntimeError at echo_line:") == 20
    assert printed.count("refused channel=sms status=403") >= 2
    for mark in (WORD, NUMBER, NUMBER.removeprefix("+"), "3rd and western", "/sms", "127.0.0.1:"):
        assert mark not in printed.replace(f"http://127.0.0.1:{line.port}", "")
    shapes = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR) [\w. :=()/,'-]+"
    assert [shown for shown in printed.splitlines() if not re.fullmatch(shapes, shown)] == []


def test_a_big_chunked_body_is_refused_and_the_next_text_answered(line: Line) -> None:
    answer = chunked(line, b"".join(b"4000\r\n" + b"a" * 0x4000 + b"\r\n" for _ in range(5)) + b"0\r\n\r\n")

    assert answer[:13] == b"HTTP/1.1 413 "
    assert send(line).status_code == 200


def test_a_chunked_form_is_read(line: Line) -> None:
    pairs = text()
    body = urlencode(pairs).encode()
    signed = {
        "X-Twilio-Signature": sign(f"{URL}/sms", pairs.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answer = requests.post(f"{line.url}/sms", data=iter([body[:50], body[50:]]), headers=signed, timeout=5)

    assert answer.status_code == 200


def test_it_listens_on_this_machine_alone_and_opens_no_control_socket(line: Line) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    everywhere = [f"00000000:{line.port:04X}", f"{'0' * 32}:{line.port:04X}"]

    assert f"0100007F:{line.port:04X}" in listening
    assert not any(address in listening for address in everywhere)
    assert "gunicorn.ctl" not in Path("/proc/net/unix").read_text()


def test_health_says_yes_or_no_and_nothing_else(line: Line) -> None:
    answer = requests.get(f"{line.url}/health", timeout=5)

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_bad_setting_is_a_sentence_and_never_a_traceback(variables: dict[str, str]) -> None:
    variables |= {"PORCHLIGHT_URL": "line.example.org", "TWILIO_AUTH_TOKEN": "", "PORT": str(free_port())}
    ended = subprocess.run(
        ["sh", "-c", f"exec {command()}"],
        env=environment(variables),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=15,
    )

    assert ended.returncode == 1
    assert "PORCHLIGHT_URL is malformed: " in ended.stderr
    assert "TWILIO_AUTH_TOKEN is missing: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("PORCHLIGHT_URL") == 1


@pytest.mark.parametrize(("name", "port"), [("web", "PORT"), ("console", "CONSOLE_PORT")])
def test_each_app_has_its_own_port_and_this_machine_as_its_default(name: str, port: str) -> None:
    assert f"--bind ${{PORCHLIGHT_BIND:-127.0.0.1}}:${{{port}:-" in command(name)
