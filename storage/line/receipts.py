"""Receipt codes: sixteen characters that a person can copy by hand, eighty bits that nobody can guess."""

import re
import secrets
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LENGTH = 16
GROUP = 4
NEAR = range(15, 18)
"""Signs of what is still meant as a code: one too few, one too many."""
LONGEST = NEAR.stop - 1 + 9
"""Letters of a code with three blanks or dashes between its groups."""
BEFORE, AFTER = 30, 12
"""Letters that may stand around a code that is the point of a message: "my code is ", "입니다"."""
MIXED = 2
"""Groups of every code, at least, that hold a letter and a digit which cannot be misread, as no four words do."""
_WORD = re.compile(r"[0-9A-Za-z]+")
_BETWEEN = re.compile(r"[ \n.·–—-]{1,3}")
_SHAPE = re.compile(r"[0-9A-Z]{4}(?:[ –—-]{0,3}[0-9A-Z]{4}){3}")
_SURE_DIGIT = re.compile("[2-9]")
"""Every code has one, so that four words of four letters are never a code."""
_SURE_LETTER = re.compile("[A-HJKMNP-Z]", re.IGNORECASE)
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
        code = grouped(characters)
        if sum(map(_mixed, code.split("-"))) >= MIXED:  # one in ten is thrown away for it
            return code


def normalise(text: str) -> str | None:
    """Give a receipt code as it was printed, however it was typed; None if the text is not one."""
    typed = text.strip().strip(".").upper()
    if not _SHAPE.fullmatch(typed) or not _SURE_DIGIT.search(typed):
        return None
    characters = plain(typed)
    return grouped(characters) if set(characters) <= set(ALPHABET) else None


def typed(text: str) -> str | None:
    """Give the code that a message is meant as: as it was printed, empty if it cannot be one, None if none is meant.

    Words around it ("my code is …") and one sign too few or too many do not matter, and neither does a U.
    """
    for start, end, code in _found(text):
        around = text[:start] + text[end:]
        if start <= BEFORE and len(text.rstrip()) - end <= AFTER and not any(map(str.isdigit, around)):
            return code
    return None


def without_codes(text: str) -> str:
    """Leave out what is or was meant as a code, wherever in a message: nobody else shall read it."""
    for start, end, _ in reversed(_found(text)):
        text = f"{text[:start]}[code]{text[end:]}"
    return text


def _found(text: str) -> list[tuple[int, int, str]]:
    """Find codes and what comes close: where they stand, in order, and the code or nothing."""
    if len(_SURE_DIGIT.findall(text)) < MIXED:
        return []
    words = list(_WORD.finditer(text))
    mixed = [len(word[0]) for word in words if _mixed(word[0])]
    if len(mixed) < MIXED and max(mixed, default=0) < MIXED * GROUP:
        return []
    likely: list[tuple[bool, int, int, int, str]] = []
    for run in filter(partial(_joined, text), _runs(words)):
        code, written = _meant([word[0] for word in run]), "".join(word[0] for word in run)
        if code is not None:
            digits = sum(map(str.isdigit, written))
            likely.append((bool(code), digits, run[0].start(), run[-1].end(), code))
    found: list[tuple[int, int, str]] = []
    for _, _, start, end, code in sorted(
        likely, reverse=True
    ):  # "code 7QMZ 2D9X …" begins with the second word
        if all(end <= first or last <= start for first, last, _ in found):
            found.append((start, end, code))
    return sorted(found)


def _runs(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Give every row of one to four neighbouring words that is short enough to be a code."""
    for first, word in enumerate(words):
        for count in range(1, GROUP + 1):
            run = words[first : first + count]
            if len(run) == count and run[-1].end() - word.start() <= LONGEST:
                yield run


def _joined(text: str, run: list[re.Match[str]]) -> bool:
    """Tell whether a run may be a code by its length, with nothing but a blank or a dash between its words."""
    length = sum(word.end() - word.start() for word in run)
    return length in NEAR and all(
        _BETWEEN.fullmatch(text, one.end(), two.start()) for one, two in pairwise(run)
    )


def _meant(words: list[str]) -> str | None:
    """Give the code that these words are, nothing if they only come close, None if they are not meant as one."""
    written = "".join(words)
    groups = (
        words if len(words) == GROUP else [written[at : at + GROUP] for at in range(0, len(written), GROUP)]
    )
    mixed = sum(map(_mixed, groups))
    if len(written) == LENGTH and mixed >= MIXED and all(len(word) % GROUP == 0 for word in words):
        characters = plain(written)
        return grouped(characters) if set(characters) <= set(ALPHABET) else ""
    odd = [group for group in groups if len(group) != GROUP]
    return "" if len(words) in {1, GROUP} and len(odd) == 1 and mixed > MIXED else None


def _mixed(group: str) -> bool:
    """Tell whether a group holds a letter and a digit that nobody takes for one another."""
    return bool(_SURE_DIGIT.search(group) and _SURE_LETTER.search(group))
