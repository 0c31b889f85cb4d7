"""How somebody writes: fast, or over and over. A conversation remembers it, and it dies with the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(slots=True)
class Pace:
    """What is known of how somebody writes; no word of theirs is in it."""

    full: int = 0
    """The second at which as many turns are free as ever."""
    heard: str = ""
    """A checksum of the last text, where it was long enough to have one."""
    told: str = ""
    """The same of our last answer."""
    loops: int = 0
    """How many texts in a row came from a machine, or were the text before."""
    notes: list[str] = field(default_factory=list)
    """What was said once and is not said again: ``slow here spam busy``."""
    instead: list[str] | None = None
    """What the last text got in the place of a turn, perhaps nothing; None: it had its turn."""
    sent: int = 0
    """Reports that were sent from this conversation."""

    def plain(self) -> dict[str, Any]:
        """Give it as JSON-ready data, what is empty left out."""
        data = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        return data if self.instead is None else data | {"instead": self.instead}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Make it from what ``plain`` gave; unknown fields of an older or newer release are left out."""
        return cls(**{name: data[name] for name in cls.__slots__ if name in data})

    @property
    def marked(self) -> bool:
        """Whether it must be remembered although nothing else is."""
        return bool(self.notes or self.loops)

    def once(self, note: str) -> bool:
        """Tell whether something has not been said yet, and note that it is now."""
        new = note not in self.notes
        if new:
            self.notes = [*self.notes, note]
        return new

    def lines(self, *keys: str) -> list[str]:
        """Answer with these lines, or with silence, in the place of a turn."""
        self.instead = [*keys]
        return [*keys]
