"""Whoever did not get our answer was told nothing, so silence of theirs is no consent (A1)."""

from bot.mail import Mail
from storage import Store


def untell(store: Store, mail: Mail, at: int) -> None:
    """Let nothing be sent on that somebody left unfinished, and let them begin anew; only the answer had told them."""
    with store.turn(mail.address, at) as turn:
        turn.undraft()
        turn.drop()
