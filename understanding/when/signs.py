"""What a message says of time, sign by sign, whatever its language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from understanding.matching.hits import Span
from understanding.when.days import Find

Half = Literal["am", "pm", "24", ""]
"""Half of the day of an hour; nothing where it is not told."""
PARTS = {"dawn": 0, "morning": 6, "noon": 12, "afternoon": 12, "evening": 18, "night": 18, "midnight": 0}
"""The hour at which each part of a day begins."""


class Day(NamedTuple):
    """A day."""

    at: Span
    find: Find
    kind: Literal["named", "weekday", "date", "wide"] = "named"
    """``yesterday``, ``friday``, ``nov 18``, ``last week``."""
    night: bool = False
    """It was named by its night, whose small hours are the next day's."""


class Part(NamedTuple):
    """A part of a day."""

    at: Span
    name: str


class Clock(NamedTuple):
    """A clock time."""

    at: Span
    hour: int
    minute: int = 0
    half: Half = ""
    late: bool = False
    """It is said to be of the night: its small hours are the next day's."""

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        hour = self.hour % 12 + 12 * (self.half == "pm") if self.half in {"am", "pm"} else self.hour % 24
        return hour * 60 + self.minute


class Ago(NamedTuple):
    """A span that ends now, in minutes."""

    at: Span
    minutes: int


class Now(NamedTuple):
    """This moment; ``sure`` where the words can mean nothing else."""

    at: Span
    sure: bool


class Habit(NamedTuple):
    """What comes again and again: on these days of the week, 0 for Monday, and in this part of the day."""

    at: Span
    days: tuple[int, ...]
    part: str = ""
    sure: bool = True
    """``always`` alone is not: it needs a time beside it."""


Sign = Day | Part | Clock | Ago | Now | Habit


@dataclass(slots=True)
class Signs:
    """The signs of one message, by kind, each kind in the order of the message."""

    days: list[Day] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    agos: list[Ago] = field(default_factory=list)
    nows: list[Now] = field(default_factory=list)
    habits: list[Habit] = field(default_factory=list)

    @classmethod
    def of(cls, found: Iterable[Sign], corrected: int) -> "Signs":
        """Sort signs by kind; of a kind that is told again behind ``corrected``, what stood before it was a slip."""
        signs = cls()
        lists: dict[type, list[Sign]] = {}
        for sign in sorted(found, key=lambda sign: sign.at):
            lists.setdefault(type(sign), []).append(sign)
        for kind, told in lists.items():
            after = [sign for sign in told if sign.at[0] >= corrected]
            signs._list(kind).extend(after or told)
        return signs

    def _list(self, kind: type) -> list[Sign]:
        kinds = {Day: "days", Part: "parts", Clock: "clocks", Ago: "agos", Now: "nows", Habit: "habits"}
        return getattr(self, kinds[kind])  # type: ignore[no-any-return]
