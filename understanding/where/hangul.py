"""Find what a Korean text names: particles cling to names, and blanks stand anywhere or nowhere."""

import re
from collections.abc import Iterator
from itertools import islice

from understanding.matching.folding import Words
from understanding.matching.squeezed import Squeezed
from understanding.where.atlas import Atlas
from understanding.where.mentions import MENTIONS, Cue, Mention, spaced
from understanding.where.sounds import even

# A numbered street is a number and 가, 번가 or a transcribed "street"; 3가지, 2가구, 5가량 count something.
_NUMBER = re.compile(r"(?<![\d,.:$])(\d{1,3}) ?(?:번가|가|번 ?스트리트|스트리트|번 ?길|길)(?![지정족구량])")
_SPOKEN = re.compile("(?<![가-힣])([일이삼사오육칠팔구])가")
_PIECE = re.compile(r"[가-힣]+|[^\W_가-힣]+(?:'[^\W_가-힣]+)*")
_OTHER = re.compile(r"[^\W_가-힣]")
"""Without any of these, and without a listed word, the pieces of a text name nothing."""
_VOWELS = "2459"
_TWO = 2
TAIL = 10
"""Characters behind a name that are looked at."""


def in_hangul(folded: str, squeezed: Squeezed, atlas: Atlas) -> list[Mention]:
    """Return everything that a text with Hangul names, in Latin letters too, in its order."""
    found = [*islice(_names(folded, squeezed, atlas), MENTIONS), *islice(_numbers(folded, atlas), MENTIONS)]
    found += islice(_spoken(folded, atlas), MENTIONS)
    if _OTHER.search(folded) or not atlas.begins.isdisjoint(_PIECE.findall(folded)):
        taken = {at for mention in found for at in range(mention.start, mention.end)}
        apart = spaced(_pieces(folded), folded, atlas)
        found += [mention for mention in apart if mention.start not in taken]
    told = [mention for mention in found if not _denied(folded, mention.end, atlas)]
    return sorted(told, key=lambda mention: mention.start)


def _pieces(folded: str) -> Words:
    """Cut a text where the script changes: ``main이랑`` is two words."""
    pieces = list(_PIECE.finditer(folded))
    written = [piece[0] for piece in pieces]
    return Words(written, written, [piece.start() for piece in pieces], [piece.end() for piece in pieces])


def _names(folded: str, squeezed: Squeezed, atlas: Atlas) -> Iterator[Mention]:
    text, places, hangul, last = even(squeezed.text), squeezed.places, atlas.hangul, -1
    for at in [at for at in range(len(text) - 1) if text[at : at + 2] in hangul]:
        for name, street in hangul[text[at : at + 2]] if at >= last else ():
            # Two syllables make many words; they must stand at the beginning of one, or behind another name.
            if text.startswith(name, at) and (len(name) > _TWO or at in squeezed.breaks or at == last):
                last = at + len(name)
                end = places[last - 1] + 1
                cue, after = _cue(folded, end, atlas)
                yield Mention(
                    street, atlas.roles[street], places[at], after, "name", cue, inside=cue > Cue.NONE
                )
                break


def _numbers(folded: str, atlas: Atlas) -> Iterator[Mention]:
    for match in _NUMBER.finditer(folded):
        street = atlas.numbered(int(match[1]))
        if street:
            cue, after = _cue(folded, match.end(), atlas)
            # 2, 4, 5 and 9 end in a vowel when they are read, so that 가 may be a particle: "2가 좋아요".
            firm = match[1][-1] not in _VOWELS or not match[0].endswith("가")
            yield Mention(
                street,
                atlas.roles[street],
                match.start(),
                after,
                "ordinal",
                max(cue, Cue.ON) if firm else cue,
            )


def _spoken(folded: str, atlas: Atlas) -> Iterator[Mention]:
    """Yield ``삼가``, which is a street only where it is joined to another: it is many words."""
    for match in _SPOKEN.finditer(folded):
        street = atlas.numbered(atlas.numerals.get(match[1], 0))
        if street:
            yield Mention(
                street, atlas.roles[street], match.start(), match.end(), "word", Cue.KIND, rounded=False
            )


def _cue(folded: str, end: int, atlas: Atlas) -> tuple[Cue, int]:
    """Return how plainly what follows says that a name is one of a street, and where the name ends with its kind."""
    tail = folded[end : end + TAIL]
    blank = len(tail) - len(tail.lstrip())
    tail = tail.lstrip()
    tails = atlas.tails
    if tail.startswith(tails["kinds"]):
        kind = max((kind for kind in tails["kinds"] if tail.startswith(kind)), key=len)
        return Cue.KIND, end + blank + len(kind)
    tail = tail.removeprefix("가").lstrip()
    if tail.startswith(tails["upon"]):
        return Cue.ON, end
    return (Cue.NEAR if tail.startswith(tails["before"]) else Cue.NONE), end


def _denied(folded: str, end: int, atlas: Atlas) -> bool:
    """Whether what follows makes something else of a name, or says that it is the wrong one."""
    tail = folded[end : end + TAIL]
    other = tail.lstrip().startswith(atlas.tails["not_named"])
    return other or any(word in tail for word in atlas.tails["denied"])
