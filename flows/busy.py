"""What falls when the line has given as many answers as it may: reports first, help last, danger and the ways out never."""

from flows.book import Book
from flows.brake import paced, spared
from flows.conversation import REPORTS, converse, may_wait, settle
from flows.effects import Amend, Draft, Effect, Forget, Nudge, SubmitTip, TakeBack, Undraft, Write
from flows.heard import Heard
from flows.moves import is_story, pending
from flows.state import State
from flows.turn import Turn

FALLS = {"report": 1.0, "door": 1.25, "help": 2.0}
"""From which part of the budget on nobody is answered any more, by what they are about."""
DONE: tuple[type[Effect], ...] = (SubmitTip, Write, TakeBack, Forget, Nudge, Amend)
"""Effects that are had, and told, whatever the line has spent: somebody finishes what they began."""


def sparing(book: Book, state: State, heard: Heard, at: int, spent: float) -> Turn:
    """Take one turn of a line that has spent this part of its budget (1: all of it); the turn's state is the one to keep."""
    if spent < min(FALLS.values()) or spared(heard) or spent < FALLS[about(state, heard)]:
        return quietly(paced(book, state, heard, at), heard, spent)
    trial = converse(book, State.of(state.plain()), heard)
    if not heard.abuse and any(isinstance(effect, DONE) for effect in trial.effects):
        trial.state.pace = state.pace
        state.pace.instead = None
        return trial
    turn = Turn(book, state)
    settle(turn, heard)
    turn.say.clear()
    if heard.about_self:
        take_nothing(turn)
    else:
        wait(turn, heard)
    told = (heard.about_self or spent < FALLS["help"]) and state.pace.once("busy")
    turn.say.extend(state.pace.lines(*(["common.busy"] if told else [])))
    return turn


def about(state: State, heard: Heard) -> str:
    """Tell what a text is about, as far as that decides when it falls."""
    if heard.about_self or state.flow == "help":
        return "help"
    return "report" if state.flow in REPORTS or heard.lane == "tip" else "door"


def quietly(turn: Turn, heard: Heard, spent: float) -> Turn:
    """Leave the good-bye unsaid at last: what X and ERASE do is done all the same, and costs nothing without end."""
    if spent >= FALLS["help"] and heard.command in {"exit", "erase"}:
        turn.say.clear()
    return turn


def take_nothing(turn: Turn) -> None:
    """Let nobody who may be in trouble stand at a question that they never got: they are at the door, and nothing is sent."""
    turn.state.restart()
    turn.state.slots["own"] = "yes"
    turn.effects.append(Undraft(earlier=True))


def wait(turn: Turn, heard: Heard) -> None:
    """Keep what is told with the conversation, and with the unfinished report that its sender was told of (A1)."""
    state = turn.state
    if heard.abuse or not turn.flow.keeps_words or heard.command or heard.greeting or not is_story(heard):
        return
    pending(turn, heard)
    state.drafted = state.drafted and may_wait(state)
    if state.drafted:
        turn.effects.append(Draft())
