"""What is heard before any flow, in the order that keeps people safe."""

from collections.abc import Callable

from flows.effects import Recall
from flows.heard import Heard
from flows.lanes import at_the_door, other_lane
from flows.mailbox import gone, letter, receipt
from flows.moves import WARNED, amend, answers, forget, hello, pending, remind, resume, undo, witness
from flows.questions import bed, question
from flows.turn import Turn

Rule = Callable[[Turn, Heard], bool]
ANSWERS = frozenset({"skip", "back", "more", "fix"})
"""Commands that are about the present question."""


def carrier_word(turn: Turn, heard: Heard) -> bool:
    """The carrier has answered already: say nothing, but stand where its answer left the person."""
    if heard.carrier == "HELP":
        hello(turn)
        turn.say.clear()
    elif heard.carrier:
        forget(turn)
    return bool(heard.carrier)


def stop(turn: Turn, heard: Heard) -> bool:
    """An opt-out ends everything; one answer confirms it, with a number if there is danger in it (B4).

    "No text" is none where that is one of the answers offered, and a text with a receipt code is none.
    """
    if heard.command != "stop" and (heard.lane != "stop" or heard.code or answers(turn, heard)):
        return False
    forget(turn, "common.stopped")
    return True


def leave(turn: Turn, heard: Heard) -> bool:
    """The quick exit: a dull word, and nothing is left (S15), nor of our texts where they can be called back.

    ERASE in a report's thread takes the report back.
    """
    if heard.command == "erase" and turn.state.flow == "thread":
        turn.jump("erased")
        return True
    if heard.command not in {"exit", "erase"} or (heard.command == "erase" and answers(turn, heard)):
        return False
    if heard.command == "exit":
        turn.effects.append(Recall())
    forget(turn, "common.exit" if heard.command == "exit" else "common.erased")
    return True


def danger(turn: Turn, heard: Heard) -> bool:
    """Somebody may be hurt now: 911 before anything else (S3); whose danger it is, only the sender can say (A7)."""
    if heard.lane != "danger":
        return False
    if turn.state.flow == "help" or heard.first_person:
        turn.keep(heard, turn.book.by_name["help"].slots, words=False)
        turn.enter("help", "danger")
    elif witness(turn, heard):
        turn.keep(heard, turn.flow.slots)
        turn.state.slots |= {"ongoing": turn.state.slots.get("ongoing") or "now", WARNED: "yes"}
        resume(turn, "common.danger")
    else:
        pending(turn, heard)
        turn.state.slots |= {"ongoing": "now", WARNED: "yes"}
        turn.enter("door", "danger")
    return True


def crisis(turn: Turn, heard: Heard) -> bool:
    """Suicide or overdose: 988, whoever it is about."""
    if heard.lane != "crisis":
        return False
    if witness(turn, heard):
        turn.keep(heard, turn.flow.slots)
        resume(turn, "common.crisis")
    elif turn.state.flow == "help":
        turn.say.append("common.crisis")
        remind(turn)
    else:
        if not heard.first_person:
            pending(turn, heard)
        turn.enter("door", "crisis")
    return True


def help_word(turn: Turn, heard: Heard) -> bool:
    """HELP and INFO: what carriers ask of us, harmless to read, and a way to both lanes (C1)."""
    if heard.command != "help":
        return False
    hello(turn)
    return True


def nobody_there(turn: Turn, heard: Heard) -> bool:
    """START, MENU, "hi", "who is this", a wrong number: the first text that anybody gets (S16, B5).

    A report under way waits behind it where it was only a greeting.
    """
    if not heard.neutral:
        return False
    if turn.state.flow == "tip" and heard.greeting:
        turn.enter("door", "first")
    else:
        turn.door()
    return True


def foreign(turn: Turn, heard: Heard) -> bool:
    """A language that we do not speak: interpreters by phone, and the languages that we do (C6); a report waits."""
    if heard.command != "foreign":
        return False
    if turn.state.flow == "tip":
        turn.say.append("common.other_language")
        remind(turn)
    else:
        turn.door("common.other_language")
    return True


def language(turn: Turn, heard: Heard) -> bool:
    """Another language: the present question once more."""
    if heard.command == "language":
        turn.prompt()
    return heard.command == "language"


def late(turn: Turn, heard: Heard) -> bool:
    """A number that an earlier text is edited into chooses nothing that was asked since, least of all to send."""
    bare = heard.choice or heard.meanings or heard.command in ANSWERS
    if not heard.late or not bare or heard.lane != "unclear" or not turn.state.said:
        return False
    remind(turn)
    return True


def back(turn: Turn, heard: Heard) -> bool:
    """Undo the last answer; where there is nothing to undo, ask again."""
    if heard.command != "back":
        return False
    if turn.state.trail and turn.flow.undo:
        undo(turn)
    elif turn.flow.undo:
        turn.door()
    else:
        turn.prompt()
    return True


def fix(turn: Turn, heard: Heard) -> bool:
    """FIX tells a report anew, and what was left unfinished goes when it is sent; the same answer for everybody (A6)."""
    if heard.command != "fix" or answers(turn, heard) or turn.state.flow == "help":
        return False
    amend(turn)
    return True


RULES: tuple[Rule, ...] = (
    carrier_word,
    stop,
    leave,
    danger,
    crisis,
    help_word,
    receipt,
    nobody_there,
    gone,
    foreign,
    language,
    late,
    back,
    fix,
    bed,
    question,
    other_lane,
    letter,
    at_the_door,
)
