"""What workers take out of the outbox, and what they are told of the rest of it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from storage.line.outbox import Kind


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to send, taken by this process."""

    who: bytes = field(repr=False)
    number: int
    owner: bytes = field(repr=False)
    """The 16 bytes of this process's name, and more for this one time that it took something."""
    kind: Kind
    message: bytes = field(repr=False)
    """What the turn put into it."""
    tries: int
    """How often it was tried and certainly did not leave."""
    lease_at: int
    """The second from which on this process may not send it any more."""
    stale_at: int
    """The second from which on nobody may."""


class Unsent(NamedTuple):
    """An answer that never left."""

    message: bytes
    """What the turn put into it; empty if nobody can open it any more."""
    followed: bool
    """Whether another answer to the same person leaves after it, or did."""


class Waiting(NamedTuple):
    """How much waits to be sent now, and for how long the oldest of it does."""

    texts: int
    oldest: int
    """Seconds."""
