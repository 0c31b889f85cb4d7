"""What a receipt code opens, and what becomes of words in an open thread."""

from flows.effects import Write
from flows.heard import Heard
from flows.hearing import chosen
from flows.moves import answers
from flows.turn import Turn


def opened(heard: Heard) -> dict[str, str]:
    """Give what a thread knows of its report and of the phone: slots that are made anew in every turn."""
    if heard.box is None:
        return {}
    can = {"fresh": heard.box.fresh, "textable": heard.textable}
    return {"news": heard.box.news, **{slot: "yes" if holds else "" for slot, holds in can.items()}}


def receipt(turn: Turn, heard: Heard) -> bool:
    """A code opens its thread; one that opens nothing has one answer, whatever it was (E4), and changes nothing."""
    if heard.code == "opens" and heard.box and heard.box.news != "withdrawn":
        turn.state.restart()
        turn.enter("thread", "open")
        turn.state.slots |= opened(heard)
        turn.state.code, turn.state.until = heard.box.code, heard.box.until
    elif heard.code == "opens":
        turn.door("common.withdrawn")
    elif heard.code:
        turn.say.append("common.no_code")
    return bool(heard.code)


def gone(turn: Turn, heard: Heard) -> bool:
    """A thread that is no more answers as its code would; nothing that was meant for it is kept."""
    if not turn.lost or heard.lane == "help":
        return False
    turn.door(turn.lost)
    return True


def letter(turn: Turn, heard: Heard) -> bool:
    """Words in a thread go to the readers, without what may name their sender: nothing is asked there.

    A number that no option has is an answer to the readers, and so is the Korean yes that sounds like four.
    """
    if not turn.step.writes or not heard.says_something:
        return False
    if heard.command or chosen(turn.step, heard) or answers(turn, heard):
        return False
    removed, text = [*heard.removed], heard.text
    for mark, _, _ in heard.doubts:
        text = text.replace(mark, "[phone]")
        removed.append("phone")
    turn.state.slots["removed"] = " ".join(dict.fromkeys(removed))
    turn.effects.append(Write(text))
    turn.say.extend(["common.written", *(["common.summary_removed"] if removed else [])])
    turn.state.tries = 0
    return True
