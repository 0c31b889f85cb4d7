"""The book of all flows: which exist, what each line says, and where a stranger stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.common import common, questions, unseen
from flows.door import door
from flows.flow import BrokenFlow, Flow
from flows.grammar import Lines, Step
from flows.help import help_
from flows.thread import thread
from flows.tip import tip


@dataclass(frozen=True)
class Book:
    """Flows and loose lines, checked against one another."""

    flows: tuple[Flow, ...]
    loose: tuple[Lines, ...]

    def __post_init__(self) -> None:
        for flow in self.flows:
            for lost in set(flow.exits) - self.by_name.keys():
                raise BrokenFlow(f"{flow.name}: leads to the flow {lost}, which is not in the book")

    @cached_property
    def by_name(self) -> dict[str, Flow]:
        """Find a flow by its name."""
        return {flow.name: flow for flow in self.flows}

    @cached_property
    def steps(self) -> dict[str, Step]:
        """Find a step by the key of its line, such as ``tip.place``."""
        return {flow.key(step): step for flow in self.flows for step in flow.order}

    @cached_property
    def lines(self) -> dict[str, str]:
        """Every English sentence by its key: what translators are given, and nothing else is ever said."""
        return dict(self._walk())

    @cached_property
    def unseen(self) -> dict[str, str]:
        """Find the line that takes another's place where no phone company sees who is written to."""
        told = {key.removeprefix("unseen."): key for key in self.lines if key.startswith("unseen.")}
        for lost in told.keys() - self.lines.keys():
            raise BrokenFlow(f"unseen: takes the place of {lost}, which is no line")
        return told

    def _walk(self) -> Iterator[tuple[str, str]]:
        for key, step in self.steps.items():
            yield key, step.text
            yield from (
                (f"{key}.{part}", text)
                for part, text in (("example", step.example), ("none", step.none))
                if text
            )
            yield from ((f"{key}.{option.meaning}", option.label) for option in step.options)
        for loose in self.loose:
            yield from ((f"{loose.name}.{name}", text) for name, text in loose.lines.items())


book = Book(flows=(door, tip, thread, help_), loose=(common, questions, unseen))
