"""What the outbox holds: a text for an address, or the mark by which one that was sent can be called back."""

import json
from dataclasses import dataclass, field

from flows.conversation import URGENT
from flows.effects import Forget
from flows.turn import Turn as Decided

SOON = 5 * 60
"""Seconds for which an answer to a call for help may wait: later, the phone may be in another hand (B1)."""
LATER = 30 * 60
"""Seconds for which any other answer may."""
LASTING = frozenset({"tip", "thread"})
"""Flows whose answers may wait for longer."""
DULL = frozenset({"door.first", "door.hello"})
"""Lines that tell nothing of whoever texted."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One text to one address."""

    address: str = field(repr=False)
    """A channel and what it calls a person: ``sms:+1213…``, ``signal:`` and a UUID."""
    text: str = field(default="", repr=False)
    """Empty in a nudge, whose words are said when it leaves."""
    language: str = ""
    from_: str = field(default="", repr=False)
    """The line's own number that it comes from, where the channel has several."""
    last: bool = False
    """Whether it says good-bye: then nothing of it is kept, not even what would call it back."""
    sent: int = 0
    """Signal's name of a text that was sent, a time in milliseconds; 0: it was not yet."""

    @property
    def channel(self) -> str:
        """The channel it leaves by."""
        return self.address.partition(":")[0]

    @property
    def to(self) -> str:
        """What the channel calls the person."""
        return self.address.partition(":")[2]

    def written(self) -> bytes:
        """Write it down for the outbox."""
        told = {"address": self.address, "text": self.text, "language": self.language, "from": self.from_}
        more = {name: fact for name, fact in (("last", self.last), ("sent", self.sent)) if fact}
        return json.dumps(told | more, ensure_ascii=False).encode()

    @classmethod
    def read(cls, message: bytes) -> "Mail | None":
        """Read what was written; None if nothing can be sent by it."""
        try:
            found = json.loads(message)
            mail = cls(
                str(found["address"]),
                str(found.get("text", "")),
                str(found.get("language", "")),
                str(found.get("from", "")),
                bool(found.get("last")),
                int(found.get("sent", 0)),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return mail if mail.channel and mail.to else None


def patience(decided: Decided) -> int:
    """Give the seconds for which the answer of a turn may wait before nobody sends it any more."""
    if Forget() in decided.effects:
        return SOON
    said = frozenset(decided.say)
    urgent = any(line.rpartition(".")[2] in URGENT for line in said)
    lasting = decided.state.flow in LASTING or said <= DULL
    return LATER if lasting and not urgent else SOON
