"""What a turn looks up of a report's thread before the flow decides, and how much of it the flow may know."""

from typing import NamedTuple

from flows.heard import Box
from flows.state import State
from storage import Letter, Thread, Turn

STICKY = 30 * 60
"""Seconds after the receipt, or after a code was typed, for which no code is needed; texts do not prolong them (B8)."""
CODED = frozenset({"unclear", "tip"})
"""Lanes in which a code is looked for: nothing else may come before a call for help or an opt-out."""


class Opened(NamedTuple):
    """What the message's code opens, or else what the conversation has open."""

    word: str = ""
    """What the message's code is: ``opens``, ``wrong``, or none."""
    code: str = ""
    thread: Thread | None = None
    until: int = 0

    @property
    def box(self) -> Box | None:
        """Tell the flow about it; it does not learn what the readers wrote."""
        thread = self.thread
        return Box(self.code, self.until, thread.news, thread.fresh) if thread else None

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Give what the readers wrote, the newest first."""
        return self.thread.letters if self.thread else ()


NOTHING = Opened()


def look_up(turn: Turn, state: State, typed: str | None, at: int, *, again: bool) -> Opened:
    """Open what the message or the conversation has the code of; a message that comes again tries no code anew.

    ``typed`` is the code that the message is meant as, if any, and may be none at all (an empty string).
    """
    if typed is not None:
        found = None if again else turn.try_code(typed)
        if found:
            return Opened("opens", typed, found, at + STICKY)
        return still_open(turn, state)._replace(word="wrong")
    return still_open(turn, state)


def still_open(turn: Turn, state: State) -> Opened:
    """Give what the conversation has open; without a thread nothing is asked of the database."""
    return Opened("", state.code, turn.thread(state.code), state.until) if state.code else NOTHING
