"""Which lane a text belongs to, where that is not its flow's to say: the sender is asked rather than guessed at (A2)."""

from flows.heard import Heard
from flows.moves import answers, is_story, pending
from flows.turn import Turn


def other_lane(turn: Turn, heard: Heard) -> bool:
    """A call for help leaves any other flow, and a report leaves the help flow; neither takes words along.

    Somebody who chose to report something, or was just asked whose danger it is, is asked first: witnesses write in
    alarm, too. In a thread nothing that may be about the sender becomes a letter (S10); what they say is about
    somebody else begins a report, and is not lost.
    """
    flow = turn.state.flow
    if answers(turn, heard) and turn.state.said:
        return False
    of_self = heard.first_person or "me" in heard.meanings
    chosen = flow == "tip" and turn.state.slots.get("witness")
    if (chosen and heard.lane == "help") or (flow == "thread" and of_self):
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
        turn.state.slots["own"] = "yes"
        pending(turn, heard)
        turn.prompt()
        return True
    return False


def at_the_door(turn: Turn, heard: Heard) -> bool:
    """Pick a lane for a plain report, unless something unclear came before it; keep that until its sender says (A2).

    A fact about what waits there, such as "right now", is kept with it.
    """
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
    elif state.slots.get("account"):
        turn.keep(heard, turn.book.by_name["tip"].slots, words=False)
    if stranger:
        turn.prompt()
    return stranger
