"""`porchlight migrate`: make the database, or bring it up to date."""

import click

from bot.cli import here


@click.command()
def migrate() -> None:
    """Make the database, or bring it up to date; safe to run again, and from several processes at once."""
    here.line().store.migrate()
    click.echo("The database is ready.")
