"""Find the name with which a message opens: ``Rosa here``, ``Linda Cho, 530 Wilton Place``, ``from: Linda Cho``."""

import re
from collections.abc import Iterator, Sequence

from understanding.named.addresses import house
from understanding.named.cuts import TRIED, Cut
from understanding.named.papers import day
from understanding.named.sieve import Sieve

CONTACTS = frozenset({"phone", "email", "handle", "card", "birth"})
FULL = 2
"""Words from which on a name is a full one."""
_SPEAKS = re.compile(
    r"(?: and|,? y|,? n) (?:i|my|me|our|yo|mi)\b|, (?:i|im|i'm|ive|i've|mine|yo|soy|vi|vivo)\b"
)
_HEADED = re.compile(r",.*\b(?:i|my|we|our|yo|mi|vi|veo|para servirle|nosotros)\b", re.DOTALL)
_SPEAKS_OUT = re.compile(r"\. (?:i|im|i'm|ive|i've|my|we|our|yo|soy|vi|vivo|mi)\b")
_LEADS = re.compile(r"[ ,:;(-]{0,3}(?:[a-z]{2,9} ?)?[ :(-]{0,2}")
_WORKER = re.compile(r"(?:er|or|ist|man|men|lady|ant|ent|ian|ero|era|chi|ion|s)$")
"""Endings of what somebody does, or of several: ``dancer here``."""
DOES = re.compile(
    r" (?:here |again )?(?:with (?!my)|w (?!my)|con (?!mi)|outside|inside|afuera|out |(?:sells|hits|runs|beats|vende|tiene|pega|golpea|cobra|trae|anda)\b|[a-z]+ing\b|[a-z]+ndo\b)"
)
HERE = re.compile(
    r",? (?:here|speaking|reporting|aqui|al habla|reportando)\b(?! (?:at|in|on|all|for|with|are|is|and|every|en|con|hay)\b)"
)
_TOWN = re.compile(r",[^!?\n]{5,90}\b(?:los angeles|9[01]\d{3})\b")
"""The town or its postal code: so letters begin, not accusations."""
_ROLE = re.compile(
    r", (?!(?:he|she|who|el que|la que|que|is|es)\b)(?:(?!\b(?:he|she|his|her|who|whose|su|lo|la que)\b)[^.!?\n]){3,60}\. ?(?:i|im|i'm|ive|i've|my|we|our|yo|soy|vi|vivo|mi)\b"
)
"""What somebody is, and then what that person says of oneself: ``, block captain. I saw``."""
_ROGUE = re.compile(
    r"\b(?:pimps?|dealer|trafficker|madam|owner|manager|john|padrote|madrota|duen[oa]|proxeneta|tratante|encargad[oa])\b"
)
"""What a sender is seldom: whoever is called so is told about."""
_HEADER = re.compile(r"(?:from|de|nombre|name|sender|remitente|reported by|reporting party) ?[:=] ?")
_FIRST_PERSON = re.compile(r"\b(?:i|im|i'm|my|me|yo|soy|mi|tengo|estoy)\b")
_THIRD = re.compile(
    r"(?:(?!\b(?:there|here|he|she|they|it|i|hay|who|the|a|aqui)\b)[^.,!?\n]){1,40} (?:is|are|has|es|gustan?|viola|toca|keeps|sells|runs|hits|beats|makes|esta|tiene|vende|trae|golpea)\b"
)
"""What follows a name speaks of whoever is called so: ``Angela from 376 is running girls``."""
_NOTE = re.compile(r"(?:,? ?|,? ?\([^()]{1,30}\),? ?)")
NOTE = 36
"""Characters between a name and ``here``, at most."""
_SIGNS = (",", ". ", ":")


def opening(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield a name with which a message opens, if ``here``, or a number or address of one's own, follows it."""
    if not (own or "naming.here" in sieve.hits or any(sign in sieve.folded for sign in _SIGNS)):
        return
    header = _HEADER.match(sieve.folded)
    headed = sieve.first(header.end()) if header else None
    first = _after_greeting(sieve) if headed is None else headed
    after = _name(sieve, first, sure=headed is not None)
    if after == first:
        return
    start, end = sieve.span(first, after)
    born = day(sieve.folded, end) if _FIRST_PERSON.search(sieve.folded, end) else None
    if born:
        yield born
    told = _SPEAKS.match(sieve.folded, end) or any(_leads(sieve.folded, end, cut) for cut in own)
    if (
        headed is not None
        or born
        or told
        or _here(sieve, end)
        or (after - first >= FULL and _letter(sieve, end))
    ):
        yield Cut(start, end, "name")


def _name(sieve: Sieve, first: int, *, sure: bool) -> int:
    """Return the word after the name that begins here: a listed one, a full one, or one that ``here`` follows."""
    if first >= len(sieve.words):
        return first
    after = sieve.name(first, "sure" if sure else "listed")
    if after > first or sure:
        return after
    if _alone(sieve, first):
        return first + 1
    if sieve.capital(first) and not sieve.common(first):
        after = sieve.name(first, "likely")
        lone = not (
            sieve.excluded(first) or _touched(sieve, first) or _WORKER.search(sieve.words.written[first])
        )
        if after - first >= FULL or (lone and _here(sieve, sieve.words.ends[first])):
            return after
    return first


def _touched(sieve: Sieve, first: int) -> bool:
    """Tell whether a cue begins with this word: ``I'm writing``."""
    return any(start == sieve.words.starts[first] for start, _ in sieve.hits.of("naming.i_am"))


def _here(sieve: Sieve, end: int) -> bool:
    """Tell whether ``here`` or ``writing to you`` follows, maybe behind brackets."""
    return _THIRD.match(sieve.folded, end) is None and any(
        0 <= begin - end <= NOTE
        and _NOTE.fullmatch(sieve.folded, end, begin)
        and not DOES.match(sieve.folded, last)
        for begin, last in sieve.hits.of("naming.here")
    )


def _letter(sieve: Sieve, end: int) -> bool:
    """Tell whether what follows a full name is the head of a letter, or its writer goes on about oneself."""
    if _SPEAKS_OUT.match(sieve.folded, end):
        return True
    if house(sieve.folded, end):
        return (_HEADED.match(sieve.folded, end) or _TOWN.match(sieve.folded, end)) is not None
    role = _ROLE.match(sieve.folded, end)
    return role is not None and _ROGUE.search(role[0]) is None


def _alone(sieve: Sieve, first: int) -> bool:
    """Tell whether a word that no list knows stands before ``here`` as only a name does: ``tj here``."""
    word = sieve.words.written[first]
    if sieve.excluded(first) or sieve.common(first) or word in sieve.calls or _WORKER.search(word):
        return False
    return HERE.match(sieve.folded, sieve.words.ends[first]) is not None


def _leads(folded: str, end: int, cut: Cut) -> bool:
    """Tell whether a name that ends here leads straight to a number of one's own."""
    return (
        cut.kind in CONTACTS
        and end <= cut.start
        and _LEADS.fullmatch(folded[end : cut.start][:20]) is not None
    )


def _after_greeting(sieve: Sieve) -> int:
    """Return the first word that is no greeting."""
    first = 0
    for start, end in sorted(sieve.hits.of("greetings"))[:TRIED]:
        if first < len(sieve.words) and start <= sieve.words.starts[first] < end:
            first = sum(last <= end for last in sieve.words.ends)
    while first < len(sieve.words) and sieve.words.written[first] in sieve.calls:
        first += 1
    return first
