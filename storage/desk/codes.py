"""The codes of a second factor: six digits of the half minute (RFC 6238), and eight spare ones for a lost phone."""

import base64
import hmac
import secrets
from dataclasses import dataclass, field

from pyotp import TOTP

from storage.ground import sealing
from storage.ground.keys import LOOKUP, as_bytes, keyed
from storage.line.receipts import grouped, letters, plain

SECRET = 20
"""Bytes: what RFC 4226 recommends, and every app takes."""
STEP = 30
"""Seconds that a code stands for."""
DRIFT = 1
"""Steps by which a phone's clock may be off."""
SPARES = 8
SPARE_LENGTH = 8
"""Characters of five bits; a spare code is tried through the same slow door as any other."""
LONGEST_NAME = 60
"""Characters of a name that an app shows; a picture to scan has no room for more."""
_UNKNOWN = bytes(SECRET)


@dataclass(frozen=True, slots=True)
class Factor:
    """A member's second factor as it is stored; the empty one stands for a member who has none."""

    sealed: bytes = field(default=b"", repr=False)
    last: int = 0
    """The newest step of which a code was accepted: a code works once."""
    spares: frozenset[bytes] = field(default=frozenset(), repr=False)
    """Keyed hashes of the spare codes that are left."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a right code proves, to be spent in the transaction that opens the session; the empty one is no code."""

    step: int = 0
    spare: bytes = b""


def new_secret() -> bytes:
    """Make the secret that the member's app and the line share."""
    return secrets.token_bytes(SECRET)


def written(secret: bytes) -> str:
    """Write a secret as the apps take it, in base 32."""
    return base64.b32encode(secret).decode()


def address(secret: str, member: str, line: str) -> str:
    """Write a secret in base 32 as the address that an app scans, under the names that it will show."""
    return TOTP(secret).provisioning_uri(name=member[:LONGEST_NAME], issuer_name=line.replace(":", " "))


def new_spares() -> tuple[str, ...]:
    """Make spare codes to print."""
    return tuple(grouped(letters(secrets.randbits(5 * SPARE_LENGTH), SPARE_LENGTH)) for _ in range(SPARES))


def seal_secret(secret: bytes, private: bytes) -> bytes:
    """Seal a secret under the member's own key: only the right passphrase opens it."""
    return sealing.wrap(secret, keyed(private, b"factor", b""))


def hash_spare(code: str, private: bytes) -> bytes:
    """Hash a spare code, however it was typed, under the member's own key: no thief of the database can try them."""
    return keyed(keyed(private, b"spare", b""), b"spare", as_bytes(plain(code)), LOOKUP)


def matching_step(secret: bytes, code: str, at: int) -> int:
    """Give the step that a code is for, of this one and its neighbours; 0 if it is of none."""
    typed = as_bytes("".join(code.split()))
    totp = TOTP(written(secret))
    steps = range(at // STEP - DRIFT, at // STEP + DRIFT + 1)
    fits = [step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), typed)]
    return max(fits, default=0)


def prove(factor: Factor, private: bytes, code: str, at: int) -> Proof | None:
    """Hold a code against a member's factor; None if it is wrong, or used already. The work is always the same."""
    secret = sealing.unwrap(factor.sealed, keyed(private, b"factor", b""))
    step = matching_step(secret or _UNKNOWN, code, at)
    spare = hash_spare(code, private)
    if not factor.sealed:
        return Proof()
    if secret is not None and step > factor.last:
        return Proof(step=step)
    return Proof(spare=spare) if spare in factor.spares else None
