"""A flow as a finite-state machine: one shared `transitions` machine a flow, driven by a light model of one turn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from transitions import EventData, Machine

from flows.flow import Flow
from flows.grammar import Step

START = "•"
"""Before the first step; no step can have this name."""


@dataclass(slots=True)
class Place:
    """The model of one turn: where it is, and what is known. Several threads may each drive their own."""

    state: str
    slots: dict[str, str]


Guard = Callable[[EventData], bool]


def guard(question: Callable[[dict[str, str]], bool]) -> Guard:
    """Make a condition for `transitions` out of a question about the slots."""

    def holds(event: EventData) -> bool:
        place: Place = event.model  # type: ignore[assignment] # the one model that this machine is ever fired with
        return question(place.slots)

    return holds


@cache
def compile_flow(flow: Flow) -> Machine:
    """Turn the order and the ways of ``flow`` into transitions with conditions.

    The machine is shared and has no model of its own: firing through ``machine.events`` is correct between threads
    and takes microseconds, where a machine or a registered model for every conversation takes hundreds.
    """
    machine = Machine(
        model=None,
        states=[START, *flow.steps],
        initial=START,
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    for source in (START, *flow.steps):
        add_onward(machine, source, flow.after(flow.steps[source]) if source != START else flow.order)
    for target in flow.order:
        add_jump(machine, target, flow.after(target))
    return machine


def add_onward(machine: Machine, source: str, candidates: tuple[Step, ...]) -> None:
    """In order: the first of ``candidates`` that is still wanted."""
    for step in candidates:
        machine.add_transition("onward", source, step.name, conditions=guard(step.wanted))


def add_jump(machine: Machine, target: Step, later: tuple[Step, ...]) -> None:
    """To ``target`` from anywhere, or, where its condition fails, on to what follows it."""
    trigger = f"to {target.name}"
    machine.add_transition(trigger, "*", target.name, conditions=guard(target.allowed))
    for step in later if target.only else ():
        machine.add_transition(trigger, "*", step.name, conditions=guard(step.wanted))


def move(flow: Flow, place: Place, trigger: str) -> None:
    """Fire ``trigger``; the checks of a flow promise that one of its transitions holds."""
    compile_flow(flow).events[trigger].trigger(place)
