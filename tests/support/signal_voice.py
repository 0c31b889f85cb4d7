"""A stand-in for what the emergency voice needs of signal-cli-rest-api: it takes texts, unless it waits for the webhook."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any


class Ears:
    """Hears what is said to it; while ``reading`` is held it answers nobody, as the one reader of signal-cli does."""

    def __init__(self) -> None:
        self.reading = threading.Lock()
        self.heard: Queue[dict[str, Any]] = Queue()
        self.status = 201
        self.url = ""

    def next(self, seconds: float = 10) -> dict[str, Any] | None:
        """Give what was said next; None if nothing is within so many seconds."""
        try:
            return self.heard.get(timeout=seconds)
        except Empty:
            return None


@contextmanager
def ears() -> Iterator[Ears]:
    """Listen on a port of its own until the block is over."""
    listening = Ears()

    class Handler(BaseHTTPRequestHandler):
        """Takes ``POST /v2/send`` and nothing else."""

        def do_POST(self) -> None:
            """Hear, wait until nothing is being read, answer."""
            told = self.rfile.read(int(self.headers["Content-Length"]))
            with listening.reading:
                self.send_response(listening.status if self.path == "/v2/send" else 404)
                self.end_headers()
                self.wfile.write(b'[{"timestamp":"1795428000000"}]')
            listening.heard.put(json.loads(told))

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield listening
    finally:
        server.shutdown()
        server.server_close()
