"""What a message is weighed by where no listed word decides: pieces of its words, neighbours, cues, signs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

SIZES, DENSE = (2, 3, 4, 5), (1, 2, 3)
"""Letters of a piece of a word, its rims counted; a letter of Hangul is a syllable and says more."""
RIMS = ("^", "$")
"""Stand for the beginning and the end of a message among its words."""
STEP = 4
"""Words by which the length of a message is told apart."""
STEPS = 6

_SIGN = re.compile(r"[^\w\s\x00-\x20\x22-\x3e\x40-\x7f]")
"""``!``, ``?``, and what is neither ASCII nor a letter: one set, which is searched more quickly than two."""


def pieces(word: str) -> list[str]:
    """Return the word between its rims, ``<gun>``, and every run of a few characters of that, such as ``gun>``."""
    rimmed = f"<{word}>"
    sizes = SIZES if word.isascii() else DENSE
    found = [rimmed[at : at + size] for size in sizes for at in range(len(rimmed) - size + 1)]
    if len(rimmed) > sizes[-1]:
        found.append(rimmed)
    return found


def neighbours(words: Sequence[str]) -> Iterator[str]:
    """Yield each two words that stand side by side, the message's rims counted as words, and each two with one between."""
    rimmed = [RIMS[0], *words, RIMS[1]]
    for one, other in pairwise(rimmed):
        yield f"{one} {other}"
    for one, other in zip(rimmed, rimmed[2:], strict=False):
        yield f"{one}_{other}"


def signs(tidied: str, count: int) -> list[str]:
    """Return what the message looks like: question marks, emoji, capitals throughout, how many words."""
    found = [f"!{sign}" for sign in _SIGN.findall(tidied)]
    if tidied.isupper():
        found.append("!CAPS")
    found.append(f"!{min(STEPS, count // STEP)}")
    return found
