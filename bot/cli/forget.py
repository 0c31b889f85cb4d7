"""`porchlight forget`: drop the conversation of one address, given on standard input so that no history keeps it."""

import os
import time

import click

from bot.app import line_of
from bot.settings import Settings


@click.command()
def forget() -> None:
    """Forget the conversation with a phone number; the number is read from standard input, never from an argument."""
    number = "".join(click.prompt("Number, with + and country code", hide_input=True).split())
    with line_of(Settings.read(os.environ)).store.turn(f"sms:{number}", int(time.time())) as turn:
        turn.forget()
    click.echo("Nothing of a conversation with that number is kept here.")
