"""The whole of a turn: keywords first, then the flow."""

from flows.book import Book
from flows.effects import Forget
from flows.heard import Heard
from flows.hearing import hear
from flows.keywords import RULES
from flows.machine import START
from flows.state import State
from flows.turn import Turn

URGENT = frozenset({"danger", "crisis"})
"""Lanes whose words nothing may come before (S3), and that get them even when nothing can be stored."""


def converse(book: Book, state: State, heard: Heard) -> Turn:
    """Take one turn; ``state`` moves in place and remembers which lines were said."""
    turn = Turn(book, state)
    settle(turn)
    if not any(rule(turn, heard) for rule in RULES):
        hear(turn, heard)
    if heard.pictures and turn.say and Forget() not in turn.effects:
        turn.say.insert(1 if heard.lane in URGENT else 0, "common.pictures")
    state.said = [] if Forget() in turn.effects else list(turn.say)
    return turn


def settle(turn: Turn) -> None:
    """Find a footing: an ended conversation is over, and a step that a new release dropped starts its flow anew."""
    state = turn.state
    if state.flow not in turn.book.by_name:
        state.restart()
    elif state.step not in turn.flow.steps:
        state.step = START
        turn.onward()
        turn.say.clear()
    elif turn.step.kind == "end":
        state.restart()
