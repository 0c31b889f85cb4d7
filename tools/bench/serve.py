"""Both apps under the same gunicorn, as the Procfile starts the line."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds


class NotServedError(Exception):
    """An app did not start; what it said stands above."""


@contextmanager
def served(apps: Mapping[str, str], ports: Mapping[str, int], variables: Mapping[str, str]) -> Iterator[None]:
    """Serve every app on its port, with two sync workers each, until the block ends."""
    with ExitStack() as running:
        for name, app in apps.items():
            running.enter_context(_one(app, ports[name], variables))
        yield


@contextmanager
def _one(app: str, port: int, variables: Mapping[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:bot.serving", "--log-level", "warning"]
    command += ["--bind", f"127.0.0.1:{port}", app]
    with subprocess.Popen(command, cwd=ROOT, env=dict(variables)) as process:
        try:
            _wait(process, port)
            yield
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until somebody listens."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise NotServedError(NotServedError.__doc__)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
