"""A line as the Procfile serves it: gunicorn, two workers, a port of its own, and everything it prints."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.serving import graceful_timeout
from bot.setup.settings import PROJECT

HERE = Path(__file__).parent
PORTS = {"web": "PORT", "console": "CONSOLE_PORT", "signal": "SIGNAL_DOOR_PORT"}


@dataclass
class Line:
    """A running line: where it listens, and what it has printed."""

    port: int
    process: subprocess.Popen[str]
    log: Path

    @property
    def url(self) -> str:
        """The address it listens at."""
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        """Return everything it wrote to standard output and standard error so far."""
        return self.log.read_text()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def command(name: str = "web", factory: str = "echo_line:web") -> str:
    """Return the Procfile's line for a process, with another factory in place of the real one where one is named."""
    (line,) = re.findall(rf"^{name}: (.+)$", (PROJECT / "Procfile").read_text(), re.MULTILINE)
    return re.sub(r"bot\.app:\w+", factory, line) if factory else line


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what such a process has in its environment, and nothing of ours."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "PYTHONPATH": f"{PROJECT}:{HERE}", "HOME": "/nowhere", **variables}


@contextmanager
def served(
    variables: Mapping[str, str],
    log: Path,
    name: str = "web",
    factory: str = "echo_line:web",
    inside: Sequence[str] = (),
) -> Iterator[Line]:
    """Run a process of the Procfile until it listens, and end it afterwards; without a factory, the real one.

    ``inside`` is what starts it elsewhere, such as on a small disk.
    """
    port = free_port()
    with log.open("w") as out:
        process = subprocess.Popen(
            [*inside, "sh", "-c", f"exec {command(name, factory)}"],
            env=environment({**variables, PORTS[name]: str(port)}),
            cwd=PROJECT,
            stdout=out,
            stderr=out,
            text=True,
        )
    try:
        await_listening(process, port, log)
        yield Line(port, process, log)
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """End a process as a supervisor does, and leave none behind.

    A worker that gunicorn forked an instant ago misses its signal, and gunicorn then waits ``graceful_timeout`` for it.
    """
    process.terminate()
    try:
        process.wait(timeout=graceful_timeout + 20)
    finally:
        process.kill()
        process.wait()


def await_listening(process: subprocess.Popen[str], port: int, log: Path) -> None:
    """Wait until it answers, at most half a minute: machines are busy."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"The line does not listen. It printed:\n{log.read_text()}")
