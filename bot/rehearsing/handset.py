"""A phone in a rehearsal: what somebody does on it, as its channel would hand it over."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.messages import Inbound
from bot.rehearsing.transcript import SIGNAL, BrokenTranscript, Deletion, Text

LONG_AGO = "1"
"""What a phone calls a message of before the transcript begins."""


@dataclass(slots=True)
class Handset:
    """One phone, by the name that a transcript gives it."""

    name: str
    texts: list[str] = field(default_factory=list)
    """What it calls the texts that it sent and that were not deleted, where it has names for them."""

    @property
    def channel(self) -> str:
        """The channel that it writes on."""
        return "signal" if self.name.endswith(SIGNAL) else "chat"

    @property
    def address(self) -> str:
        """The address that answers go to."""
        return f"{self.channel}:{self.name}"

    def send(self, cue: Text | Deletion, message_id: str, at: datetime) -> Inbound:
        """Make the message; raises BrokenTranscript where this phone cannot do such a thing."""
        inbound = Inbound(self.channel, self.address, "", message_id, at)
        if isinstance(cue, Text):
            inbound = replace(inbound, text=cue.words, media=int(cue.picture))
        if self.channel == "signal":
            return self._stamped(inbound, cue)
        if isinstance(cue, Deletion) or cue.edits:
            raise BrokenTranscript(
                f"only a phone{SIGNAL} can edit and delete; write for example: @ ana{SIGNAL}"
            )
        return inbound

    def _stamped(self, inbound: Inbound, cue: Text | Deletion) -> Inbound:
        """Give it its time as a name, as Signal does, and the name of the one that it changes."""
        stamp = str(int(inbound.at.timestamp() * 1000))
        inbound = replace(inbound, stamp=stamp, later=True)
        if isinstance(cue, Deletion):
            about = self.texts.pop(-cue.ago) if cue.ago <= len(self.texts) else LONG_AGO
            return replace(inbound, kind="taken back", about=about)
        if not cue.edits:
            self.texts.append(stamp)
            return inbound
        ago = min(cue.edits, len(self.texts) + 1)
        if ago > len(self.texts):
            self.texts.insert(0, LONG_AGO)
        about, self.texts[-ago] = self.texts[-ago], stamp
        return replace(inbound, kind="edit", about=about)
