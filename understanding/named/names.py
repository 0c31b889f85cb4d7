"""Find the sender's own name: behind ``my name is`` or ``soy``, before ``here`` or an own number, as a signature."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Span, touched
from understanding.named.addresses import house
from understanding.named.cuts import BEFORE, TRIED, Cut
from understanding.named.sieve import MOST_WORDS, Sieve, Trust
from understanding.named.signatures import signature

_SOON = re.compile(r"[ ,:'\"*(\n-]{0,4}")
_SPEAKS = re.compile(
    r"(?: and|,? y|,? n) (?:i|my|me|our|yo|mi)\b|, (?:i|im|i'm|ive|i've|mine|yo|soy|vi|vivo)\b"
)
_HEADED = re.compile(r",.*\b(?:i|my|we|our|yo|mi|vi|veo|para servirle|nosotros)\b", re.DOTALL)
_SPEAKS_OUT = re.compile(r"\. (?:i|im|i'm|ive|i've|my|we|our|yo|soy|vi|vivo|mi)\b")
_LEADS = re.compile(r"[ ,:;(-]{0,3}(?:[a-z]{2,9} ?)?[ :(-]{0,2}")
_QUOTED = re.compile(
    r"(?:[\"(]|(?<!\bi )(?<!\bi was )\b(?:said|says|saying|told \w+|tells \w+|goes|like|dijo|dice|decia|diciendo)\b|"
    r"\b(?:ad|sign|flyer|card|page|profile|post|poster|anuncio|volante|tarjeta|letrero|cartel|pagina)\b[^.!?:]{0,30}:)"
    r"(?:[ ,:\"]|\b(?:that|que|hi|hey|hello|hola|yo)\b)*$"
)
_OTHERS = re.compile(
    r" (?!(?:call|text|report|writ|check|speak|liv|work|messag)ing)[a-z]+ing\b| (?:outside|inside|afuera|las|los|le|les|trae|tiene|esta|anda|se|pega|vende|cobra|a (?:la|las|los|una))\b|"
    r",? (?:he|she|el|ella|hes|shes|he's|she's|el que|who|quien|the one|that|que)\b|"
    r" (?:and|y|n) (?:his|her|their|su|sus|el|la) "
)
_AND_SO = re.compile(r",? (?:\w+ )*")
_DOES = re.compile(
    r" (?:here |again )?(?:with (?!my)|w (?!my)|con (?!mi)|outside|inside|afuera|out |[a-z]+ing\b|[a-z]+ndo\b)"
)
_WORKER = re.compile(r"(?:er|or|ist|man|men|lady|ant|ent|ian|ero|era|chi|ion|s)$")
"""Endings of what somebody does, or of several: ``dancer here``."""
_HERE = re.compile(
    r",? (?:here|speaking|reporting|aqui|al habla|reportando)\b(?! (?:at|in|on|all|for|with|are|is|and|every|en|con|hay)\b)"
)
_I = re.compile(
    r"(?:^|[.!?\n] ?)(?:i|yo), |(?<!\w)yo (?=\w+ (?:\w+ )?(?:lo|la|los|las|vi|si|no|me|les|le)\b)"
)
_BROKEN = re.compile(r"[,.;!?]")
_ALONE = re.compile(r"\W*(?:$|\n)")
_CONTACTS = frozenset({"phone", "email", "handle", "card", "birth"})
_FULL = 2
"""Words from which on a name is a full one."""


def names(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield what names the sender, and an address right behind; ``own`` is what else was found to be the sender's."""
    for finding in (_cued(sieve), _before_cues(sieve), _opening(sieve, own), _behind_numbers(sieve, own)):
        for cut in finding:
            yield cut
            address = (
                house(sieve.folded, cut.end) if sieve.folded[cut.end : cut.end + 1] in {",", " "} else None
            )
            if address:
                yield address
    yield from signature(sieve)
    yield from _inside(sieve)


def _inside(sieve: Sieve) -> Iterator[Cut]:
    """Yield a full or titled name before ``here`` where no message begins: ``… the widow Jean Tolliver here,``."""
    for begin, last in sieve.hits.of("naming.here")[:TRIED]:
        if not _HERE.match(sieve.folded, max(0, begin - 1)) or _DOES.match(sieve.folded, last):
            continue
        after = sum(end <= begin for end in sieve.words.ends)
        for first in range(max(0, after - MOST_WORDS), after):
            full = after - first >= _FULL or sieve.opens(sieve.words.starts[first])
            if full and sieve.name(first, "listed") == after:
                yield Cut(*sieve.span(first, after), "name")
                break


