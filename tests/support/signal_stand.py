"""A stand-in for signal-cli-rest-api in json-rpc mode that behaves as its source and its users tell.

One stream carries what signal-cli says, and one reader reads it: an envelope is posted to the webhook once, without limit
or repetition, and while that goes on no answer is read, so every call that goes through signal-cli hangs, although
signal-cli has done it long ago. What the webhook did not take is lost; what no signal-cli had read yet is not.

In this process: ``with signal_cli(folder) as stand``. As one of its own, to be killed: ``Container(stand)``, whose state
is in the stand's folder and outlives it.
"""

import argparse
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from signal_network import NUMBER, Account, Fault, Network, Phone, data, envelope, plain

POLL = 0.005
"""Seconds between two looks for what is on its way."""
Answer = tuple[int, object]
LINK = "https://signal.me/#eu/"


class Stand:
    """What a test holds: the network, and where the program listens, if it does."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder, self.network = folder, Network(folder)
        self.port = port or free_port()
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        """The program's address."""
        return f"http://127.0.0.1:{self.port}"

    def phone(self, name: str, number: str | None = None) -> Phone:
        """Give somebody's phone; the same name is the same person, in every process."""
        return Phone(self.network, name, number)

    @property
    def account(self) -> Account:
        """Our account as it is now."""
        return self.network.look().account

    def set(self, **changes: Any) -> None:
        """Change the account or how the program is set up: ``webhook``, ``array``, ``challenge`` and more."""
        self.network.tell("account", **changes)

    def queue(self, *faults: Fault, **changes: Any) -> None:
        """Let something happen to the next fitting requests."""
        for fault in faults:
            self.network.tell("fault", **plain(replace(fault, **changes)))

    def asked(self, method: str = "", path: str = "") -> list[tuple[str, str, dict[str, Any]]]:
        """Give the requests that fit, in order."""
        return [each for each in self.network.look().asked if method in {"", each[0]} and path in each[1]]

    def posted(self) -> list[tuple[int, int]]:
        """Give what was posted to the webhook: timestamp and status, 0 where nobody took it."""
        return list(self.network.look().posted)

    def start(self) -> None:
        """Serve in this process."""
        self._server = _Server(self.port, self.network)

    def stop(self) -> None:
        """Serve no more: connections are refused."""
        if self._server:
            self._server.stop()
        self._server = None


@contextmanager
def signal_cli(folder: Path, **changes: Any) -> Iterator[Stand]:
    """Serve in this process until the block is over; ``changes`` are told to the account."""
    stand = Stand(folder)
    if changes:
        stand.set(**changes)
    stand.start()
    try:
        yield stand
    finally:
        stand.stop()


class Container:
    """The program as a process of its own: it can be killed, and started again at the same address."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        asked = [sys.executable, __file__, str(self._stand.folder), str(self._stand.port)]
        self.process = subprocess.Popen(asked)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", self._stand.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("The stand-in for signal-cli-rest-api does not listen.")

    def kill(self) -> None:
        """End it as kill -9 does: what signal-cli had read and not handed over is lost."""
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class _Stream:
    """What signal-cli says: envelopes and answers, in order, read by one reader."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._said: SimpleQueue[dict[str, Any] | threading.Event | None] = SimpleQueue()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._listen, self._read)]
        for thread in self._threads:
            thread.start()

    def answered(self) -> None:
        """Wait until an answer that is given now is read."""
        read = threading.Event()
        self._said.put(read)
        read.wait()

    def end(self) -> None:
        """Say nothing more; a reader that hangs in the webhook is left to itself."""
        self._ended.set()
        self._said.put(None)
        for thread in self._threads:
            thread.join(1)

    def _listen(self) -> None:
        """Read what comes over the network, as signal-cli does."""
        size = -1
        while not self._ended.is_set():
            if self._network.size != size:
                size = self._network.size
                for each in self._network.take_coming():
                    for attached in each.get("dataMessage", {}).get("attachments", []):
                        if self._network.account.keeps_attachments:
                            self._network.tell("attached", name=attached["id"])
                    self._said.put(each)
            time.sleep(POLL)

    def _read(self) -> None:
        """Read what signal-cli says: the only loop that does."""
        while (said := self._said.get()) is not None:
            if isinstance(said, threading.Event):
                said.set()
            else:
                status = self._post(said)
                self._network.tell("posted", timestamp=said["timestamp"], status=status)

    def _post(self, said: dict[str, Any]) -> int:
        """Hand one envelope to the webhook, once."""
        account = self._network.look().account
        if not account.webhook:
            return 0
        wrong = {"exception": said.pop("exception")} if "exception" in said else {}
        params = wrong | {"envelope": said, "account": account.number}
        line = json.dumps({"jsonrpc": "2.0", "method": "receive", "params": params}, ensure_ascii=False)
        where = urlsplit(account.webhook)
        path = where.path + (f"?{where.query}" if where.query else "")
        told = {"Content-Type": "application/json", "User-Agent": "Go-http-client/1.1"}
        connection = HTTPConnection(where.hostname or "", where.port)
        try:
            connection.request("POST", path, (line + "\n").encode(), told)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()


