"""Tell a misspelt street name: by resemblance, which no word of safety ever is."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from understanding.where.atlas import FUZZY_LENGTH, Atlas

_TWO = 2
LONG = 8
"""Letters from which on a street name may have two slips."""


def misspelt(word: str, atlas: Atlas) -> str | None:
    """Return the street that a word means, or None: its first letter is right, and it is no word that is listed."""
    known = atlas.slips.get(word[0])
    if known is None or len(word) < FUZZY_LENGTH or word in atlas.listed or word.removesuffix("s") in known:
        return None
    if not word.isalpha():
        return None
    return next((street for name, street in known.items() if _near(word, name)), None)


def torn_apart(written: Sequence[str], index: int, atlas: Atlas) -> str:
    """Return the street whose name is written as two words: ``mel rose``; empty if there is none."""
    word = written[index]
    known = atlas.slips.get(word[0])
    return known.get(word + written[index + 1], "") if known and index + 1 < len(written) else ""


def half_misspelt(written: Sequence[str], index: int, atlas: Atlas) -> str | None:
    """Return the street of two words whose second is misspelt: ``santa monca``."""
    second = written[index + 1] if index + 1 < len(written) else ""
    names = atlas.names.get(written[index], ())
    if not names or len(second) < FUZZY_LENGTH or second in atlas.listed:
        return None
    return next(
        (
            street
            for parts, street in names
            if len(parts) == _TWO and len(parts[1]) >= FUZZY_LENGTH and _near(second, parts[1])
        ),
        None,
    )


def _near(word: str, name: str) -> bool:
    """Whether two words differ by no more slips than their length allows."""
    allowed = 1 if len(name) < LONG else 2
    return (
        abs(len(name) - len(word)) <= allowed
        and word[0] == name[0]
        and OSA.distance(word, name, score_cutoff=allowed) <= allowed
    )