def _cued(sieve: Sieve) -> Iterator[Cut]:
    """Yield what stands behind a cue; a word of family behind it (``Emily's mom``) makes it the family's."""
    trusts: tuple[tuple[str, Trust], ...] = (("naming.name", "sure"), ("naming.i_am", "said"))
    for group, trust in trusts:
        for start, end in _mine(sieve, group):
            if sieve.folded[start].isascii() and not _QUOTED.search(
                sieve.folded, max(0, start - BEFORE), start
            ):
                yield from _behind(sieve, end, trust)
    for match in _I.finditer(sieve.folded) if "i, " in sieve.folded or "yo" in sieve.folded else ():
        yield from _behind(sieve, match.end(), "likely" if "," in match[0] else "listed")
    for start, end in _mine(sieve, "naming.this_is"):
        if sieve.opens(start):
            yield from (cut for cut in _behind(sieve, end, "said") if not _accused(sieve, cut.end))
    for _, end in _mine(sieve, "naming.thanks"):
        for cut in _behind(sieve, end, "likely"):
            if _ALONE.match(sieve.folded, cut.end):
                yield cut


def _accused(sieve: Sieve, end: int) -> bool:
    """Tell whether what follows a name speaks of somebody else: ``this is Carlos the pimp``."""
    offender = any(
        1 < start - end <= len(" el otro ") and _AND_SO.fullmatch(sieve.folded, end, start)
        for start, _ in sieve.hits.of("cues.offender")
    )
    return offender or _OTHERS.match(sieve.folded, end) is not None


def _mine(sieve: Sieve, group: str) -> Iterator[Span]:
    """Yield the cues of a group that do not speak of somebody else's name."""
    cues = sieve.hits.of(group)[:TRIED]
    others = sieve.hits.of("naming.not_mine") if cues else ()
    for start, end in cues:
        whole = not _BROKEN.search(sieve.folded, start, end)
        if whole and not touched(start, end, others):
            yield start, end


def _behind(sieve: Sieve, end: int, trust: Trust) -> Iterator[Cut]:
    first = sieve.first(end, _SOON)
    if first is None:
        return
    after = sieve.name(first, trust)
    if after > first and not (sieve.owns(after) and not sieve.given(after - 1)):
        yield Cut(*sieve.span(first, after), "family" if sieve.owns(after) else "name")


def _before_cues(sieve: Sieve) -> Iterator[Cut]:
    """Yield what stands before ``is my name``."""
    for start, _ in _mine(sieve, "naming.is_me"):
        last = sum(end <= start for end in sieve.words.ends)
        for first in range(max(0, last - MOST_WORDS), last):
            trust: Trust = "any" if sieve.opens(sieve.words.starts[first]) else "likely"
            if sieve.name(first, trust) == last and start - sieve.words.ends[last - 1] <= _FULL:
                yield Cut(*sieve.span(first, last), "name")
                break


def _opening(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield a name with which a message opens, if ``here``, or a number or address of one's own, follows it."""
    if not (own or "naming.here" in sieve.hits or "," in sieve.folded or ". " in sieve.folded):
        return
    first = _after_greeting(sieve)
    if first >= len(sieve.words):
        return
    after = sieve.name(first, "listed")
    if after == first and _alone(sieve, first):
        after = first + 1
    elif after == first and sieve.capital(first) and not sieve.common(first):
        after = sieve.name(first, "likely")
        if after - first < _FULL:
            return
    if after == first:
        return
    start, end = sieve.span(first, after)
    cued = any(
        0 <= begin - end <= len(", ") and not _DOES.match(sieve.folded, last)
        for begin, last in sieve.hits.of("naming.here")
    )
    full = after - first >= _FULL and _SPEAKS_OUT.match(sieve.folded, end)
    told = full or _SPEAKS.match(sieve.folded, end) or any(_leads(sieve.folded, end, cut) for cut in own)
    if (
        cued
        or told
        or (after - first >= _FULL and _HEADED.match(sieve.folded, end) and house(sieve.folded, end))
    ):
        yield Cut(start, end, "name")


def _alone(sieve: Sieve, first: int) -> bool:
    """Tell whether a word that no list knows stands before ``here`` as only a name does: ``tj here``."""
    word = sieve.words.written[first]
    if sieve.excluded(first) or sieve.common(first) or word in sieve.calls or _WORKER.search(word):
        return False
    return _HERE.match(sieve.folded, sieve.words.ends[first]) is not None


def _leads(folded: str, end: int, cut: Cut) -> bool:
    """Tell whether a name that ends here leads straight to a number of one's own."""
    return (
        cut.kind in _CONTACTS
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


def _behind_numbers(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield a name behind a number or address of one's own that ends a sentence: ``call me 213 555 0142 Rosa``."""
    for cut in own[:TRIED]:
        first = sieve.first(cut.end) if cut.kind in _CONTACTS else None
        if first is not None:
            after = sieve.name(first, "listed")
            if after > first and sieve.ends(after):
                yield Cut(*sieve.span(first, after), "name")
