"""The `porchlight` command: every subcommand in a file of its own, every failure one sentence."""

import sys
from importlib import import_module

import click

from bot.crash import leave_no_image
from bot.quiet import PlainError
from storage import StaffError, StorageError

ROOMS = {
    "backup": "backup:backup",
    "chat": "chat:chat",
    "check": "check:check",
    "close": "close:close",
    "demo": "demo:demo",
    "explain": "explain:explain",
    "fallback": "fallback:fallback",
    "forget": "forget:forget",
    "migrate": "migrate:migrate",
    "open": "close:reopen",
    "restore": "restore:restore",
    "signal": "signal.group:signal",
    "staff": "staff:staff",
    "sweep": "sweep:sweep",
    "work": "work:work",
}
"""Where each subcommand is: the file and the function."""


class Commands(click.Group):
    """Knows its subcommands by name, and loads the one that is called: each needs little of what the others do."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click hands it in
        """Load a subcommand; None if there is none of that name."""
        if cmd_name not in self.commands:
            return None
        room, _, function = ROOMS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"bot.cli.{room}"), function)
        return found


@click.group(
    cls=Commands,
    commands={name: click.Command(name) for name in ROOMS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
def porchlight() -> None:
    """Run and look after a neighbourhood's text line."""


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
