"""One turn: where a conversation stands and what was heard become what to say and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.book import Book
from flows.effects import Count, Effect
from flows.flow import Flow
from flows.grammar import Step
from flows.heard import Heard
from flows.machine import START, Place, move
from flows.state import State

ACCOUNT = 4000
"""Characters that one account may hold; a text is at most 1,600."""
FOUND = 60
"""Facts that are kept of one account; whoever reads it reads the rest in its own words."""


@dataclass(slots=True)
class Turn:
    """What is being decided: the state moves, lines and effects gather."""

    book: Book
    state: State
    say: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    lost: str = ""
    """What to say because the thread that was open is no more."""

    @property
    def flow(self) -> Flow:
        """The flow that the conversation is in."""
        return self.book.by_name[self.state.flow]

    @property
    def step(self) -> Step:
        """The step that it stands at."""
        return self.flow.steps[self.state.step]

    def prompt(self, *before: str) -> None:
        """Say ``before``, then the present step again."""
        self.say.extend((*before, self.flow.key(self.step)))

    def onward(self) -> None:
        """Go on to the next step that is wanted."""
        self._move("onward")

    def jump(self, target: str) -> None:
        """Go to a step of this flow, or into another flow."""
        if target in self.flow.steps:
            self._move(f"to {target}")
        else:
            self.enter(target)

    def enter(self, flow: str, step: str = "") -> None:
        """Start a flow with what it may know, at its first wanted step or at one of its entrances."""
        state, slots = self.state, self.book.by_name[flow].slots
        came, state.flow, state.step = state.flow, flow, START
        state.slots = {slot: value for slot, value in state.slots.items() if slot in slots}
        state.doubts = state.doubts if self.flow.keeps_words else []
        state.trail, state.shown = [], []
        if flow != "thread":
            state.code, state.until = "", 0
        if not self.flow.keeps_words:
            state.slots["own"] = "yes"
        if self.flow.counts and came != flow:
            self.effects.append(Count(flow))
        self._move(f"to {step}" if step else "onward")

    def door(self, instead: str = "") -> None:
        """Forget and stand at the door: whoever reads the answer, or another line, learns nothing of before (S12)."""
        self.state.restart()
        self.say.append(instead or self.flow.key(self.step))

    def keep(self, heard: Heard, slots: Iterable[str], *, words: bool = True) -> bool:
        """Take in what ``heard`` says, in ``slots`` and as words of the account; tell whether all of it had room."""
        state = self.state
        for slot in heard.known.keys() & set(slots):
            state.slots[slot] = (
                state.slots.get(slot) or heard.known[slot]
            )  # what was skipped may still be told
        if not words or not heard.says_something:
            return True
        account = "\n".join(filter(None, (state.slots.get("account"), heard.text)))
        state.slots["account"] = account[:ACCOUNT]
        if heard.found:
            state.slots["found"] = each_once((*state.slots.get("found", "").splitlines(), *heard.found))
        if heard.removed:
            held = state.slots.get("removed", "").split()
            state.slots["removed"] = " ".join(dict.fromkeys((*held, *heard.removed)))
        self._doubt(heard)
        return len(account) <= ACCOUNT

    def take_out(self, words: str) -> None:
        """Take an answer in the person's own words out of the account, because it is asked anew."""
        account = self.state.slots.get("account", "").split("\n")
        if words in account:
            account.remove(words)
            self.state.slots["account"] = "\n".join(account)

    def _doubt(self, heard: Heard) -> None:
        """Remember what only the sender can place, to be asked once, by its last digits (D15)."""
        state = self.state
        for mark, words, hint in heard.doubts:
            numbered = mark.replace("]", f"{chr(0x61 + len(state.doubts) % 26)}]")
            state.slots["account"] = state.slots["account"].replace(mark, numbered)
            state.doubts.append([numbered, words])
            state.slots["doubtful"] = ", ".join(filter(None, (state.slots.get("doubtful"), hint)))
            state.slots.pop("whose", None)

    def _move(self, trigger: str) -> None:
        """Fire the machine, say what is told on the way, and rest where the person speaks next."""
        state = self.state
        place = Place(state.step, state.slots)
        move(self.flow, place, trigger)
        state.step, state.tries, state.page = place.state, 0, []
        step = self.step
        self.say.append(self.flow.key(step))
        if step.kind == "tell":
            state.slots[step.told] = "yes"
            self._move("onward")
        elif step.does:
            self.effects.append(step.does)
            state.trail = []


def each_once(found: Iterable[str]) -> str:
    """Write down each fact once, in the words that told it first; what has no value is told by its words alone."""
    told: dict[tuple[str, ...], str] = {}
    for line in found:
        kind, value, words = line.split("\t")
        told.setdefault((kind, value) if value else (kind, value, words), line)
    return "\n".join(list(told.values())[:FOUND])
