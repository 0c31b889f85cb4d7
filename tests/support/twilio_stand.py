"""A stand-in for Twilio's REST API that behaves as its documentation and its users tell: lists, deletes, sends, refuses.

It keeps messages and media, pages with a token, deletes only what is final (20009), and wants the right token; how the
line is set up there (`setup`) it only shows. Its clock, which is in every answer's Date, moves only when told.
"""

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from signed_texts import ACCOUNT, TOKEN
from twilio_setup import Setup

ROOT = f"/2010-04-01/Accounts/{ACCOUNT}"
FINAL_AFTER = 60
"""Seconds until a message may be deleted."""


@dataclass
class Message:
    """A message as Twilio keeps it."""

    sid: str
    made: int
    to: str
    from_: str
    body: str
    direction: str = "inbound"
    status: str = "received"
    error_code: int | None = None
    stuck: bool = False
    media: list[str] = field(default_factory=list)
    validity: str | None = None

    def shown(self) -> dict[str, Any]:
        """Give the record that the API gives."""
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "to": self.to,
            "from": self.from_,
            "body": self.body,
            "direction": self.direction,
            "status": self.status,
            "error_code": self.error_code,
            "error_message": None,
            "num_media": str(len(self.media)),
            "num_segments": "1",
            "date_created": formatdate(self.made),
            "date_sent": formatdate(self.made),
            "date_updated": formatdate(self.made),
            "price": None,
            "price_unit": "USD",
            "api_version": "2010-04-01",
            "messaging_service_sid": None,
            "uri": f"{ROOT}/Messages/{self.sid}.json",
            "subresource_uris": {"media": f"{ROOT}/Messages/{self.sid}/Media.json"},
        }


@dataclass
class Fault:
    """One answer that the next fitting request gets in place of its own."""

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = ""
    path: str = ""
    hang: float = 0
    drop: bool = False
    """Whether the request is carried out, and the connection closed without an answer."""
    times: int = 1


def problem(status: int, code: int) -> str:
    """Tell a failure in the old form."""
    return json.dumps(
        {"code": code, "message": "+12135550142 wrote marigold", "status": status, "more_info": ""}
    )


def problem_9457(status: int, code: int) -> str:
    """Tell a failure as RFC 9457 does."""
    return json.dumps(
        {
            "type": "https://www.twilio.com/docs/api/errors",
            "title": "marigold",
            "status": status,
            "code": code,
        }
    )


