"""`porchlight fallback`: what Twilio shall say while no process of the line answers, as TwiML for a TwiML Bin."""

from pathlib import Path

import click

from bot.channels.twiml import several
from bot.cli.options import place_option
from bot.setup.place import load
from bot.words.catalogues import catalogue
from bot.words.wording import Wording
from flows.book import book


@click.command()
@place_option
def fallback(folder: Path) -> None:
    """Print the TwiML to paste where Twilio asks for a fallback: nothing of the line needs to run for it."""
    place = load(folder)
    words = Wording(book, place, {language: catalogue(language) for language in place.languages})
    click.echo(several(words.text(language, "common.unsaved") for language in place.languages))
