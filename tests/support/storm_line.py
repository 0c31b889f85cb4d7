"""A whole line under a supervisor, as systemd would keep it: whatever is killed is started again at the same address."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from served_line import PORTS, command, end, environment, free_port

from bot.setup.settings import PROJECT


class Mortal(Protocol):
    """Something that can be killed."""

    name: str

    def kill(self) -> None:
        """End it as kill -9 does; it comes back by itself."""
        ...


class Process:
    """One process of the Procfile, which a thread starts again whenever it ends."""

    def __init__(self, name: str, variables: Mapping[str, str], folder: Path) -> None:
        self.name, self._log = name, folder / f"{name}.log"
        self.port = free_port() if name in PORTS else 0
        self._env = environment({**variables, **({PORTS[name]: str(self.port)} if self.port else {})})
        self._ended = threading.Event()
        self._running: subprocess.Popen[str] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it."""
        self._running = self._begin()
        self._keeper.start()

    def await_listening(self, seconds: float = 60) -> None:
        """Wait until a door listens."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with socket.socket() as caller:
                if not self.port or caller.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{self.name} does not listen. It printed:\n{self.printed()}")

    def kill(self) -> None:
        """Kill the process, or one of its workers where it has some: those are what does the work."""
        if running := self._running:
            workers = children(running.pid) if self.port else []
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(workers) if workers else running.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it for good, as a supervisor does."""
        self._ended.set()
        self._keeper.join()
        if self._running:
            end(self._running)

    def printed(self) -> str:
        """Give all that it wrote."""
        return self._log.read_text()

    def _begin(self) -> subprocess.Popen[str]:
        with self._log.open("a") as out:
            return subprocess.Popen(
                ["sh", "-c", f"exec {command(self.name, '')}"],
                env=self._env,
                cwd=PROJECT,
                stdout=out,
                stderr=out,
                text=True,
            )

    def _keep(self) -> None:
        while not self._ended.wait(0.05):
            if self._running and self._running.poll() is not None:
                self._running = self._begin()


def children(process: int) -> list[int]:
    """Give the processes that a process started."""
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(each) for each in told.split()]


@dataclass
class Storm:
    """Kills one of several at random, again and again, until it is over."""

    mortals: list[Mortal]
    every: tuple[float, float]
    """Seconds between two, at least and at most."""
    most: int
    dice: random.Random
    killed: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._rage, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _rage(self) -> None:
        while self.killed.total() < self.most and not self._over.wait(self.dice.uniform(*self.every)):
            mortal = self.dice.choice(self.mortals)
            mortal.kill()
            self.killed[mortal.name] += 1
