"""The brake: whoever floods the line, and any machine that talks to it, meets silence; danger and need never do (E1)."""

from dataclasses import replace

from flows.book import Book
from flows.conversation import URGENT, converse, settle
from flows.heard import Heard
from flows.moves import remind
from flows.pace import Pace
from flows.state import State
from flows.turn import Turn

TURNS = 20
"""Turns that anybody may take at once (E1)."""
EACH = 30
"""Seconds after which one of them is free again: twenty in ten minutes."""
FOLLOWS = 5
"""Turns that are free after danger or need, so that nobody who has just been asked something meets silence."""
LOOPS = 2
"""Exchanges in a row with what may be a machine; after them it is silent here until something else is said."""
WAYS_OUT = frozenset({"stop", "exit", "erase", "help"})
"""Commands that are done and answered however much was written."""


def paced(book: Book, state: State, heard: Heard, at: int) -> Turn:
    """Take one turn, unless it is a machine's or one too many; ``state`` moves in place, and its pace with it."""
    turn, pace = Turn(book, state), state.pace
    pace.loops, pace.heard, pace.instead = loops(heard, pace), heard.digest, None
    if pace.loops > LOOPS:
        pace.lines()
        return turn
    if always(heard) and not echoed(heard, pace):
        pace.full = min(pace.full, at + (TURNS - FOLLOWS) * EACH)
        return converse(book, state, heard)
    if flooded(pace, at):
        turn.say.extend(pace.lines(*(["common.slow"] if pace.once("slow") else [])))
        return turn
    if unmoved(turn, heard):
        return turn
    return converse(book, state, muffled(heard))


def always(heard: Heard) -> bool:
    """Whether somebody is answered however much they write: danger, need, a way out (S3, E1)."""
    return spared(heard) or heard.about_self


def spared(heard: Heard) -> bool:
    """Whether it is danger or a way out, which nothing may ever stop."""
    told = heard.carrier or heard.taken_back or heard.lane in {*URGENT, "stop"}
    return bool(told) or heard.command in WAYS_OUT


def echoed(heard: Heard, pace: Pace) -> bool:
    """Whether our own last words come back."""
    return bool(heard.digest) and heard.digest == pace.told


def loops(heard: Heard, pace: Pace) -> int:
    """Count the texts in a row that a machine may have written; nobody who is in danger or in need is one."""
    if echoed(heard, pace):
        return pace.loops + 1
    if always(heard):
        return 0
    again = bool(heard.digest) and heard.digest == pace.heard
    return pace.loops + 1 if again or heard.abuse == "bot" else 0


def flooded(pace: Pace, at: int) -> bool:
    """Take a turn out of the bucket, which fills steadily; tell whether it was empty."""
    if pace.full <= at:
        pace.notes = [note for note in pace.notes if note != "slow"]
    full = max(pace.full, at) + EACH
    if full - at > TURNS * EACH:
        return True
    pace.full = full
    return False


def unmoved(turn: Turn, heard: Heard) -> bool:
    """Answer what is nobody's message: nothing of it is kept, and the conversation stands where it stood."""
    pace = turn.state.pace
    machine = heard.abuse == "bot" or echoed(heard, pace)
    if not machine and heard.abuse not in {"insult", "threat", "spam"}:
        return False
    if heard.abuse in {"insult", "threat"} and not machine:
        if not pace.once("here"):
            return False
        turn.say.extend(pace.lines("common.here"))
        return True
    if heard.abuse == "spam" and not (pace.once("spam") and not turn.state.said):
        pace.lines()
        return True
    settle(turn, heard)
    if turn.state.said:
        remind(turn)
    else:
        turn.prompt()
    turn.state.said = list(turn.say)
    return True


def muffled(heard: Heard) -> Heard:
    """Let a flow hear of an insult that somebody spoke, and none of its words: they answer nothing and go to nobody."""
    if not heard.abuse:
        return heard
    return replace(
        heard, text="", known={}, meanings=frozenset(), choice=0, bare=False, removed=(), doubts=()
    )
