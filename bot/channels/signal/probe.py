"""The probe: a text that we send to our own number, to see whether what is sent also arrives.

signal-cli-rest-api says that it is well while signal-cli hangs, and while nothing reaches it any more. A text that goes
out, through Signal, and comes in at our own door again is the only sign that everything on the way is alive.
"""

import hashlib
import hmac
import re

from bot.setup.environment import Secret

PREFIX = "porchlight probe "
_written = re.compile(rf"{PREFIX}([0-9a-f]{{1,12}})-([0-9a-f]{{32}})")


def written(token: Secret, at: int) -> str:
    """Write the probe that is sent at a moment, in epoch seconds."""
    return f"{PREFIX}{at:x}-{_mac(token, at)}"


def sent_at(token: Secret, text: str) -> int | None:
    """Give the moment at which a probe was sent; None for a text that we did not write."""
    found = _written.fullmatch(text)
    if found is None:
        return None
    at = int(found[1], 16)
    return at if hmac.compare_digest(found[2], _mac(token, at)) else None


def _mac(token: Secret, at: int) -> str:
    """Mark a moment as ours; only the token is shared by whoever sends the probe and the door."""
    key = hashlib.blake2b(token.reveal().encode(), person=b"signal probe").digest()
    return hashlib.blake2b(b"%d" % at, key=key, digest_size=16).hexdigest()
