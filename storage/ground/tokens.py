"""Bytes as a cookie or a form carries them: base64 for addresses (RFC 4648, section 5), without its padding."""

import base64
import binascii


def written(token: bytes) -> str:
    """Write bytes down for a browser to bring back."""
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def read(brought: str) -> bytes:
    """Read what a browser brought; anything that is none of ours becomes empty, which opens nothing."""
    try:
        return base64.b64decode(brought.encode() + b"=" * (-len(brought) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
