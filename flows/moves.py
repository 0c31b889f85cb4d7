"""What the line's own words do to a conversation."""

from flows.effects import Forget
from flows.heard import Heard
from flows.turn import Turn

PHRASE = 12
"""Bytes; a text that answers nothing and is as long as three short words, or five Korean syllables, is kept."""
WARNED = "told emergency"
"""Remembers that 911 was named, so that a report does not name it twice."""


def answers(turn: Turn, heard: Heard) -> bool:
    """Whether the words choose one of the present step's options."""
    return any(option.means(heard.meanings) for option in turn.step.options)


def is_story(heard: Heard) -> bool:
    """Whether a text that answers nothing is worth keeping in the account."""
    return heard.says_something and (
        heard.lane == "tip" or bool(heard.known) or len(heard.text.encode()) >= PHRASE
    )


def forget(turn: Turn, *say: str) -> None:
    """Drop everything and say at most one thing."""
    turn.state.restart()
    turn.effects.append(Forget())
    turn.say.extend(say)


def hello(turn: Turn) -> None:
    """Stand at the menu that the carrier's HELP text shows; a report under way waits, a call for help does not."""
    if turn.state.flow == "help":
        turn.state.restart()
    turn.enter("door", "hello")


def amend(turn: Turn) -> None:
    """Tell a report anew from the door, fix the one under way; where neither can be, ask what was asked."""
    if turn.state.flow == "door":
        turn.state.restart()
        turn.state.slots |= {"witness": "yes", "mends": "yes"}
        turn.enter("tip")
    elif turn.state.flow == "tip" and turn.state.slots.get("account"):
        turn.jump("fix")
    else:
        remind(turn)


def witness(turn: Turn, heard: Heard) -> bool:
    """Whether this is more of a report that is under way, and not about the sender."""
    return turn.state.flow == "tip" and turn.step.kind != "end" and not heard.first_person


def pending(turn: Turn, heard: Heard) -> None:
    """Keep a text in the conversation, and nowhere else, until the sender says what it is about; "me" drops it."""
    turn.keep(heard, turn.book.by_name["tip"].slots)


def remind(turn: Turn) -> None:
    """Bring back what was asked, as shortly as can be; in the help lane with a number (S4)."""
    if not turn.step.options:
        turn.prompt()
    else:
        turn.say.append("common.still" if turn.flow.keeps_words else "common.still_out")


def resume(turn: Turn, *before: str) -> None:
    """Say ``before`` and go on with whatever is still wanted."""
    turn.say.extend(before)
    step = turn.step
    if step.fills and not step.wanted(turn.state.slots):
        turn.onward()
    else:
        turn.prompt()


def undo(turn: Turn) -> None:
    """Take the last answer back, and ask for it again."""
    state = turn.state
    last = state.trail.pop()
    state.step, state.tries = last.step, 0
    for slot, held in last.slots.items():
        if held is None:
            state.slots.pop(slot, None)
        else:
            state.slots[slot] = held
    turn.prompt()
