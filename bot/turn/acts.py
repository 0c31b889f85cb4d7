"""What a flow asked to have done, done to what is stored: the only place where a conversation has effects."""

from typing import NamedTuple

from bot.mail import Mail
from bot.messages import Inbound
from bot.setup.place import Place
from bot.turn.report import body, coarse
from bot.turn.threads import STICKY
from flows.effects import Amend, Draft, Effect, Forget, Nudge, Recall, SubmitTip, TakeBack, Undraft, Write
from flows.state import State
from flows.turn import Turn as Decided
from storage import Thread, TipFacts, Turn


class Message(NamedTuple):
    """The message that a turn answers, the thread that it has open, and where we are."""

    inbound: Inbound
    thread: Thread | None
    place: Place


def act(turn: Turn, decided: Decided, message: Message) -> None:
    """Have every effect, in the order that loses nothing: what is sent before what is forgotten."""
    if Amend() in decided.effects:
        turn.take_back_unfinished()
    if SubmitTip() in decided.effects:
        submit(turn, decided.state, message)
    for effect in decided.effects:
        have(turn, effect, decided, message)


def have(turn: Turn, effect: Effect, decided: Decided, message: Message) -> None:
    """Have one effect that stands for itself; a letter for which there is no room takes back what was said of it."""
    state = decided.state
    match effect:
        case Write(text) if message.thread and not turn.write(message.thread, text.encode()):
            decided.say[:] = ["common.unwritten"]
            state.said = list(decided.say)
        case Nudge() if message.thread:
            turn.nudge(state.code, nudge(state, message.inbound))
        case TakeBack() if message.thread:
            turn.take_back(message.thread, state.code)
        case Draft(anew) if not turn.draft(*report(state, message), anew=anew):
            state.drafted = False
            state.slots["held"] = "yes"
            decided.say[:] = ["common.held", *(line for line in decided.say if line != "tip.unfinished")]
            state.said = list(decided.say)
        case Undraft(earlier):
            turn.undraft(earlier=earlier)
        case Recall():
            turn.recall()
        case Forget():
            turn.forget()


def submit(turn: Turn, state: State, message: Message) -> None:
    """Send a report, and open its thread for half an hour; nothing of what was told stays in the conversation."""
    state.pace.sent += 1
    state.code = turn.submit(*report(state, message))
    state.until = int(message.inbound.at.timestamp()) + STICKY
    state.slots, state.doubts = {}, []


def report(state: State, message: Message) -> tuple[bytes, TipFacts]:
    """Make the report of what was told so far, and the coarse facts beside it."""
    at, place = message.inbound.at, message.place
    return body(state, at), coarse(state, at.astimezone(place.zone), place.blocks)


def nudge(state: State, inbound: Inbound) -> bytes:
    """Write down what the worker needs to text once that there is a message."""
    return Mail(inbound.sender, language=state.language, from_=inbound.to).written()
