"""Where a conversation stands: all that is remembered of it, as meanings and never as labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from flows.pace import Pace

TRAIL = 6
"""How many steps BACK can undo; a person goes back one or two."""


@dataclass(slots=True)
class Undo:
    """One step that BACK can take back: where it was, and what the slots held (``None``: nothing)."""

    step: str
    slots: dict[str, str | None]


@dataclass(slots=True)
class State:
    """A conversation between two messages."""

    flow: str = "door"
    step: str = "first"
    language: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    """What is known, by slot; an empty string is a question the person skipped."""
    doubts: list[list[str]] = field(default_factory=list)
    """Marks in the account and what stood there, until the sender says whose it is."""
    trail: list[Undo] = field(default_factory=list)
    tries: int = 0
    """How often in a row the present question was not understood."""
    shown: list[str] = field(default_factory=list)
    """Ids of what a list has shown; not an offset, because lists change with the hour."""
    page: list[str] = field(default_factory=list)
    """Ids that the present page shows; empty: the next page is due."""
    code: str = ""
    """The receipt code whose thread is open."""
    until: int = 0
    """The second at which that thread closes, whatever is texted meanwhile; 0: none is open."""
    drafted: bool = False
    """Whether a copy of the report is kept that goes to the readers by itself."""
    said: list[str] = field(default_factory=list)
    """Keys of the lines of the last answer, so that a repeated message gets them again."""
    since: str = ""
    """What the sender's phone calls the first message of this conversation, where it has such names: times that grow."""
    last: list[str] = field(default_factory=list)
    """What it calls the last one, by which an edit or a taking back may name it; empty: that cannot be undone."""
    pace: Pace = field(default_factory=Pace)
    """How this sender writes, whatever about."""
    before: dict[str, Any] | None = None
    """The way back to where the conversation stood before the last message; None: to where a stranger stands."""

    def plain(self) -> dict[str, Any]:
        """Give the state as JSON-ready data, what is empty left out."""
        data = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        data["pace"] = self.pace.plain()
        if self.trail:
            data["trail"] = [[undo.step, undo.slots] for undo in self.trail]
        if self.before is not None:
            data["before"] = self.before  # an empty way leads nowhere else, which is not the same as none
        return data

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Make a state from what ``plain`` gave; unknown fields of an older or newer release are left out."""
        state = cls(**{name: data[name] for name in cls.__slots__ if name in data})
        state.pace = Pace.of(data.get("pace", {}))
        state.trail = [Undo(step, slots) for step, slots in data.get("trail", ())]
        return state

    @property
    def blank(self) -> bool:
        """Whether nothing is known but the language: as of a stranger."""
        return not self.pace.marked and self == State(language=self.language, pace=self.pace)

    def restart(self) -> None:
        """Stand at the door as a stranger would; only the language of the present message stays, and the pace."""
        fresh = State(language=self.language, pace=self.pace)
        for name in self.__slots__:
            setattr(self, name, getattr(fresh, name))

    def fill(self, slot: str, value: str) -> None:
        """Remember ``value``; an empty value means that the person would rather not say."""
        self.slots[slot] = value
