"""`porchlight demo`: a whole line on this machine, with invented staff, until you stop it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from bot.channels.signature import sign
from bot.cli import here
from bot.line import line_of
from bot.setup import apart
from bot.setup.settings import PROJECT, Settings

MEMBER = "demo"
DOORS = {"web": "PORT", "console": "CONSOLE_PORT"}
WELCOME = """
Porchlight is lit, on this machine only. Everything in it is invented.

  Two phones to try     {url}/try
  Staff console         http://127.0.0.1:{console_port}
  Sign in as            {member}
  Passphrase            {passphrase}

A text as Twilio would send it, signed (the same text again changes nothing):

  {curl}

Stop with ctrl-C.
"""


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=PROJECT / "var" / "demo",
    show_default=True,
)
def demo(folder: Path) -> None:
    """Light a line to try: the public door with two phones, the console, the worker."""
    variables = environment(folder)
    settings = Settings.read(variables)
    passphrase = found_staff(settings, folder)
    processes = [start(name, variables) for name in ("web", "console", "worker")]
    await_doors(settings, processes)
    click.echo(
        WELCOME.format(
            url=settings.url,
            console_port=settings.console_port,
            member=MEMBER,
            passphrase=passphrase,
            curl=signed_text(
                settings, "Two girls crying, a man yells at them, black car, Western and 3rd, right now"
            ),
        )
    )
    keep(processes)


def environment(folder: Path) -> Mapping[str, str]:
    """Set what a demo needs and nothing of a real line's, and keep its secret for the next time."""
    database, secret = folder / "line.db", folder / "secret"
    apart.refuse(database)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(32), encoding="ascii")
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORCHLIGHT_")}
    return {
        **others,
        "PORCHLIGHT_DEMO": "1",
        "PORCHLIGHT_SECRET_FILE": str(secret),
        "PORCHLIGHT_DATABASE": str(database),
    }


def found_staff(settings: Settings, folder: Path) -> str:
    """Make the demo's one member, with a random passphrase that a later start prints again."""
    store = line_of(settings).store
    store.migrate()
    store.agree(here.now())  # whoever starts a demo after a week needs no brake
    kept = folder / "passphrase"
    founded = bool(store.staff.members())
    if not founded:
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.token_hex(2) for _ in range(4)), encoding="ascii")
    elif not kept.exists():
        raise click.ClickException(
            f"{kept} is gone, and with it the demo's sign-in: delete {folder} and start again"
        )
    passphrase = kept.read_text(encoding="ascii")
    if not founded:
        store.staff.found(MEMBER, passphrase, here.now())
    store.close()
    return passphrase


def start(process: str, variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start one process of the Procfile as a child."""
    if process == "worker":
        command = [sys.executable, "-m", "bot.cli", "work"]
    else:
        port = variables.get(DOORS[process], {"web": "8000", "console": "8001"}[process])
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:bot.serving",
            "--bind",
            f"127.0.0.1:{port}",
            f"bot.app:{process}()",
        ]
    return subprocess.Popen(command, env=dict(variables), cwd=PROJECT)  # noqa: S603 - our own programs, no shell


def await_doors(settings: Settings, processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until both doors listen, or one of the processes has given up."""
    for port in (settings.port, settings.console_port):
        while all(process.poll() is None for process in processes):
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)


def signed_text(settings: Settings, text: str) -> str:
    """Write a curl line that texts the line as Twilio would."""
    url = f"{settings.url}/sms"
    fields = {
        "AccountSid": settings.twilio.account,
        "MessageSid": f"SM{secrets.token_hex(16)}",
        "From": "+12135550100",
        "To": "+12135550199",
        "Body": text,
        "NumMedia": "0",
    }
    signature = sign(url, fields, settings.twilio.token.reveal())
    data = " ".join(f"--data-urlencode '{name}={value}'" for name, value in fields.items())
    return f"curl {url} -H 'X-Twilio-Signature: {signature}' {data}"


def keep(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until somebody stops the demo or one of its processes ends, then stop the others."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
    if any(process.returncode not in {0, -signal.SIGTERM, -signal.SIGINT} for process in processes):
        raise click.ClickException(
            "a part of the demo stopped by itself: what it said stands above, often a port in use (set PORT, CONSOLE_PORT)"
        )
