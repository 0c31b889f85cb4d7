"""The everyday names of a school: ``kim elementary``, ``kim elem``, ``escuela kim`` for Charles H. Kim Elementary."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from understanding.matching.folding import fold, tidy
from understanding.where.sounds import WORD

_FULL = 2  # words of a name that is not worth cutting shorter


def everyday(name: str, schools: AbstractSet[str], kinds: AbstractSet[str]) -> Iterator[str]:
    """Yield a school's name with every word for a school before and behind it, with any kind of street and none."""
    parts = [part for part in WORD.findall(fold(tidy(name))) if len(part) > 1]
    own = [part for part in parts if part not in schools]
    bare = [part for part in own if part not in kinds]
    last = bare[-1:] if len(parts) > _FULL and len(bare) > 1 else []
    for words in {tuple(own), tuple(bare), tuple(last)} - {()}:
        for school in schools:
            yield f"{' '.join(words)} {school}"
            yield f"{school} {' '.join(words)}"
    for kind in kinds if own != bare else ():
        yield from (f"{' '.join(bare)} {kind} {school}" for school in schools if " " not in school)
