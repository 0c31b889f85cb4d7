"""`porchlight forget`: drop all that is still one address's, given on standard input so that no history keeps it."""

import os
import re
import time

import click

from bot.app import line_of
from bot.channels.sms import PHONE_NUMBER
from bot.settings import Settings


@click.command()
def forget() -> None:
    """Forget the conversation with a phone number, what it left unfinished, and the wish to be told of a message.

    The number is read from standard input, never from an argument. A report that was sent is erased with its code.
    """
    number = re.sub(r"[\s().-]", "", click.prompt("Number, with + and country code", hide_input=True))
    if not PHONE_NUMBER.fullmatch(number):
        raise click.ClickException(
            "that is no number with + and country code, such as +1 213 555 0100; nothing was done"
        )
    with line_of(Settings.read(os.environ)).store.turn(f"sms:{number}", int(time.time())) as turn:
        turn.forget()
    click.echo(
        "Nothing of a conversation with that number is kept here. A report that was sent is erased with its code."
    )