class Stand:
    """The state behind the server, and what it was asked."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.messages: dict[str, Message] = {}
        self.faults: list[Fault] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        """Method, path and parameters of each request."""
        self.unready: str = problem(409, 20009)
        self.unready_status = 409
        self.slow = 0.0
        """Seconds that each answer takes."""
        self.url = ""
        self.setup = Setup()
        self._lock = threading.Lock()

    def add(self, age: int = 0, **facts: Any) -> Message:
        """Keep a message of some age, in seconds; inbound to +12135550100 unless told otherwise."""
        fields = {"to": "+12135550100", "from_": "+12135550142", "body": "marigold"} | facts
        media = [f"ME{secrets.token_hex(16)}" for _ in range(fields.pop("pictures", 0))]
        message = Message(sid=f"SM{secrets.token_hex(16)}", made=self.now - age, media=media, **fields)
        self.messages[message.sid] = message
        return message

    def answer_of_ours(self, age: int = 0, **facts: Any) -> Message:
        """Keep an answer that we sent."""
        ours = {
            "to": "+12135550142",
            "from_": "+12135550100",
            "direction": "outbound-reply",
            "status": "delivered",
        }
        return self.add(age, **(ours | facts))

    def sent(self) -> list[dict[str, str]]:
        """Give the parameters of everything that was sent through the API."""
        return [
            fields
            for method, path, fields in self.asked
            if method == "POST" and path.endswith("/Messages.json")
        ]

    def fault_for(self, method: str, path: str) -> Fault | None:
        """Take the next fault that fits."""
        with self._lock:
            for fault in self.faults:
                if fault.method in {"", method} and fault.path in path:
                    fault.times -= 1
                    if not fault.times:
                        self.faults.remove(fault)
                    return fault
        return None

    def handle(self, method: str, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Carry one request out."""
        with self._lock:
            if path.startswith("/v1/"):
                shown = self.setup.messaging(self.url, path, fields)
                return (200, shown) if shown else (404, problem(404, 20404))
            rest = path.removeprefix(ROOT)
            parts = rest.removesuffix(".json").strip("/").split("/")
            if rest == ".json":
                return 200, json.dumps(self.setup.account)
            if parts == ["IncomingPhoneNumbers"]:
                return 200, self.setup.listed_numbers(fields)
            if parts == ["Messages"]:
                return self._create(fields) if method == "POST" else self._list(fields)
            if parts[0] != "Messages" or parts[1] not in self.messages:
                return 404, problem(404, 20404)
            return self._one(method, self.messages[parts[1]], parts[2:])

    def _list(self, fields: dict[str, str]) -> tuple[int, str]:
        """List what fits, the newest first, from behind the token's message on."""
        found = [
            message
            for message in sorted(self.messages.values(), key=lambda each: (-each.made, each.sid))
            if fields.get("To", message.to) == message.to
            and fields.get("From", message.from_) == message.from_
        ]
        size, page = int(fields.get("PageSize", "50")), int(fields.get("Page", "0"))
        after = fields.get("PageToken", "").removeprefix("PA")
        if after:
            made, sid = after.split(".")
            found = [message for message in found if (-message.made, message.sid) > (-int(made), sid)]
        shown = found[:size]
        more = None
        if len(found) > size:
            last = shown[-1]
            turned = fields | {"Page": str(page + 1), "PageToken": f"PA{last.made}.{last.sid}"}
            more = f"{ROOT}/Messages.json?{urlencode(turned)}"
        body = {
            "messages": [message.shown() for message in shown],
            "page": page,
            "page_size": size,
            "start": 0,
            "end": len(shown),
            "uri": f"{ROOT}/Messages.json",
            "first_page_uri": f"{ROOT}/Messages.json",
            "previous_page_uri": None,
            "next_page_uri": more,
        }
        return 200, json.dumps(body)

    def _create(self, fields: dict[str, str]) -> tuple[int, str]:
        """Take a message to be sent."""
        made = self.add(
            to=fields["To"],
            from_=fields["From"],
            body=fields["Body"],
            direction="outbound-api",
            status="queued",
            validity=fields.get("ValidityPeriod"),
        )
        return 201, json.dumps(made.shown())

    def _one(self, method: str, message: Message, rest: list[str]) -> tuple[int, str]:
        """Do something to one message, its media, or one of them."""
        if not rest:
            if method != "DELETE":
                return 200, json.dumps(message.shown())
            if message.stuck or self.now - message.made < FINAL_AFTER:
                return self.unready_status, self.unready
            del self.messages[message.sid]
            return 204, ""
        if len(rest) == 1:
            listed = [
                {"sid": sid, "parent_sid": message.sid, "content_type": "image/jpeg"} for sid in message.media
            ]
            return 200, json.dumps({"media_list": listed, "next_page_uri": None, "page": 0, "page_size": 50})
        if rest[1] not in message.media:
            return 404, problem(404, 20404)
        if method == "DELETE":
            message.media.remove(rest[1])
        return 204, ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stand: Stand

    def _any(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        fields = {name: values[0] for name, values in parse_qs(parts.query or body).items()}
        self.stand.asked.append((self.command, parts.path, fields))
        time.sleep(self.stand.slow)
        fault = self.stand.fault_for(self.command, parts.path)
        if fault and fault.hang:
            time.sleep(fault.hang)
        if fault and fault.drop:
            self.stand.handle(self.command, parts.path, fields)
            self.close_connection = True
            return
        if fault:
            self._answer(fault.status, fault.body, fault.headers)
        elif not self._known():
            self._answer(401, problem(401, 20003), {})
        else:
            self._answer(*self.stand.handle(self.command, parts.path, fields), {})

    do_GET = do_POST = do_DELETE = _any  # noqa: N815 - the library's own names

    def _known(self) -> bool:
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {expected}"

    def _answer(self, status: int, body: str, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        given = {
            "Date": formatdate(self.stand.now, usegmt=True),
            "Content-Type": "application/json",
        } | headers
        for name, value in given.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a caller that left before its answer: such callers are what some tests are about."""


@contextmanager
def twilio(now: int) -> Iterator[Stand]:
    """Serve a stand-in until the block is over."""
    stand = Stand(now)
    handler = type("Handler", (_Handler,), {"stand": stand})
    server = _Server(("127.0.0.1", 0), handler)
    stand.url = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
