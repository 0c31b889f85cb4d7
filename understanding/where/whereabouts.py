"""Find the place a message tells: two streets that cross, a school, or one cross street of the corridor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz.distance import OSA

from understanding.matching.folding import Words
from understanding.where.places import FUZZY_LENGTH, HANGUL, WORD, Map

TRIED = 12
"""Unknown words of a message that are compared with street names, at most."""
MENTIONS = 24
"""Streets of one message that are looked at, at most."""
JOINED = 4
"""Words that may stand between the two streets of a crossing, all of them joining words."""
LONG = 8
"""Letters from which on a street name may have two slips."""

# A numbered street in Korean is a number and 가, 번가 or a transcribed "street"; the rest are other words with 가.
KOREAN_NUMBER = re.compile(r"(?<!\d)(\d{1,3}) ?(?:번)?(?:가|길|스트리트|st|th|nd|rd)(?![지정족게])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A street that was written: which one, at which words, and how surely it is a street."""

    street: str
    first: int
    after: int
    sure: bool
    """It is named by more than a bare number, and spelled right."""


def find_place(folded: str, text: Words, known: set[str], map_: Map) -> str | None:
    """Return the name of the place that is told, or None."""
    written = text.written
    found = list(islice(mentions(written, known, map_), MENTIONS))
    place = _pair(found, written, map_) or _whole(written, map_)
    if place is None and not folded.isascii() and HANGUL.search(folded):
        place = _in_hangul(folded, map_)
    return place or _sided(found, written, map_) or _lone(found, written, known, map_)


def _whole(written: Sequence[str], map_: Map) -> str | None:
    for index, word in enumerate(written):
        for parts, name in map_.phrases.get(word, ()):
            if tuple(written[index : index + len(parts)]) == parts:
                return name
    return None


def mentions(written: Sequence[str], known: set[str], map_: Map) -> Iterator[Mention]:
    """Find every street that is written, misspelt ones too."""
    tried = index = 0
    while index < len(written):
        word = written[index]
        mention = _named(written, index, map_) or _numbered(written, index, map_)
        slip = len(word) >= FUZZY_LENGTH and word.isascii() and word.isalpha() and word not in known
        if mention is None and slip and tried < TRIED:
            tried += 1
            mention = _misspelt(written, index, map_)
        if mention is not None:
            yield mention
        index = mention.after if mention else index + 1


def _named(written: Sequence[str], index: int, map_: Map) -> Mention | None:
    for parts, street in map_.streets.get(written[index], ()):
        after = index + len(parts)
        if tuple(written[index:after]) == parts and not parts[0].isdigit():
            return Mention(street, index, _past_kind(written, after, map_), sure=True)
    return None


def _misspelt(written: Sequence[str], index: int, map_: Map) -> Mention | None:
    word = written[index]
    for name, street in map_.slips.items():
        allowed = 1 if len(name) < LONG else 2
        if (
            abs(len(name) - len(word)) <= allowed
            and OSA.distance(word, name, score_cutoff=allowed) <= allowed
        ):
            return Mention(street, index, _past_kind(written, index + 1, map_), sure=False)
    return None


def _numbered(written: Sequence[str], index: int, map_: Map) -> Mention | None:
    """Return ``3rd``, ``third st``, ``la tercera``; and ``3``, which counts only beside another street."""
    word = written[index]
    number = str(map_.number(word))
    if number not in map_.streets:
        return None
    after = _past_kind(written, index + 1, map_)
    if after == index + 1 < len(written) and written[after] in map_.words["not_street"]:
        return None
    return Mention(number, index, after, sure=after > index + 1 or not word.isdigit())


def _past_kind(written: Sequence[str], after: int, map_: Map) -> int:
    return after + 1 if after < len(written) and written[after] in map_.words["kinds"] else after


def _pair(mentions: Sequence[Mention], written: Sequence[str], map_: Map) -> str | None:
    for one, other in pairwise(mentions):
        name = map_.pairs.get(frozenset((one.street, other.street)))
        between = written[one.after : other.first]
        if name and len(between) <= JOINED and all(word in map_.words["joins"] for word in between):
            return name
    return None


def _sided(mentions: Sequence[Mention], written: Sequence[str], map_: Map) -> str | None:
    """Return ``w 1st``: the corridor by its first letter, and a cross street."""
    for mention in mentions:
        main = map_.corridor.get(mention.street)
        if main and mention.sure and mention.first and written[mention.first - 1] == main[0]:
            return map_.alone[mention.street]
    return None


def _lone(mentions: Sequence[Mention], written: Sequence[str], known: set[str], map_: Map) -> str | None:
    """Return the crossing of a cross street that stands alone, if it is plainly meant as a street."""
    for mention in mentions:
        if mention.sure and mention.street in map_.alone and not _crossed(mention, written, known, map_):
            kind = mention.after > mention.first + 1 and written[mention.after - 1] in map_.words["kinds"]
            if kind or (mention.first and written[mention.first - 1] in map_.words["before"]):
                return map_.alone[mention.street]
    return None


def _crossed(mention: Mention, written: Sequence[str], known: set[str], map_: Map) -> bool:
    """Tell whether the street is joined to one that is not ours: ``3rd and vermont``."""
    joins = map_.words["joins"] - map_.words["before"]
    for join, other in ((mention.after, mention.after + 1), (mention.first - 1, mention.first - 2)):
        if 0 <= other < len(written) and written[join] in joins and written[other] not in known:
            return True
    return False


def _in_hangul(folded: str, map_: Map) -> str | None:
    """Return a place written in Hangul, where particles cling to names: ``웨스턴 3가에서``."""
    squeezed = "".join(WORD.findall(folded))
    for written, name in map_.hangul_places.items():
        if written in squeezed:
            return name
    streets = {street for written, street in map_.hangul.items() if written in squeezed}
    streets |= {match[1] for match in KOREAN_NUMBER.finditer(folded)}
    streets |= {word for word in WORD.findall(folded) if word in map_.streets and not word.isdigit()}
    return next((name for pair, name in map_.pairs.items() if pair <= streets), None)
