"""`porchlight migrate`: make the database, or bring it up to date."""

import os

import click

from bot.app import line_of
from bot.settings import Settings


@click.command()
def migrate() -> None:
    """Make the database, or bring it up to date; safe to run again, and from several processes at once."""
    line_of(Settings.read(os.environ)).store.migrate()
    click.echo("The database is ready.")
