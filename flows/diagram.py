"""A flow as a Mermaid diagram, so that whoever reviews a conversation can see its shape at a glance."""

from collections.abc import Iterator

from flows.flow import Flow
from flows.grammar import Step

SHAPES = {
    "ask": '["{}"]',
    "choose": '{{"{}"}}',
    "menu": '{{"{}"}}',
    "find": '[("{}")]',
    "tell": '>"{}"]',
    "end": '(["{}"])',
}
"""A box waits for words, a diamond for a choice, a drum looks something up, a flag only tells, a pill ends."""


def mermaid(flow: Flow) -> str:
    """Draw ``flow`` from top to bottom; a dotted arrow is passed over when its condition fails or its answer is known."""
    return "\n".join(["flowchart TD", *(f"    {line}" for line in drawn(flow))]) + "\n"


def drawn(flow: Flow) -> Iterator[str]:
    """Draw the steps, then what leads from one to another."""
    for step in flow.order:
        yield f"{step.name}_{SHAPES[step.kind].format(step.name)}"
    for name in flow.exits:
        yield f'to_{name}[["{name}"]]'
    for name in flow.entrances:
        yield f'heard_{name}((" ")) -- "said before any flow" --> {name}_'
    for step in flow.order:
        yield from arrows(flow, step)


def arrows(flow: Flow, step: Step) -> Iterator[str]:
    """Draw the ways of a step, and the steps that may follow it in order."""
    for option in step.options:
        if option.to:
            yield f'{step.name}_ -- "{option.label}" --> {f"to_{option.to}" if option.to in flow.exits else f"{option.to}_"}'
    if step.kind in {"ask", "choose", "tell"}:
        for later in flow.after(step):
            label = f'-. "only if {later.only}" .->' if later.only else "-.->" if later.fills else "-->"
            yield f"{step.name}_ {label} {later.name}_"
