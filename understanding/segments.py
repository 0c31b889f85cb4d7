"""How many SMS segments a text takes: GSM-7 where every letter allows it, else UCS-2 (3GPP TS 23.038)."""

from collections.abc import Iterable
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each. á, í, ó, ú, ç and every curly quote are missing."""
EXTENDED = frozenset("\f^{}\\[~]|€")
"""An escape and a septet: two, which may not be parted by the end of a segment."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a text costs."""

    encoding: str
    """``GSM-7`` or ``UCS-2``."""
    units: int
    """Septets, or 16-bit units; an emoji outside the basic plane is two."""
    segments: int
    """What the carrier bills; 0 for an empty text, which is not sent."""


def count(text: str) -> Count:
    """Count the segments of ``text`` as a phone on the air would be sent them."""
    if BASIC.issuperset(text) or (BASIC | EXTENDED).issuperset(text):
        return packed("GSM-7", [2 if letter in EXTENDED else 1 for letter in text], alone=160, chained=153)
    return packed("UCS-2", [2 if ord(letter) > 0xFFFF else 1 for letter in text], alone=70, chained=67)  # noqa: PLR2004 - the basic plane's end


def packed(encoding: str, widths: Iterable[int], *, alone: int, chained: int) -> Count:
    """Fill segments in order; a letter of two units moves whole to the next segment."""
    widths = list(widths)
    units = sum(widths)
    if units <= alone:
        return Count(encoding, units, min(units, 1))
    segments, filled = 1, 0
    for width in widths:
        if filled + width > chained:
            segments, filled = segments + 1, 0
        filled += width
    return Count(encoding, units, segments)
