"""The line learns its own numbers from the texts that reach it, so that it deletes nobody else's at Twilio."""

import logging

from bot import quiet
from bot.channels import Answers
from bot.messages import Answer, Inbound
from bot.setup.settings import Twilio
from storage import StorageError, Store


class Learning:
    """Answers as an engine does, and remembers once in each process which number a text came to."""

    def __init__(self, engine: Answers, store: Store) -> None:
        self._engine, self._store = engine, store
        self._known: set[str] = set()

    def answer(self, inbound: Inbound) -> Answer:
        """Answer first: whoever waits at the other end comes before our own books.

        Where the message could not be kept, nothing is waited for a second time.
        """
        answer = self._engine.answer(inbound)
        if answer.kept and inbound.channel == "sms" and inbound.to and inbound.to not in self._known:
            self._learn(inbound.to)
        return answer

    def _learn(self, number: str) -> None:
        """Remember a number, or leave it to the next text."""
        try:
            self._store.lines.learn(number)
        except StorageError as error:
            quiet.event("failed", level=logging.ERROR, door="web", error=error)
        else:
            self._known.add(number)


def own_numbers(settings: Twilio, store: Store) -> tuple[str, ...]:
    """Give the line's own numbers: those that the operator named, else those that texts came to."""
    return settings.numbers or store.lines.known()