class _Program:
    """What each request does; the ones that go through signal-cli wait until their answer is read."""

    def __init__(self, network: Network, stream: _Stream) -> None:
        self._network, self._stream = network, stream

    def handle(self, method: str, path: str, told: dict[str, Any], reason: str = "") -> Answer:
        """Carry one request out."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        name = f"{method} {'/'.join(parts[:2])}"
        here: dict[str, Callable[[list[str], dict[str, Any]], Answer]] = {
            "GET v1/health": lambda *_: (204, None),
            "GET v1/about": self._about,
            "GET v1/configuration": lambda *_: (200, {"logging": {"Level": self._network.account.log_level}}),
            "GET v1/attachments": self._attachments,
            "DELETE v1/attachments": self._detach,
        }
        through: dict[str, Callable[[list[str], dict[str, Any]], Answer]] = {
            "POST v2/send": lambda _, given: self._send(given, reason),
            "GET v1/accounts": self._accounts,
            "POST v1/accounts": self._account,
            "PUT v1/accounts": lambda *_: (201, None),
            "DELETE v1/accounts": self._no_username,
            "PUT v1/typing-indicator": lambda *_: (204, None),
            "DELETE v1/typing-indicator": lambda *_: (204, None),
            "POST v1/receipts": lambda *_: (204, None),
            "DELETE v1/remote-delete": self._recall,
            "PUT v1/contacts": self._contact,
            "PUT v1/identities": self._trust,
            "PUT v1/profiles": self._profile,
            "GET v1/qrcodelink": self._link,
            "POST v1/register": self._register,
        }
        if name in here:
            return here[name](parts[2:], told)
        if name not in through:
            return 404, "404 page not found"
        answer = through[name](parts[2:], told)
        self._stream.answered()
        return answer

    def _about(self, *_: object) -> Answer:
        account = self._network.account
        return 200, {
            "versions": ["v1", "v2"],
            "build": 2,
            "mode": account.mode,
            "version": account.version,
            "capabilities": {"v2/send": ["quotes", "mentions"]},
        }

    def _attachments(self, parts: list[str], _: object) -> Answer:
        if not parts:
            return 200, list(self._network.attachments)
        return (200, "marigold") if parts[0] in self._network.attachments else (404, None)

    def _detach(self, parts: list[str], _: object) -> Answer:
        if parts[0] not in self._network.attachments:
            return 404, {"error": "No attachment with the given id"}
        self._network.tell("detached", name=parts[0])
        return 204, None

    def _send(self, told: dict[str, Any], reason: str) -> Answer:
        """Send a text: to our own number it comes back, where that was asked for."""
        account = self._network.account
        refused = self._unfit(told, account)
        if refused is not None:
            return refused
        stamp = self._network.stamp()
        if told["recipients"] == [account.number]:
            if told.get("notify_self"):
                self._come_back(stamp, told["message"])
            return self._sent(stamp, [])
        found = self._network.person(told["recipients"][0])
        if found is None or not found.registered:
            return 400, {"error": "Failed to send message"}
        if not found.trusted:
            words = "Unable to complete request due to untrusted recipient keys"
            old = "Failed to send message due to untrusted identities"
            return 400, {"error": words if account.array else old}
        if reason:
            return self._sent(stamp, [{"uuid": found.uuid, "number": found.number or "", "reason": reason}])
        self._network.tell("received", uuid=found.uuid, timestamp=stamp, text=told["message"], at=time.time())
        return self._sent(stamp, [])

    @staticmethod
    def _unfit(told: dict[str, Any], account: Account) -> Answer | None:
        """Refuse what is no send, and any send while a captcha is to be solved."""
        if not told.get("recipients"):
            return 400, {"error": "Couldn't process request - please provide at least one recipient"}
        if told.get("number") != account.number or not account.registered:
            return 400, {"error": "Specified account does not exist"}
        if account.challenge:
            tokens = {"challenge_tokens": [account.challenge], "account": account.number}
            return 429, {"error": "Rate limit exceeded", **tokens}
        return None

    def _sent(self, stamp: int, errors: list[dict[str, str]]) -> Answer:
        """Answer in the shape of the version that it plays."""
        if not self._network.account.array:
            return 201, {"timestamp": str(stamp)}
        return 201, [{"timestamp": str(stamp), "errors": {"recipients": errors}}]

    def _come_back(self, stamp: int, text: str) -> None:
        account = self._network.account
        ours = envelope(account.number, account.number, account.uuid, account.name, stamp)
        self._network.tell("coming", envelope=ours | {"dataMessage": data(stamp, text)})

    def _recall(self, _: object, told: dict[str, Any]) -> Answer:
        """Delete a text on its recipient's phone; one that is not known is deleted nowhere, and nobody says so."""
        found = self._network.person(told["recipient"])
        if found is None:
            return 400, {"error": "Failed to send message"}
        self._network.tell("deleted", uuid=found.uuid, timestamp=told["timestamp"])
        return 201, {"timestamp": str(self._network.stamp())}

    def _contact(self, _: object, told: dict[str, Any]) -> Answer:
        """Set a chat's timer; to zero it cannot be set in this mode."""
        found = self._network.person(told["recipient"])
        if found is not None and told.get("expiration_in_seconds"):
            self._network.tell("person", uuid=found.uuid, timer=told["expiration_in_seconds"])
        return 204, None

    def _trust(self, parts: list[str], told: dict[str, Any]) -> Answer:
        found = self._network.person(parts[2])
        if found is None or not told.get("trust_all_known_keys"):
            return 400, {"error": "Couldn't process request - please provide a valid identity"}
        self._network.tell("person", uuid=found.uuid, trusted=True)
        return 204, None

    def _accounts(self, *_: object) -> Answer:
        account = self._network.account
        return 200, [account.number] if account.registered else []

    def _account(self, parts: list[str], told: dict[str, Any]) -> Answer:
        """Take a solved captcha, or a username."""
        account = self._network.account
        if parts[1:] == ["rate-limit-challenge"]:
            if told.get("challenge_token") != account.challenge or not told.get("captcha"):
                return 400, {"error": "Captcha rejected"}
            self._network.tell("account", challenge="")
            return 204, None
        if parts[1:] == ["pin"]:
            self._network.tell("account", pin=told["pin"])
            return 201, None
        if parts[1:] == ["username"]:
            username = f"{told['username'].partition('.')[0]}.07"
            self._network.tell("account", username=username)
            return 201, {"username": username, "username_link": f"{LINK}{username.encode().hex()}"}
        return 404, "404 page not found"

    def _no_username(self, parts: list[str], _: object) -> Answer:
        if parts[1:] != ["username"]:
            return 404, "404 page not found"
        self._network.tell("account", username="")
        return 204, None

    def _profile(self, _: object, told: dict[str, Any]) -> Answer:
        """Set the profile; what is left out is kept, but for the picture, which is removed."""
        if not told.get("name"):
            return 400, {"error": "Couldn't process request - profile name missing"}
        about = told.get("about") if told.get("about") is not None else self._network.account.about
        self._network.tell("account", name=told["name"], about=about, avatar=bool(told.get("base64_avatar")))
        return 204, None

    def _link(self, parts: list[str], told: dict[str, Any]) -> Answer:
        """Offer to become another phone's device: not a link to us."""
        if not told.get("device_name"):
            return 400, {"error": "Please provide a name for the device"}
        uri = "sgnl://linkdevice?uuid=marigold&pub_key=marigold"
        return (200, {"device_link_uri": uri}) if parts == ["raw"] else (200, b"\x89PNG\r\n\x1a\n")

    def _register(self, parts: list[str], told: dict[str, Any]) -> Answer:
        """Ask for a code, or hand it in."""
        account = self._network.account
        if parts[1:2] == ["verify"]:
            if parts[2].replace("-", "") != account.code.replace("-", ""):
                return 400, {"error": "Verify error: [403] Authorization failed!"}
            self._network.tell("account", number=parts[0], registered=True)
            return 201, None
        if account.wants_captcha and not told.get("captcha"):
            return 400, {"error": "Captcha invalid or required for verification (null)"}
        return 201, None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    network: Network
    program: _Program

    def _any(self) -> None:
        where = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = json.loads(body) if body else dict(parse_qsl(where.query))
        self.network.tell("asked", method=self.command, path=where.path, told=told)
        fault = self.network.take_fault(self.command, where.path) or Fault()
        time.sleep(fault.slow)
        if fault.drop == "before":
            self.close_connection = True
            return
        if fault.status:
            self._answer(fault.status, fault.body.encode())
            return
        status, answer = self.program.handle(self.command, where.path, told, fault.reason)
        time.sleep(fault.hang)
        if fault.drop == "after":
            self.close_connection = True
            return
        self._answer(status, self._bytes(answer))

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815 - the library's own names

    @staticmethod
    def _bytes(answer: object) -> bytes:
        """Write an answer down: bytes and words as they are, anything else as JSON."""
        if answer is None:
            return b""
        if isinstance(answer, bytes):
            return answer
        return answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response_only(status)
        if status != 204:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    """A call that hangs holds no test up."""
    request_queue_size = 128

    def __init__(self, port: int, network: Network) -> None:
        self._stream = _Stream(network)
        facts = {"network": network, "program": _Program(network, self._stream)}
        super().__init__(("127.0.0.1", port), type("Handler", (_Handler,), facts))
        self._serving = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._serving.start()

    def stop(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()
        self._stream.end()

    def handle_error(self, *_: object) -> None:
        """Say nothing of a caller that left before its answer: such callers are what some tests are about."""


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    asked = parser.parse_args()
    _Server(asked.port, Network(asked.folder))
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


if __name__ == "__main__":
    main()

__all__ = ["NUMBER", "Container", "Fault", "Phone", "Stand", "signal_cli"]
