"""How a send went: the five things that a worker must tell apart, whatever the channel."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from bot.mail import Mail


class Went(Enum):
    """What is known of one attempt."""

    SENT = auto()
    """It left."""
    MAYBE = auto()
    """It may have left, and must not be repeated: no answer came in time."""
    BROKEN = auto()
    """It may have left, and an answer may be sent once more: whoever took it died meanwhile."""
    LATER = auto()
    """It certainly did not leave, and may be tried again."""
    NEVER = auto()
    """It did not leave and never will."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt, and what follows from it."""

    went: Went
    wait: float = 0
    """Seconds to wait at least, where it is to be tried again; 0: as long as usual."""
    most: int = 0
    """Attempts after which this one is given up, where it is to be tried again; 0: none before it is stale."""
    everybody: bool = False
    """Whether the channel takes nothing from us meanwhile, for whomever."""
    sent: int = 0
    """The channel's name of what was sent, where it can be called back by it."""
    alarm: str = ""
    """What whoever runs the line must hear of it; a name of ``bot.watch.findings.REMEMBERED``."""


class Carrier(Protocol):
    """One channel's way out. Neither method raises."""

    def send(self, mail: Mail, text: str) -> Outcome:
        """Send one text."""
        ...

    def recall(self, mail: Mail) -> Outcome:
        """Call one back that was sent."""
        ...
