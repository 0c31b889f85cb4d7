"""Tell a misspelt street name: by resemblance, which no word of safety ever is."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from understanding.where.atlas import FUZZY_LENGTH, Atlas

LONG = 8
"""Letters from which on a street name may have two slips."""


def misspelt(word: str, atlas: Atlas) -> str | None:
    """Return the street that an unlisted word means, or None: its first letter must be right, and no plural is a slip."""
    known = atlas.slips.get(word[0], {})
    if not word.isalpha() or word.removesuffix("s") in known:
        return None
    return next((street for name, street in known.items() if _near(word, name)), None)


def torn_apart(written: Sequence[str], index: int, atlas: Atlas) -> str:
    """Return the street whose name is written as two words: ``mel rose``; empty if there is none."""
    word = written[index]
    second = written[index + 1] if index + 1 < len(written) else ""
    return atlas.slips.get(word[0], {}).get(word + second, "") if second else ""


def half_misspelt(written: Sequence[str], index: int, atlas: Atlas) -> str | None:
    """Return the street of two words whose second is misspelt: ``santa monca``."""
    second = written[index + 1]
    if len(second) < FUZZY_LENGTH - 1 or second in atlas.listed or not second.isalpha():
        return None
    names = (known for known in atlas.firsts[written[index]] if len(known[0][1]) >= FUZZY_LENGTH)
    return next((street for parts, street in names if _near(second, parts[1])), None)


def _near(word: str, name: str) -> bool:
    """Whether two words differ by no more slips than their length allows."""
    allowed = 1 if len(name) < LONG else 2
    return (
        abs(len(name) - len(word)) <= allowed
        and word[0] == name[0]
        and OSA.distance(word, name, score_cutoff=allowed) <= allowed
    )
