"""`porchlight close` and `porchlight open`: the kill switch, which works while nothing else does."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from bot import paths
from bot.catalogues import catalogue
from bot.cli.doctor.finding import Finding, look
from bot.environment import Environment
from bot.place import load
from bot.watch.words import WORDS
from bot.wording import Wording
from flows.book import book
from storage import Switch

CLOSED = "The line is closed, for everybody and at once, until porchlight open. Whoever texts now hears:\n"
STILL = """
Danger and crisis still get their numbers. X, STOP and ERASE still work. No nudge leaves.
The console stays open, and what was left unfinished is still sent on to the readers.
"""


@click.command()
def close() -> None:
    """Close the line: nobody is talked with any more, and everybody hears whom to call instead.

    It needs nothing but PORCHLIGHT_DATABASE, and works while the database is broken, locked or gone.
    """
    switch().close()
    click.echo(CLOSED)
    for language, sentence in heard():
        click.echo(f"  {language}  {sentence}")
    click.echo(STILL)


@click.command("open")
def reopen() -> None:
    """Open the line again after porchlight close."""
    found = switch()
    was_closed = found.closed
    found.open()
    click.echo("The line is open again." if was_closed else "The line was open; nothing was done.")


def switch() -> Switch:
    """Find the line's switch; no other setting need be right for that."""
    env = Environment(os.environ)
    database = paths.database(env)
    env.finish()
    return Switch.beside(database)


def heard() -> Iterator[tuple[str, str]]:
    """Give what people hear while the line is closed, in each language of the place."""
    env = Environment(os.environ)
    folder = paths.place(env)
    env.finish()
    place = load(folder)
    words = Wording(book, place, {language: catalogue(language) for language in place.languages})
    return ((language, words.text(language, "common.closed")) for language in place.languages)


def told(database: Path) -> Iterator[Finding]:
    """Tell the doctor whether the line is closed; the database itself may be gone."""
    if Switch.beside(database).closed:
        yield look("closed", WORDS["closed"].wrong)
