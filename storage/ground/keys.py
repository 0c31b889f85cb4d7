"""Keys made from the long secret: one for each purpose, and for each sender one that dies with the day keys."""

from dataclasses import dataclass, field
from hashlib import blake2b

from storage.ground.errors import WeakSecret

SHORTEST_SECRET = 16
KEY = 32
LOOKUP = 16
"""Bytes of a keyed hash that a row is found by: two of 2^40 rows meet with a chance of 2^-48."""


def keyed(key: bytes, purpose: bytes, data: bytes, size: int = KEY) -> bytes:
    """Hash data under a key; ``purpose`` (at most 16 bytes) keeps the uses of one key apart."""
    return blake2b(data, digest_size=size, key=key, person=purpose).digest()


def as_bytes(text: str) -> bytes:
    """Encode any text there can be, also one with the half characters that broken senders produce."""
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Alias:
    """What a sender is called on one day: where the conversation is found, and the key that opens it."""

    lookup: bytes
    key: bytes = field(repr=False)


class Keyring:
    """The long secret, as the keys that it gives; it never prints and is never stored."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise WeakSecret
        self._root = blake2b(secret, digest_size=64, person=b"porchlight").digest()
        self.check = self.key(b"check")
        """Kept in the database, so that another secret is noticed before anything is written under it."""
        self._messages = self.key(b"message")
        self._receipts = self.key(b"receipt")
        self._mailboxes = self.key(b"mailbox")
        self._nudges = self.key(b"nudge")
        self._senders = self.key(b"sender")

    def key(self, purpose: bytes) -> bytes:
        """Give the key for one purpose."""
        return keyed(self._root, purpose, b"")

    def receipt(self, code: str) -> bytes:
        """Hash a receipt code in its normal form."""
        return keyed(self._receipts, b"receipt", code.encode(), LOOKUP)

    def mailbox(self, code: str) -> bytes:
        """Turn a receipt code in its normal form into the private half of its mailbox's pair."""
        return keyed(self._mailboxes, b"mailbox", code.encode())

    def message(self, address: str, message_id: str) -> bytes:
        """Hash the id of a sender's message; not under the day keys, because a retry may come after noon."""
        return keyed(self._messages, b"message", as_bytes(f"{address}\0{message_id}"), LOOKUP)

    def nudge(self, file_key: bytes) -> bytes:
        """Join the key of the nudges' file with the secret: neither alone opens an address."""
        return keyed(self._nudges, b"nudge", file_key)

    def day(self, day_key: bytes) -> bytes:
        """Join a day key with the secret: neither alone leads to a sender."""
        return keyed(self._senders, b"day", day_key)


def alias(address: str, day: bytes) -> Alias:
    """Call a sender by the name of a day; one hash gives the look-up and, independent of it, the key."""
    both = blake2b(as_bytes(address), digest_size=64, key=day, person=b"alias").digest()
    return Alias(both[:LOOKUP], both[KEY:])
