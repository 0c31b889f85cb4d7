"""Options that several subcommands share."""

from pathlib import Path

import click

from bot.setup.place import DEFAULT

place_option = click.option(
    "--place",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PORCHLIGHT_PLACE",
    default=DEFAULT,
    help="The folder of facts to use.",
)
