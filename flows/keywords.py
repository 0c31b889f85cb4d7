"""What is heard before any flow, in the order that keeps people safe."""

from collections.abc import Callable

from flows.heard import Heard
from flows.moves import WARNED, answers, forget, hello, is_story, pending, remind, resume, undo, witness
from flows.turn import Turn

Rule = Callable[[Turn, Heard], bool]
QUESTIONS = frozenset({"anonymous", "pictures", "delete", "bot", "police", "call"})


def carrier_word(turn: Turn, heard: Heard) -> bool:
    """The carrier has answered already: say nothing, but stand where its answer left the person."""
    if heard.carrier == "HELP":
        hello(turn)
        turn.say.clear()
    elif heard.carrier:
        forget(turn)
    return bool(heard.carrier)


def stop(turn: Turn, heard: Heard) -> bool:
    """An opt-out ends everything; one answer confirms it, with a number if there is danger in it (B4)."""
    if heard.command != "stop" and heard.lane != "stop":
        return False
    forget(turn, "common.stopped")
    return True


def leave(turn: Turn, heard: Heard) -> bool:
    """The quick exit: a dull word, and nothing is left (S15)."""
    if heard.command not in {"exit", "erase"} or (heard.command == "erase" and answers(turn, heard)):
        return False
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
    """START, MENU, "hi", "who is this", a wrong number: the first text that anybody gets (S16, B5)."""
    asked = heard.command in {"start", "menu"} or heard.question in {"who", "wrong"}
    if asked or (heard.greeting and turn.state.flow != "tip"):
        turn.door()
        return True
    return False


def foreign(turn: Turn, heard: Heard) -> bool:
    """A language that we do not speak: interpreters by phone, and the languages that we do (C6)."""
    if heard.command == "foreign":
        turn.door()
        turn.say[:] = ["common.other_language"]
    return heard.command == "foreign"


def language(turn: Turn, heard: Heard) -> bool:
    """Another language: the present question once more."""
    if heard.command == "language":
        turn.prompt()
    return heard.command == "language"


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


def question(turn: Turn, heard: Heard) -> bool:
    """A frequent question: one answer, and what was going on goes on."""
    if heard.question not in QUESTIONS or heard.command:
        return False
    turn.say.append(f"questions.{heard.question}")
    remind(turn)
    return True


def other_lane(turn: Turn, heard: Heard) -> bool:
    """A call for help leaves any other flow, and a report leaves the help flow; neither takes words along.

    Somebody who chose to report something, or was just asked whose danger it is, is asked first: witnesses write in
    alarm, too.
    """
    flow = turn.state.flow
    if answers(turn, heard) and turn.state.said:
        return False
    if heard.lane == "help" and flow == "tip" and turn.state.slots.get("witness"):
        pending(turn, heard)
        turn.enter("door", "about")
        return True
    if heard.lane == "help" and turn.flow.key(turn.step) == "door.danger":
        turn.enter("door", "about")
        return True
    if heard.lane == "help" and flow != "help":
        turn.state.slots = {}
        turn.keep(heard, turn.book.by_name["help"].slots, words=False)
        turn.enter("help")
        return True
    if heard.lane == "tip" and flow == "help":
        turn.state.restart()
        pending(turn, heard)
        turn.prompt()
        return True
    return False


def at_the_door(turn: Turn, heard: Heard) -> bool:
    """Pick a lane for a plain report, unless something unclear came before it; keep that until its sender says (A2)."""
    state = turn.state
    stranger = turn.step.name == "first" and not state.said
    if state.flow != "door" or (not stranger and (heard.choice or answers(turn, heard))):
        return False
    if heard.lane == "tip" and not state.slots:
        if not answers(turn, heard):
            pending(turn, heard)
        turn.enter("tip")
        return True
    if heard.says_something and not (heard.greeting or heard.command or heard.choice or heard.meanings):
        state.slots["unclear"] = "yes"
        if is_story(heard):
            pending(turn, heard)
    if stranger:
        turn.prompt()
    return stranger


RULES: tuple[Rule, ...] = (
    carrier_word,
    stop,
    leave,
    danger,
    crisis,
    help_word,
    nobody_there,
    foreign,
    language,
    back,
    question,
    other_lane,
    at_the_door,
)
