"""The whole of a turn: keywords first, then the flow, then what follows from both."""

from flows.book import Book
from flows.effects import Amend, Draft, Forget, SubmitTip, TakeBack, Undraft
from flows.heard import Heard
from flows.hearing import hear
from flows.keywords import RULES
from flows.machine import START
from flows.mailbox import opened
from flows.moves import forget
from flows.state import State
from flows.turn import Turn

URGENT = frozenset({"danger", "crisis"})
"""Lanes whose words nothing may come before (S3), and that get them even when nothing can be stored."""
REPORTS = frozenset({"tip", "thread"})
"""Flows in which somebody tells what they saw."""


def converse(book: Book, state: State, heard: Heard) -> Turn:
    """Take one turn; ``state`` moves in place and remembers which lines were said."""
    turn, drafted = Turn(book, state), state.drafted
    if heard.taken_back:
        take_back(turn, heard)
        follow(turn, heard, drafted=drafted)
        return turn
    settle(turn, heard)
    if heard.may_be_own and not heard.code:
        state.slots["own"] = "yes"
    for rule in RULES:
        if rule(turn, heard):
            break
    else:
        hear(turn, heard)
    follow(turn, heard, drafted=drafted)
    if held(state) and not ends(turn):
        state.slots["held"] = "yes"
        turn.say.insert(first(heard), "common.held")
    if heard.pictures and unread(turn):
        turn.say.insert(first(heard), "common.pictures")
    if heard.unseen:
        turn.say[:] = [book.unseen.get(key, key) for key in turn.say]
    state.said = [] if Forget() in turn.effects else list(turn.say)
    return turn


def take_back(turn: Turn, heard: Heard) -> None:
    """Say nothing where a message is undone; where it cannot be, or is an earlier one, the conversation is forgotten.

    That is told in a report alone, whose sender might think that it is erased as well: somebody in trouble who deletes
    what she wrote must not have her phone light up. Whoever stands where nothing was ever said is a stranger again.
    """
    state = turn.state
    if heard.revises != "last":
        reports = state.flow in REPORTS and not state.slots.get("own")
        forget(turn, *(["common.erased"] if reports else []))
    elif not state.said:
        state.restart()


def unread(turn: Turn) -> bool:
    """Whether there is room to say that nobody sees pictures: not beside the words in three languages, which fill a text."""
    return bool(turn.say) and Forget() not in turn.effects and "common.other_language" not in turn.say


def first(heard: Heard) -> int:
    """Give the place of the first line that may stand before the answer: behind danger's and crisis's words."""
    return 1 if heard.lane in URGENT else 0


def settle(turn: Turn, heard: Heard) -> None:
    """Find a footing: what ended is over, a closed thread too, and a step that a release dropped starts its flow anew."""
    state = turn.state
    if state.flow not in turn.book.by_name:
        state.restart()
    elif state.flow == "thread" and (heard.box is None or heard.box.news == "withdrawn"):
        state.restart()
        turn.lost = "common.withdrawn" if heard.box else "common.no_code"
    elif state.step not in turn.flow.steps:
        state.step = START
        turn.onward()
        turn.say.clear()
        turn.effects.clear()
    elif turn.step.kind == "end":
        state.restart()
    if state.flow == "thread" and heard.box:
        state.slots.pop("removed", None)
        state.slots |= opened(heard)


def follow(turn: Turn, heard: Heard, *, drafted: bool) -> None:
    """Add the effects that a turn has beside its own: what silence may send, and what an erased report takes along."""
    state, effects = turn.state, turn.effects
    if TakeBack() in effects:
        effects.append(Forget())
    if SubmitTip() in effects and state.slots.get("mends"):
        effects.append(Amend())
    forgotten = Forget() in effects
    state.drafted = not ends(turn) and may_wait(state)
    if state.drafted:
        effects.append(Draft(anew=not (drafted or state.slots.get("mends"))))
    elif not forgotten and in_need(state, heard):
        state.slots["in need"] = "yes"
        effects.append(Undraft(earlier=True))
    elif not forgotten and drafted and (heard.code != "opens" or heard.revises == "last"):
        effects.append(Undraft())


def ends(turn: Turn) -> bool:
    """Whether nothing is left of what was told in this conversation."""
    return Forget() in turn.effects or SubmitTip() in turn.effects


def in_need(state: State, heard: Heard) -> bool:
    """Whether this turn is the first that tells that the sender may be the one in trouble: no silence of theirs sends anything."""
    here = state.flow == "help" or (heard.first_person and not heard.code)
    return here and "in need" not in state.slots


def held(state: State) -> bool:
    """Whether somebody who goes on with a report has to be told that silence does not send it any more."""
    slots = state.slots
    begun = state.flow == "tip" and bool(slots.get("own")) and bool(slots.get("told unfinished"))
    return begun and "held" not in slots


def may_wait(state: State) -> bool:
    """Whether silence may send what was told, because its sender was told so (A1)."""
    slots = state.slots
    told = slots.get("account") and slots.get("witness") and "told unfinished" in slots
    return bool(told) and not slots.get("own")
