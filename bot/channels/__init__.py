"""The doors: each proves who calls, makes an `Inbound`, and carries the `Answer` back."""

from typing import Protocol

from bot.messages import Answer, Inbound


class Answers(Protocol):
    """Whatever turns one message into its answer: the engine is one."""

    def answer(self, inbound: Inbound) -> Answer:
        """Take one turn; an implementation never raises for anything a person can write."""
        ...
