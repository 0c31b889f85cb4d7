"""Whoever is told of alarms: a small server that takes what apprise posts, and can be made to refuse or to hang."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What it was told, in order, and how it answers."""

    port: int = 0
    status: int = 200
    hang: float = 0
    heard: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0

    @property
    def address(self) -> str:
        """The address for apprise, with a password that must show nowhere."""
        return f"json://operator:hunter2secret@127.0.0.1:{self.port}/hook"

    @property
    def messages(self) -> list[str]:
        """The words of what it took."""
        return [told["message"] for told in self.heard]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listen until the block ends."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked += 1
            time.sleep(state.hang)
            if state.status < 300:
                state.heard.append(body)
            self.send_response(state.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
