"""What is heard before any flow, in the order that keeps people safe."""

from collections.abc import Callable

from flows.effects import Forget
from flows.heard import Heard
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
    if heard.command not in {"exit", "erase"}:
        return False
    forget(turn, "common.exit" if heard.command == "exit" else "common.erased")
    return True


def danger(turn: Turn, heard: Heard) -> bool:
    """Somebody may be hurt now: 911 before anything else (S3); whose danger it is, only the sender can say (A7)."""
    if heard.lane != "danger":
        return False
    if turn.state.flow == "help":
        turn.enter("help", "danger")
    elif witness(turn, heard):
        turn.keep(heard, turn.flow.slots)
        turn.state.slots.setdefault("ongoing", "now")
        resume(turn, "common.danger")
    else:
        pending(turn, heard)
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
    """START, MENU, "who is this", a wrong number: the first text that anybody gets (S16, B5)."""
    asked = heard.command in {"start", "menu"} or heard.question in {"who", "wrong"}
    if asked or (heard.greeting and turn.state.flow == "help"):
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
    state = turn.state
    if state.trail and turn.flow.undo:
        undo = state.trail.pop()
        state.step, state.tries = undo.step, 0
        for slot, held in undo.slots.items():
            if held is None:
                state.slots.pop(slot, None)
            else:
                state.slots[slot] = held
        turn.prompt()
    elif turn.flow.undo:
        turn.door()
    else:
        turn.prompt()
    return True


def question(turn: Turn, heard: Heard) -> bool:
    """A frequent question: one answer, and what was going on goes on."""
    if heard.question not in QUESTIONS:
        return False
    turn.say.append(f"questions.{heard.question}")
    remind(turn)
    return True


def other_lane(turn: Turn, heard: Heard) -> bool:
    """A call for help leaves any other flow, and a report leaves the help flow; neither takes words along."""
    flow = turn.state.flow
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
    """Pick a lane for a plain report; keep anything else until the sender says what it is (A2)."""
    state = turn.state
    if (
        state.flow != "door"
        or heard.choice
        or any(option.means(heard.meanings) for option in turn.step.options)
    ):
        return False
    if heard.lane == "tip" and "account" not in state.slots:
        pending(turn, heard)
        turn.enter("tip")
        return True
    if heard.says_something and not heard.greeting and not heard.command:
        pending(turn, heard)
    if not state.said:
        turn.prompt()
    return not state.said


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


def witness(turn: Turn, heard: Heard) -> bool:
    """Whether this is more of a report that is under way, and not about the sender."""
    return turn.state.flow == "tip" and turn.step.kind != "end" and not heard.first_person


def pending(turn: Turn, heard: Heard) -> None:
    """Keep a text in the conversation, and nowhere else, until the sender says what it is about."""
    turn.keep(heard, turn.book.by_name["tip"].slots, words=not heard.first_person)


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
