"""What a conversation asks to have done; only the engine acts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubmitTip:
    """Seal what was told to the people who read reports, and give a receipt."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Drop the whole conversation now, as if it had never been."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Call our own texts of the last half hour back from the phone, where its channel can; a `Forget` goes with it."""


@dataclass(frozen=True, slots=True)
class Count:
    """Add one to a month's count: the only trace that a call for help leaves."""

    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Keep what was told so far, to go to the readers after an hour of silence (A1).

    ``anew``: it is the first of its conversation, and takes the place of nothing that an earlier one left.
    """

    anew: bool = False


@dataclass(frozen=True, slots=True)
class Undraft:
    """Silence is no consent any more: delete what was kept for it.

    ``earlier``: also what an earlier conversation left, because its sender may be the one in trouble.
    """

    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Amend:
    """Delete what this sender left unfinished within the day: another report takes its place."""


@dataclass(frozen=True, slots=True)
class Write:
    """Give a letter to the readers of the report whose code was given."""

    text: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Erase the report whose code was given; a `Forget` goes with it."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """Let the sender be told once that there is a message."""


Effect = SubmitTip | Forget | Recall | Count | Draft | Undraft | Amend | Write | TakeBack | Nudge
