"""Passphrases: a slow hash turns one into the key that wraps a member's own."""

import threading
import unicodedata
from dataclasses import dataclass

from nacl.pwhash import argon2id

from storage.ground.errors import WeakPassphrase
from storage.ground.keys import KEY, as_bytes

SHORTEST = 12
SALT: int = argon2id.SALTBYTES


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard it is to try one passphrase, here and for whoever steals the database."""

    operations: int
    """Passes over the memory."""
    memory: int
    """Bytes."""


STANDARD = Cost(operations=3, memory=64 * 1024 * 1024)
"""RFC 9106's second recommendation, on one lane: about a tenth of a second."""
CHEAPEST = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
"""Only for tests."""

_one_at_a_time = threading.Lock()
"""Each hash takes the whole memory of its cost, so several sign-ins at once must not add up."""


def normal_name(name: str) -> str:
    """Give a member's name as it is kept: the same whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def strong(passphrase: str) -> str:
    """Give the passphrase back, or raise WeakPassphrase."""
    if len(passphrase) < SHORTEST:
        raise WeakPassphrase
    return passphrase


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Turn a passphrase into a key; Korean and accents are brought to one form, because systems type them in two."""
    typed = as_bytes(unicodedata.normalize("NFKC", passphrase))
    with _one_at_a_time:
        return argon2id.kdf(KEY, typed, salt, opslimit=cost.operations, memlimit=cost.memory)
