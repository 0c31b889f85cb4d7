"""`porchlight forget`: drop all that is still one address's, given on standard input so that no history keeps it."""

import re

import click

from bot.cli import here
from bot.messages import PHONE_NUMBER


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
    with here.line().store.turn(f"sms:{number}", here.now()) as turn:
        turn.forget()
    click.echo(
        "Nothing of a conversation with that number is kept here. A report that was sent is erased with its code."
    )
