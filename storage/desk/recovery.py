"""The recovery key: one printed sheet that opens every tip when nobody who could is left."""

from storage.ground.errors import WrongRecoveryKey
from storage.ground.keys import KEY
from storage.line.receipts import ALPHABET, grouped, letters, plain

_BITS = 5
LENGTH = -(-KEY * 8 // _BITS)
"""Characters for 256 bits at five each."""


def printed(private: bytes) -> str:
    """Write a private key as groups of four characters that can be copied by hand."""
    return grouped(letters(int.from_bytes(private), LENGTH))


def typed(text: str) -> bytes:
    """Read a printed key back, however it was typed; raises WrongRecoveryKey if it cannot be one."""
    characters = plain("".join(text.split()))
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        raise WrongRecoveryKey
    number = 0
    for character in characters:
        number = number << _BITS | ALPHABET.index(character)
    if number >> KEY * 8:
        raise WrongRecoveryKey
    return number.to_bytes(KEY)
