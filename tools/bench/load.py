"""A load generator in one quiet thread: many connections at once, a new one for every text, every answer timed."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

PATIENCE = 15.0  # seconds, as long as Twilio waits
OK = b"HTTP/1.1 200 "


class RefusedError(Exception):
    """The server did not answer 200, so there is nothing to compare."""


@dataclass(slots=True)
class Run:
    """What one run took, in seconds."""

    lasted: float = 0.0
    answers: list[float] = field(default_factory=list)
    """How long each answer took, from connecting to its last byte."""

    def __iadd__(self, other: "Run") -> Self:
        """Go on with another run."""
        self.lasted += other.lasted
        self.answers += other.answers
        return self

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.lasted

    def percentile(self, share: float) -> float:
        """How long the slowest answer took, leaving out all above a share."""
        return sorted(self.answers)[min(len(self.answers) - 1, int(len(self.answers) * share))]


def load(port: int, talks: Iterator[list[bytes]], connections: int, seconds: float) -> Run:
    """Hold whole conversations over so many connections at once, until the time or the conversations are over."""
    run, selector = Run(), selectors.DefaultSelector()
    began = time.perf_counter()
    for _ in range(connections):
        Caller(port, talks, selector, run).call()
    while time.perf_counter() - began < seconds and selector.get_map():
        ready = selector.select(PATIENCE)
        if not ready:
            raise RefusedError("the server has not answered for 15 seconds")
        for key, _ in ready:
            key.data.go_on()
    run.lasted = time.perf_counter() - began
    for key in list(selector.get_map().values()):
        key.data.hang_up()
    selector.close()
    return run


class Caller:
    """One connection after another, through one conversation after another."""

    def __init__(
        self, port: int, talks: Iterator[list[bytes]], selector: selectors.BaseSelector, run: Run
    ) -> None:
        self._port, self._talks, self._selector, self._run = port, talks, selector, run
        self._texts: list[bytes] = []

    def call(self) -> None:
        """Connect for the next text, if there is one."""
        self._texts = self._texts or list(next(self._talks, []))
        if not self._texts:
            return
        self._answer = b""
        self._began = time.perf_counter()
        # On loopback the kernel takes connection and text at once, so neither needs to be waited for.
        self._socket = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        self._socket.sendall(self._texts.pop(0))
        self._selector.register(self._socket, selectors.EVENT_READ, self)

    def go_on(self) -> None:
        """Read what has come; after the last byte, note the time and call again."""
        if piece := self._socket.recv(65536):
            self._answer += piece
            return
        self.hang_up()
        self._note(time.perf_counter() - self._began)
        self.call()

    def hang_up(self) -> None:
        """Close the connection."""
        self._selector.unregister(self._socket)
        self._socket.close()

    def _note(self, took: float) -> None:
        if not self._answer.startswith(OK):
            status, _, _ = self._answer.decode("utf-8", "replace").partition("\r")
            raise RefusedError(f"the server answered {status!r}")
        self._run.answers.append(took)
