"""Find the sender's own name: behind ``my name is`` or ``soy``, before ``here`` or an own number, as a signature."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Span, touched
from understanding.named.cuts import BEFORE, TRIED, Cut
from understanding.named.openings import CONTACTS, DOES, FULL, HERE, opening
from understanding.named.sieve import MOST_WORDS, Sieve
from understanding.named.signatures import signature
from understanding.named.trust import Trust

_CUES = tuple(f"naming.{name}" for name in ("name", "i_am", "this_is", "thanks", "is_me"))
"""Groups behind which, or before which, the sender's name may stand."""
_SOON = re.compile(r"[ ,:'\"*(\n-]{0,4}")
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
_I = re.compile(
    r"(?:^|[.!?\n] ?)(?:i|yo), |(?<!\w)yo (?=\w+ (?:\w+ )?(?:lo|la|los|las|vi|si|no|me|les|le)\b)"
)
_ROLE = re.compile(r" (?:a|an|the|your|una?|la|el|su) [^,.!?;\n]{3,40}, ")
"""Between ``I am`` and a name: what somebody is."""
_BROKEN = re.compile(r"[,.;!?]")
_ALONE = re.compile(r"\W*(?:$|\n)")


def names(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield what names the sender; ``own`` is what else was found to be the sender's."""
    cued = not sieve.hits.spans.keys().isdisjoint(_CUES)
    if cued or _says_i(sieve.folded):
        yield from _cued(sieve)
    if cued:
        yield from _before_cues(sieve)
    yield from opening(sieve, own)
    if own:
        yield from _behind_numbers(sieve, own)
    if cued:
        yield from _apposed(sieve)
    yield from signature(sieve)
    if "naming.here" in sieve.hits:
        yield from _inside(sieve)


def _inside(sieve: Sieve) -> Iterator[Cut]:
    """Yield a full or titled name before ``here`` where no message begins: ``… the widow Jean Tolliver here,``."""
    for begin, last in sieve.hits.of("naming.here")[:TRIED]:
        if not HERE.match(sieve.folded, max(0, begin - 1)) or DOES.match(sieve.folded, last):
            continue
        after = sum(end <= begin for end in sieve.words.ends)
        for first in range(max(0, after - MOST_WORDS), after):
            full = after - first >= FULL or sieve.opens(sieve.words.starts[first])
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
    for match in _I.finditer(sieve.folded) if _says_i(sieve.folded) else ():
        yield from _behind(sieve, match.end(), "likely" if "," in match[0] else "listed")
    for start, end in _mine(sieve, "naming.this_is"):
        if sieve.opens(start):
            yield from (cut for cut in _behind(sieve, end, "said") if not _accused(sieve, cut.end))
    for _, end in _mine(sieve, "naming.thanks"):
        for cut in _behind(sieve, end, "likely"):
            if _ALONE.match(sieve.folded, cut.end):
                yield cut


def _says_i(folded: str) -> bool:
    """Tell at a glance whether somebody may say ``I, Rosa,`` or ``yo Rosa``."""
    return "i, " in folded or "yo " in folded or "yo, " in folded


def _apposed(sieve: Sieve) -> Iterator[Cut]:
    """Yield a name behind what one is: ``I'm the landlord, Peter Novak.``."""
    for _, end in _mine(sieve, "naming.i_am"):
        role = _ROLE.match(sieve.folded, end)
        first = sieve.first(role.end()) if role else None
        if first is not None:
            after = sieve.name(first, "likely")
            named = after > first and (after - first >= FULL or sieve.given(first) or sieve.titled(first))
            if named and sieve.ends(after):
                yield Cut(*sieve.span(first, after), "name")


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
            if sieve.name(first, trust) == last and start - sieve.words.ends[last - 1] <= FULL:
                yield Cut(*sieve.span(first, last), "name")
                break


def _behind_numbers(sieve: Sieve, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield a name behind a number or address of one's own that ends a sentence: ``call me 213 555 0142 Rosa``."""
    for cut in own[:TRIED]:
        first = sieve.first(cut.end) if cut.kind in CONTACTS else None
        if first is not None:
            after = sieve.name(first, "listed")
            if after > first and sieve.ends(after):
                yield Cut(*sieve.span(first, after), "name")
