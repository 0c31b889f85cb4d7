"""Sealing: what is stored is padded to blocks, then closed with a key that the database does not hold.

What every turn does is done through PyNaCl's bindings: the same bytes as its boxes make, at half their cost.
"""

from secrets import token_bytes

from nacl.bindings import (
    crypto_box_seal,
    crypto_scalarmult_base,
    crypto_secretbox,
    crypto_secretbox_NONCEBYTES,
    crypto_secretbox_open,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

STATE_BLOCK = 920
"""Bytes a conversation is padded to. With its nonce and tag that is 960, so that four rows share a page of SQLite and
none spills: a turn at 1,024 took a fifth longer (255 µs against 210)."""
TIP_BLOCK = 1_024
"""Bytes a tip is padded to."""
LETTER_BLOCK = 512
"""Bytes a letter, or an address to write to, is padded to."""
WRAPPED = SecretBox.NONCE_SIZE + SecretBox.MACBYTES + PrivateKey.SIZE
"""Bytes of a wrapped private key."""


def pad(plain: bytes, block: int) -> bytes:
    """Pad to whole blocks as ISO/IEC 7816-4 does: one bit, then zeros; PyNaCl's own costs twenty times as much."""
    marked = plain + b"\x80"
    return marked.ljust(-(-len(marked) // block) * block, b"\0")


def unpad(padded: bytes) -> bytes:
    """Take the padding off again."""
    return padded.rstrip(b"\0").removesuffix(b"\x80")


def close(plain: bytes, key: bytes, block: int = STATE_BLOCK) -> bytes:
    """Seal a conversation's state, or what else one secret key of 32 bytes opens."""
    nonce = token_bytes(crypto_secretbox_NONCEBYTES)
    return nonce + crypto_secretbox(pad(plain, block), nonce, key)


def open_(sealed: bytes, key: bytes) -> bytes | None:
    """Open what ``close`` sealed; None if the key is another one or the bytes were changed."""
    try:
        nonce, closed = sealed[:crypto_secretbox_NONCEBYTES], sealed[crypto_secretbox_NONCEBYTES:]
        return unpad(crypto_secretbox_open(closed, nonce, key))
    except (CryptoError, ValueError):
        return None


def seal(plain: bytes, public: bytes, block: int = TIP_BLOCK) -> bytes:
    """Seal a tip, or a letter, so that only the private half of the pair opens it."""
    return crypto_box_seal(pad(plain, block), public)


def unseal(sealed: bytes, private: bytes) -> bytes | None:
    """Open what ``seal`` sealed; None if the pair is another one or the bytes were changed."""
    try:
        return unpad(SealedBox(PrivateKey(private)).decrypt(sealed))
    except (CryptoError, ValueError):
        return None


def wrap(key: bytes, under: bytes) -> bytes:
    """Wrap a private key under another key; keys are all of one length and need no padding."""
    return bytes(SecretBox(under).encrypt(key))


def unwrap(wrapped: bytes, under: bytes) -> bytes | None:
    """Give the wrapped key back; None if ``under`` is another one."""
    try:
        return SecretBox(under).decrypt(wrapped)
    except (CryptoError, ValueError):
        return None


def new_pair() -> tuple[bytes, bytes]:
    """Make a key pair: the private half, then the public one."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_half(private: bytes) -> bytes:
    """Give the public half that belongs to a private one."""
    return crypto_scalarmult_base(private)


def seal_key(key: bytes, public: bytes) -> bytes:
    """Seal a private key so that only the private half of another pair opens it."""
    return bytes(SealedBox(PublicKey(public)).encrypt(key))


def unseal_key(sealed: bytes, private: bytes) -> bytes | None:
    """Open what ``seal_key`` sealed; None if the pair is another one."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except CryptoError:
        return None
