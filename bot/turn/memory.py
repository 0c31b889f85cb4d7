"""What a conversation is remembered by: where it stood, and in which language it goes on."""

import json
from collections.abc import Sequence
from datetime import datetime

from flows.conversation import URGENT
from flows.state import State
from understanding import Reading

QUIET = 10 * 60
"""Seconds after which whoever texts in the help lane stands at the door again (B5)."""
SLIGHT = 4
"""Letters; a message this short, in letters that several languages share, changes no language."""


def remembered(kept: bytes | None, at: datetime) -> State:
    """Read what is known of this sender; after ten quiet minutes a call for help is forgotten."""
    if kept is None:
        return State()
    data = json.loads(kept.decode())  # given bytes, it would first look for their encoding
    state = State.of(data)
    silent = at.timestamp() - data["at"] > QUIET
    return State() if silent and state.flow == "help" else state


def spoken(state: State, reading: Reading, languages: Sequence[str], *, neutral: bool) -> str:
    """Speak the language of this message; where it has none, that of the conversation, else the place's first.

    What anybody may text who picks the phone up is answered by itself: its language tells of no earlier talk (B5).
    """
    if reading.command is not None and reading.command in languages:
        return reading.command
    before = "" if neutral and reading.lane not in URGENT else state.language
    told = reading.language in languages and not (before and slight(reading))
    return reading.language if told else before or languages[0]


def slight(reading: Reading) -> bool:
    """Whether a message is too short to change a conversation's language: "no" is said in several."""
    return reading.text.isascii() and len(reading.text) <= SLIGHT
