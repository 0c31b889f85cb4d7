r"""The file of a backup: sealed to the recovery key while it is written, and opened only if not one byte was changed.

Another program can read it. Its parts, one after another:

1. A line of ASCII, ``porchlight-backup 1 2026-11-18 214 8f…3a\n``: the format, the day (UTC), and the audit's head: the
   newest entry's number, and its chain in 64 hexadecimal digits.
2. 80 bytes: a random key of 32, sealed to the public half of the recovery key (libsodium's crypto_box_seal).
3. 24 bytes: the header of a stream under that key (libsodium's crypto_secretstream_xchacha20poly1305).
4. The stream's chunks. Each holds 65,536 bytes, and is 17 longer once sealed; only the last may be shorter, and only the
   last has the tag FINAL. The additional data of each is the whole line of 1.
5. ``porchlight end\n``.

The recovery key is printed as 52 characters of Crockford's base 32: 256 bits, the first character first, after four
bits that are 0. What the chunks hold, put together again, is told in `storage.keeping.backup`.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from storage.ground import sealing
from storage.ground.keys import KEY
from storage.keeping.backup_errors import ChangedBackup, CutOffBackup, KeyDoesNotFit, NewerBackup, NoBackup

CHUNK = 65_536
END = b"porchlight end\n"
_NAME = b"porchlight-backup "
_FORMAT = "1"
_LONGEST = 160
_LINE = re.compile(rb"porchlight-backup (\d+) (\d{4}-\d\d-\d\d) (0|[1-9]\d{0,17}) ([0-9a-f]{64})\n")
_GROWS: int = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER: int = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE: int = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL: int = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_SEALED_KEY = KEY + sodium.crypto_box_SEALBYTES


@dataclass(frozen=True, slots=True)
class Head:
    """All that a backup says to somebody without a key."""

    day: str
    """The day it was made, ISO, UTC."""
    number: int
    """The number of the audit's newest entry then."""
    chain: bytes

    def line(self) -> bytes:
        """Write it as the file's first line."""
        return f"{_NAME.decode()}{_FORMAT} {self.day} {self.number} {self.chain.hex()}\n".encode("ascii")


class Writer:
    """Seals what it is given into an open file."""

    def __init__(self, file: BinaryIO, head: Head, public: bytes) -> None:
        self._file, self._line = file, head.line()
        self._rest = b""
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        file.write(self._line + sealing.seal_key(key, public) + header)

    def write(self, plain: bytes) -> None:
        """Add some bytes; they leave in whole chunks."""
        self._rest += plain
        while len(self._rest) > CHUNK:
            self._push(self._rest[:CHUNK], _MORE)
            self._rest = self._rest[CHUNK:]

    def finish(self) -> None:
        """Write the last chunk and the end mark."""
        self._push(self._rest, _FINAL)
        self._file.write(END)

    def _push(self, chunk: bytes, tag: int) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(self._state, chunk, self._line, tag)
        self._file.write(sealed)


def head(file: BinaryIO) -> Head:
    """Read what an open file says without a key; raises NoBackup, NewerBackup, ChangedBackup or CutOffBackup."""
    file.seek(0)
    line = file.readline(_LONGEST)
    if not line.startswith(_NAME):
        raise NoBackup
    if line.split()[1:2] != [_FORMAT.encode()]:
        raise NewerBackup
    found = _LINE.fullmatch(line)
    if not found or not _is_day(found[2].decode()):
        raise ChangedBackup
    here = file.tell()
    file.seek(max(here, file.seek(0, os.SEEK_END) - len(END)))
    if file.read() != END:
        raise CutOffBackup
    file.seek(here)
    return Head(found[2].decode(), int(found[3]), bytes.fromhex(found[4].decode()))


def opened(file: BinaryIO, private: bytes) -> Iterator[bytes]:
    """Give the chunks of an open file, each once it is known to be whole; raises KeyDoesNotFit, ChangedBackup."""
    line = head(file).line()
    left = _left(file)
    key = sealing.unseal_key(file.read(_SEALED_KEY), private)
    if key is None:
        raise KeyDoesNotFit
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_HEADER), key)
    while left > 0:
        sealed = file.read(min(left, CHUNK + _GROWS))
        left -= len(sealed)
        try:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, line)
        except CryptoError as error:
            raise ChangedBackup from error
        if (tag == _FINAL) != (left == 0):
            raise ChangedBackup
        yield plain


def _is_day(written: str) -> bool:
    """Tell whether the calendar has such a day."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _left(file: BinaryIO) -> int:
    """Give the bytes of all chunks together; raises CutOffBackup if there is no room for one."""
    here = file.tell()
    left = file.seek(0, os.SEEK_END) - here - _SEALED_KEY - _HEADER - len(END)
    file.seek(here)
    if left < _GROWS:
        raise CutOffBackup
    return left
