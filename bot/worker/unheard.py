"""Whoever did not get our answer was told nothing, so silence of theirs is no consent (A1)."""

import json

from bot.mail import Mail
from flows.state import State
from storage import Store

IDLE = 30 * 60
"""Seconds that a conversation is remembered after its last message."""
TOLD = "told unfinished"
"""Where a conversation remembers that its sender was told what silence sends."""


def untell(store: Store, mail: Mail, at: int, *, followed: bool = False) -> None:
    """Let nothing be sent on that somebody left unfinished; only the answer that did not leave had told them.

    They begin anew, unless another answer to them has ``followed``: what it asks must be what their next text answers.
    Else the "1" that chooses a safe place would say at the door that they saw something (A2).
    """
    with store.turn(mail.address, at) as turn:
        turn.undraft()
        kept = turn.load() if followed else None
        if kept is None:
            turn.drop()
        else:
            turn.save(*untold(kept))


def untold(kept: bytes) -> tuple[bytes, int]:
    """Give a conversation that goes on as one whose sender was not told, and the second until which it is remembered."""
    data = json.loads(kept)
    spoken, state = data["at"], State.of(data)
    state.slots.pop(TOLD, None)
    state.drafted, state.last, state.before = False, [], None
    until = min(spoken + IDLE, state.until or spoken + IDLE)
    return json.dumps({"at": spoken, **state.plain()}, ensure_ascii=False).encode(), until
