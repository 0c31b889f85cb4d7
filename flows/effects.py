"""What a conversation asks to have done; only the engine acts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubmitTip:
    """Seal what was told to the people who read reports, and give a receipt."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Drop the whole conversation now, as if it had never been."""


@dataclass(frozen=True, slots=True)
class Count:
    """Add one to a month's count: the only trace that a call for help leaves."""

    name: str


Effect = SubmitTip | Forget | Count
