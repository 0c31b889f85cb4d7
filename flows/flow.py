"""A flow: steps in their order, checked when it is made, so that a broken one does not import."""

from collections.abc import Iterator
from functools import cached_property

from flows.grammar import Only, Step

TWO = 2
"""A choice has at least two answers."""
ONE_DIGIT = 9
"""A list longer than this cannot be answered with one digit."""


class BrokenFlow(Exception):
    """A flow that would strand somebody; the message names the flow, the step and what is wrong."""


class Flow:
    """One conversation.

    ``notes`` are slots that a message may fill though no step asks for them; ``exits`` the flows that a way may lead to;
    ``entrances`` steps that the line's own words lead to. A flow that does not keep words may ask for nothing in the
    person's own words (S9), one without undo has no BACK, and one that ``counts`` adds to the month's count whenever it
    begins.
    """

    def __init__(
        self,
        name: str,
        *steps: Step,
        notes: tuple[str, ...] = (),
        exits: tuple[str, ...] = (),
        entrances: tuple[str, ...] = (),
        keeps_words: bool = True,
        undo: bool = True,
        counts: bool = False,
    ) -> None:
        self.name = name
        self.order = steps
        self.steps = {step.name: step for step in steps}
        self.notes = notes
        self.exits = exits
        self.entrances = entrances
        self.keeps_words = keeps_words
        self.undo = undo
        self.counts = counts
        for fault in faults(self):
            raise BrokenFlow(f"{name}: {fault}")

    @cached_property
    def gatherer(self) -> Step | None:
        """The step that takes in further texts of the same thought."""
        return next((step for step in self.order if step.gathers), None)

    def key(self, step: Step) -> str:
        """Name the line of ``step``: the context that translators see."""
        return f"{self.name}.{step.name}"

    @cached_property
    def slots(self) -> frozenset[str]:
        """Everything that the flow may remember."""
        return frozenset(
            {
                *self.notes,
                *(step.fills or step.told for step in self.order if step.fills or step.kind == "tell"),
            }
        )

    def after(self, step: Step) -> tuple[Step, ...]:
        """The steps that may follow in order: up to the first that nothing can pass over."""
        later = self.order[self.order.index(step) + 1 :]
        for number, candidate in enumerate(later, start=1):
            if candidate.only is None and not candidate.fills:
                return later[:number]
        return later

    def follows(self, step: Step) -> tuple[Step, ...]:
        """Every step that one turn may lead to from ``step``."""
        ways = tuple(self.steps[option.to] for option in step.options if option.to in self.steps)
        jumps = tuple(later for target in ways if target.only for later in self.after(target))
        return (
            ways
            + jumps
            + (() if step.kind in {"menu", "end"} or (ways and step.kind == "find") else self.after(step))
        )


def faults(flow: Flow) -> Iterator[str]:
    """Tell what would strand somebody, in the order in which it is best mended."""
    if len(flow.steps) != len(flow.order):
        yield "two steps have one name"
    for step in flow.order:
        yield from (f"{step.name} {fault}" for fault in step_faults(flow, step))
    yield from (f"{name} is never reached" for name in flow.steps.keys() - reached(flow))


def step_faults(flow: Flow, step: Step) -> Iterator[str]:
    """Tell what is wrong with one step."""
    meanings = [option.meaning for option in step.options]
    if len(set(meanings)) != len(meanings):
        yield "gives two answers one meaning"
    if step.kind in {"choose", "menu"} and not TWO <= len(meanings) <= ONE_DIGIT:
        yield f"needs two to {ONE_DIGIT} answers"
    if step.kind == "ask" and not flow.keeps_words:
        yield "asks for words in a flow that keeps none"
    if step.skip and step.skip not in meanings:
        yield f"skips to {step.skip}, which it does not offer"
    yield from (
        f"depends on {slot}, which nothing fills"
        for slot in sorted(step.only.slots - flow.slots if step.only else ())
    )
    yield from (
        f"leads to {option.to}, which is nowhere"
        for option in step.options
        if option.to and option.to not in flow.steps and option.to not in flow.exits
    )
    if (
        step.kind != "end"
        and not flow.follows(step)
        and not any(option.to in flow.exits for option in step.options)
    ):
        yield "leads nowhere"
    if step.kind in {"ask", "choose", "tell"} and passable(flow.after(step)):
        yield "may find nothing to follow it"


def passable(steps: tuple[Step, ...]) -> bool:
    """Whether a conversation could fall off the end: nothing here is certain to be said."""
    return all(isinstance(step.only, Only) or step.fills for step in steps)


def reached(flow: Flow) -> set[str]:
    """Walk every way from the first step."""
    first = flow.order[0]
    found: set[str] = set()
    front = [
        first,
        *(flow.after(first) if first.only or first.fills else ()),
        *map(flow.steps.__getitem__, flow.entrances),
    ]
    while front:
        step = front.pop()
        if step.name not in found:
            found.add(step.name)
            front.extend(flow.follows(step))
    return found
