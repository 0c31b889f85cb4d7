"""The `porchlight` command: every subcommand in a file of its own, every failure one sentence."""

import sys

import click

from bot.cli.backup import backup
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.close import close, reopen
from bot.cli.demo import demo
from bot.cli.explain import explain
from bot.cli.fallback import fallback
from bot.cli.forget import forget
from bot.cli.migrate import migrate
from bot.cli.restore import restore
from bot.cli.signal.group import signal
from bot.cli.staff import staff
from bot.cli.sweep import sweep
from bot.cli.work import work
from bot.crash import leave_no_image
from bot.quiet import PlainError
from storage import StaffError, StorageError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def porchlight() -> None:
    """Run and look after a neighbourhood's text line."""


COMMANDS = (
    *(backup, chat, check, close, demo, explain, fallback, forget, migrate),
    *(reopen, restore, signal, staff, sweep, work),
)
for command in COMMANDS:
    porchlight.add_command(command)


def main() -> None:
    """Run the command; what the operator can mend is said in a sentence, without a traceback."""
    leave_no_image()  # a passphrase or the recovery key may be in memory
    try:
        porchlight()
    except (PlainError, StorageError, StaffError) as error:
        click.echo(f"porchlight: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"porchlight: {error.strerror}: {error.filename}", err=True)
        sys.exit(1)
