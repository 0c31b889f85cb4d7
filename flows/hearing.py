"""How a step hears an answer: a number, a meaning, a fact; and what it says when it hears none."""

from flows.grammar import Option, Step
from flows.heard import Heard
from flows.moves import is_story
from flows.state import TRAIL, Undo
from flows.turn import Turn

SHORT = 8
"""Words; a longer text is more of the story, not the answer to a short question."""


def hear(turn: Turn, heard: Heard) -> None:
    """Let the present step hear ``heard``, and remember how to take the answer back."""
    flow, step, before = turn.flow, turn.step, dict(turn.state.slots)
    if not (refuses(step, heard) and pass_over(turn, step)) and not answered(turn, step, heard):
        miss(turn, step, heard)
    state = turn.state
    if state.flow == flow.name and state.step != step.name and turn.flow.undo:
        changed = {
            slot: before.get(slot)
            for slot in before.keys() | state.slots.keys()
            if before.get(slot) != state.slots.get(slot)
        }
        state.trail = [*state.trail, Undo(step.name, changed)][-TRAIL:]


def refuses(step: Step, heard: Heard) -> bool:
    """Whether the person would rather not say, or does not know where that is no answer of its own."""
    unsure = "unsure" in heard.meanings and not heard.known and not step.gathers
    return heard.command == "skip" or (unsure and chosen(step, heard) is None)


def pass_over(turn: Turn, step: Step) -> bool:
    """Skip what is asked, for good (S7); a menu says which of its ways that is, if any."""
    if step.fills:
        turn.state.fill(step.fills, "")
        turn.onward()
    return bool(step.fills)


def answered(turn: Turn, step: Step, heard: Heard) -> bool:
    """Take ``heard`` as the answer to ``step`` if it is one."""
    if step.kind == "ask":
        return told(turn, step, heard)
    if step.kind == "find" and heard.command == "more":
        turn.state.page = []
        turn.prompt()
        return True
    option = chosen(step, heard)
    if option:
        by_fact = not heard.choice and not option.means(heard.meanings)
        more = (by_fact and says_more(turn, heard)) or len(heard.text.split()) > SHORT
        turn.keep(heard, turn.flow.slots, words=more and turn.flow.gatherer is not None)
        take(turn, step, option)
    return option is not None


def says_more(turn: Turn, heard: Heard) -> bool:
    """Whether words say more than is kept of them as facts: other words, or another thing than was told before."""
    slots = turn.state.slots
    return not heard.bare or any(
        slots.get(slot) not in {None, "", fact} for slot, fact in heard.known.items()
    )


def chosen(step: Step, heard: Heard) -> Option | None:
    """Find the one option that was meant: by its number, by its meaning, or by a fact that the message tells."""
    if 0 < heard.choice <= len(step.options):
        return step.options[heard.choice - 1]
    meant = [
        option
        for option in step.options
        if option.means(heard.meanings) or heard.known.get(step.name) == option.meaning
    ]
    return meant[0] if len(meant) == 1 else None


def take(turn: Turn, step: Step, option: Option) -> None:
    """Fill what the option fills, and go where it leads."""
    slots = turn.state.slots
    for slot in option.clears.split():
        turn.take_out(slots.pop(slot, ""))
    if option.clears:
        turn.state.shown = []
    if option.sets:
        slots[option.sets[0]] = option.sets[1]
    if option.to:
        turn.jump(option.to)
    else:
        turn.state.fill(step.name, option.meaning)
        turn.onward()


def told(turn: Turn, step: Step, heard: Heard) -> bool:
    """Take the answer to a question in the person's own words, or what more there is of the story."""
    if not fits(turn, step, heard):
        return False
    turn.keep(heard, turn.flow.slots, words=step.gathers or says_more(turn, heard))
    if step.once:
        turn.state.slots.setdefault(step.name, "" if says_nothing(heard) else "yes")
    elif not step.gathers and len(heard.text.split()) <= SHORT:
        turn.state.slots.setdefault(step.name, heard.text)
    turn.onward()
    return True


def says_nothing(heard: Heard) -> bool:
    """Whether the answer to what somebody did is that nothing was done, or only looks again."""
    return "no" in heard.meanings or "looks" in heard.known


def fits(turn: Turn, step: Step, heard: Heard) -> bool:
    """Whether ``heard`` answers ``step`` rather than telling more of what came before."""
    if heard.choice or heard.greeting or heard.command:
        return False
    if step.gathers:
        return is_story(heard)
    if step.name in heard.known or step.once:
        return heard.says_something
    if heard.meanings:
        return False
    others = {other.name for other in turn.flow.order if other.kind == "ask"}
    story = heard.lane == "tip" or bool(heard.known.keys() & {*turn.flow.notes, *others})
    return heard.says_something and not story and len(heard.text.split()) <= SHORT


def miss(turn: Turn, step: Step, heard: Heard) -> None:
    """Keep what is more of the story; otherwise ask again, each time with more help."""
    state, flow = turn.state, turn.flow
    if step.kind == "menu" and corrects(turn, heard):
        turn.prompt()
    elif heard.says_something and flow.gatherer and flow.gatherer.name in state.slots and is_story(heard):
        whole = turn.keep(heard, flow.slots)
        before = "common.added" if whole else "common.full"
        turn.say.append(before)
        if step.wanted(state.slots) or not step.fills:
            turn.prompt()
        else:
            turn.onward()
    elif heard.lane == "help":
        turn.prompt()
    else:
        state.tries += 1
        turn.say.extend(ladder(turn, step))


def corrects(turn: Turn, heard: Heard) -> bool:
    """Take a text at a menu that tells only a place or a time as the right one."""
    told = heard.known.keys() & {
        step.name for step in turn.flow.order if step.kind == "ask" and not step.gathers
    }
    if not turn.flow.gatherer or not told or not heard.bare:
        return False
    turn.keep(heard, turn.flow.slots, words=False)
    turn.state.slots |= {slot: heard.known[slot] for slot in told}
    return True


def ladder(turn: Turn, step: Step) -> list[str]:
    """Ask again: shortly, then with an example, then with a number and a way out.

    In the help lane, and where danger, crisis or HELP led, there is a number in every answer.
    """
    key = turn.flow.key(step)
    if turn.state.tries > len(("shortly", "with an example")):
        return ["common.stuck"]
    if not turn.flow.keeps_words or step.name in turn.flow.entrances:
        return ["common.again_out"]
    if turn.state.tries == 1:
        return ["common.again"] if step.options else ["common.again_words", key]
    return [f"{key}.example"] if step.example else ["common.example"]
