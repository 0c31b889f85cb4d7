"""What a reading of one message says: meanings only, never a guess about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

Lane = Literal["danger", "crisis", "help", "tip", "stop", "unclear"]

Abuse = Literal["", "insult", "threat", "spam", "bot"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may name the sender or the suspect: only the sender can say which."""

    kind: str
    """The class: ``phone`` or ``name``."""
    mark: str
    """What stands in ``Reading.text`` in its place, such as ``[phone 1]``."""
    words: str
    """What was written; never shown, never kept unless the sender says that it is about the suspect."""
    hint: str
    """What may be shown when asking: for a phone, its last two digits."""


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {"daily": tuple(range(7)), "weekdays": tuple(range(5)), "weekends": (5, 6), "often": ()}


@dataclass(frozen=True, slots=True)
class Recurs:
    """A habit: something that comes again and again, and so has no start."""

    days: tuple[int, ...] = ()
    """Days of the week, 0 for Monday; none where it only says that it comes often."""
    part: str = ""
    """``dawn morning noon afternoon evening night midnight``, or nothing."""
    hour: str = ""
    """``22:00``, or nothing."""

    @property
    def words(self) -> str:
        """The habit in a few words that can be kept: ``fri night``, ``daily 22:00``, ``weekends``, ``often``."""
        group = next((name for name, days in _GROUPS.items() if days == self.days), "")
        named = [group] if group else [DAYS[day] for day in self.days]
        return " ".join([*named, *filter(None, [self.hour or self.part])])


class Fact(NamedTuple):
    """Something that a message tells of what was seen: a program's reading of its words, never a certainty."""

    kind: str
    """``child weapon control threat nuisance``; ``vehicle plate people``; ``place`` for a kind of place. A child is
    somebody else who looks or is said to be under 18."""
    value: str
    """Of a vehicle what is told of it (``black honda``), of a plate its characters, of people their number, of a place
    ``motel car house massage street school business``; else empty. In English, whatever the language."""
    start: int
    """Where its words begin in ``Reading.text``."""
    end: int
    """Where they end: the character after the last."""


class Reading(NamedTuple):  # made for every message, and a frozen dataclass is made four times as slowly
    """One message, read without any context: what it is, and what it already says."""

    lane: Lane
    """``danger`` somebody may be hurt now; ``crisis`` suicide or overdose; ``help`` about the sender; ``tip`` a
    witness's report; ``stop`` an opt-out; ``unclear`` everything between, which is asked and never guessed."""
    language: str
    """``en``, ``es``, ``ko``, another ISO 639-1 code where script or everyday words tell it, or empty when unsure."""
    text: str
    """What would be kept: the message less what names its sender; doubts replaced by their marks."""
    removed: tuple[str, ...] = ()
    """The classes taken out, in order of appearance, each once: ``name phone email handle address plate id card birth
    immigration family employer``. All are the sender's own, but ``immigration``, which is anybody's."""
    doubts: tuple[Doubt, ...] = ()
    place: str | None = None
    """The name of a crossing or a school in the deployment's places.csv."""
    outside: bool = False
    """A place is plainly told that is not on the deployment's map; then ``place`` is None."""
    when: datetime | None = None
    """Start of the time that is told, aware, in the deployment's zone."""
    recurs: Recurs | None = None
    """What is told as a habit: "every friday night"."""
    command: str | None = None
    """The whole message is one of the line's own words: ``stop start help exit back skip more menu erase fix``
    or a
    language code ``en es ko``."""
    question: str | None = None
    """A frequent question: ``who`` is there, ``runs`` (who runs the line and reads it), ``wrong`` number,
    ``anonymous pictures delete signal bot police call next safe shelter cost language``. It changes no lane."""
    greeting: bool = False
    """The whole message is a greeting."""
    choice: int | None = None
    """The whole message is a number from a list: 1 for "1", "1.", "one", "uno", "하나", "1번"."""
    meanings: frozenset[str] = frozenset()
    """Answers that the message could be, by their meaning: ``yes no saw me someone now past mine theirs send fix
    erase what when where safe talk health legal study unsure other nudge unsend look code quiet agree decline keep``. Only
    of short messages."""
    facts: frozenset[str] = frozenset()
    """What the message tells: ``now past child weapon vehicle control nuisance`` and ``minor`` (the sender says that
    she or he is under 18)."""
    found: tuple[Fact, ...] = ()
    """What the message tells of what was seen, with its words; never an inferred race, nationality or status."""
    looks: bool = False
    """Only looks, dress, origin or presence are told, and nothing that anybody did."""
    accuses: bool = False
    """Somebody's home is told and what they are said to be, and nothing that anybody saw or did."""
    complaint: bool = False
    """Only a nuisance is told: noise, trash, parking; nobody and nothing graver."""
    bare: bool = False
    """Nothing is told but a place or a time."""
    abuse: Abuse = ""
    """``insult`` or ``threat`` at the line or its people; ``spam``; ``bot``, another machine's automatic answer; empty
    for everything else, cursing in a report or in a call for help with it."""
    first_person: bool = False
    """The message speaks of the sender's own need or danger (subjects are often dropped in Korean and Spanish)."""
    witnessed: bool = False
    """By its words alone it is a witness's report with nothing of the sender in it, even where its lane is danger."""

    chances: Mapping[str, float] = MappingProxyType({})
    """What the scales made of it, from 0 to 1 (`understanding.lane.scales.KINDS`); shown by ``porchlight explain``."""

    @property
    def ask(self) -> tuple[str, ...]:
        """The classes in doubt, for ``porchlight explain``."""
        return tuple(dict.fromkeys(doubt.kind for doubt in self.doubts))
