"""`porchlight signal`: the operator's hands on the line's account on Signal."""

import click

from bot.cli import here
from bot.cli.signal.captcha import captcha
from bot.cli.signal.face import profile, username
from bot.cli.signal.first import link, pin, register, verify
from bot.cli.signal.line import standing
from bot.cli.signal.looks import signal_looks
from bot.cli.signal.poster import poster


@click.group()
def signal() -> None:
    """Put the line on Signal, and look after its account there."""


@signal.command()
def check() -> None:
    """Tell what keeps the line from being heard or answered on Signal."""
    where = standing()
    found = list(signal_looks(where.settings, where.store, here.now()))
    for one in found:
        click.echo(f"- {one.sentence}")
    click.echo(f"{len(found)} to mend." if found else "All is well on Signal.")
    raise SystemExit(1 if found else 0)


for command in (captcha, link, pin, poster, profile, register, username, verify):
    signal.add_command(command)
