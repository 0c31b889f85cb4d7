"""What one message says, in the flows' own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """What a receipt code opens, as a flow needs to know it."""

    code: str
    until: int
    """The second from which on the code is needed again."""
    news: str
    """``waiting read passed closed withdrawn``."""
    fresh: bool
    """The report can still be erased at once."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as a flow meets it: meanings in any language, never the language itself."""

    text: str = ""
    """What would be kept of it, already without what names the sender."""
    lane: str = "unclear"
    """``danger crisis help tip stop unclear``."""
    command: str = ""
    """One of the line's own words, when that is all the message says."""
    question: str = ""
    """A frequent question, when that is what the message asks."""
    carrier: str = ""
    """``STOP START HELP`` when the carrier has already answered."""
    choice: int = 0
    """The number of an option, when that is all the message says."""
    meanings: frozenset[str] = frozenset()
    """What a short message may mean as an answer."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Slots that the message fills by itself, such as ``place`` or ``ongoing``."""
    bare: bool = False
    """Nothing is in its words but what it fills by itself."""
    found: tuple[str, ...] = ()
    """What it tells of what was seen: kind, value and its words, parted by tabs."""
    removed: tuple[str, ...] = ()
    """What was taken out because it named the sender."""
    doubts: tuple[tuple[str, str, str], ...] = ()
    """What only the sender can place: mark in the text, what was written, what may be shown."""
    first_person: bool = False
    """It speaks of the sender's own need or danger."""
    witnessed: bool = False
    """By its words it is a witness's report with nothing of the sender in it, even where its lane is danger."""
    greeting: bool = False
    """It is a greeting and nothing else."""
    pictures: bool = False
    """Pictures or files came along; they are never looked at."""
    code: str = ""
    """``opens`` or ``wrong`` when the message is a receipt code, or is meant as one."""
    box: Box | None = None
    """What the code opens, or what the conversation has open."""
    textable: bool = True
    """Whether whoever wrote can be texted first on this channel, if they ask for it."""
    unseen: bool = False
    """No phone company sees on this channel to whom they write."""
    revises: str = ""
    """``last`` or ``earlier``: which message of this conversation it changes; the state has gone back behind the last."""
    abuse: str = ""
    """``insult threat spam bot``: what is said to nobody, or at the line rather than to it."""
    digest: str = ""
    """A checksum of what was written, by which a text that comes again is known; empty for short ones."""
    late: bool = False
    """It is an edit, of another message than the last: it cannot answer what was asked since."""
    taken_back: bool = False
    """It says nothing: another message was deleted by its sender, for everybody."""

    @property
    def says_something(self) -> bool:
        """Whether there are words worth keeping: not empty, not only signs or emoji."""
        return any(letter.isalnum() for letter in self.text)

    @property
    def about_self(self) -> bool:
        """Whether it speaks of need or danger: somebody's who may be the sender (A1)."""
        return self.first_person or self.lane in {"help", "crisis", "danger"} or "minor" in self.known

    @property
    def may_be_own(self) -> bool:
        """Whether that need or danger may be the sender's: danger that is plainly seen is somebody else's (A1)."""
        return self.about_self and not (self.lane == "danger" and self.witnessed)

    @property
    def neutral(self) -> bool:
        """Whether anybody who picks the phone up may have sent it: it is answered as to a stranger (S16, B5)."""
        asks = self.question in {"who", "wrong"} and self.lane == "unclear"
        return self.greeting or self.command in {"start", "menu"} or asks
