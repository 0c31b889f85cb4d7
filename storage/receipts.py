"""Receipt codes: sixteen characters that a person can copy by hand, eighty bits that nobody can guess."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LENGTH = 16
GROUP = 4
_SHAPE = re.compile(r"[0-9A-Z]{4}(?:[ –—-]{0,3}[0-9A-Z]{4}){3}")
_SURE_DIGIT = re.compile("[2-9]")
"""Every code has one (one in a hundred is thrown away for it), so that four words of four letters are never a code."""
_READ_AS = str.maketrans("OIL", "011", " –—-")


def letters(number: int, length: int) -> str:
    """Write a number in the alphabet, five bits a character."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def grouped(characters: str) -> str:
    """Set characters in groups of four: ``XXXX-XXXX``."""
    return "-".join(characters[start : start + GROUP] for start in range(0, len(characters), GROUP))


def plain(typed: str) -> str:
    """Give what was typed in the alphabet: O is zero, I and L are one, and what stands between groups is left out."""
    return typed.upper().translate(_READ_AS)


def new_code() -> str:
    """Make a code."""
    while True:
        characters = letters(secrets.randbits(80), LENGTH)
        if _SURE_DIGIT.search(characters):
            return grouped(characters)


def normalise(text: str) -> str | None:
    """Give a receipt code as it was printed, however it was typed; None if the text is not one."""
    typed = text.strip().strip(".").upper()
    if not _SHAPE.fullmatch(typed) or not _SURE_DIGIT.search(typed):
        return None
    characters = plain(typed)
    return grouped(characters) if set(characters) <= set(ALPHABET) else None
