"""Find the name with which a message is signed, at its very end or behind a dash at its beginning."""

import re
from collections.abc import Iterator

from understanding.named.cuts import Cut
from understanding.named.sieve import Sieve
from understanding.named.trust import Trust

_DASH = re.compile(r".*[-~\n]\s*")
_STOP = re.compile(r"[.!?)]+\s+")
_INITIALS = re.compile(r".*[-~]\s*(?P<name>[a-z]\. ?[a-z]\.?)$", re.DOTALL)
LONGEST = 6
"""Words of a name that is signed, at most, with its title and ``viuda de``."""
_TOLD = 8
"""Words behind which a name of its own, that no list knows, is a signature."""


def signature(sieve: Sieve) -> Iterator[Cut]:
    """Yield a name at the very end, or at the very beginning behind a dash."""
    words = sieve.words
    for first in range(max(1, len(words) - LONGEST), len(words)):
        gap = sieve.folded[words.ends[first - 1] : words.starts[first]]
        if gap == " ":
            continue
        trust: Trust | None = "likely" if _DASH.fullmatch(gap) else "listed" if _STOP.fullmatch(gap) else None
        if trust == "listed" and first >= _TOLD and sieve.capital(first) and sieve.folded[-1:] not in "!?":
            trust = "likely"
        if trust and sieve.name(first, trust) == len(words) and not sieve.owns(len(words)):
            yield Cut(*sieve.span(first, len(words)), "name")
            return
    last = sieve.folded[-10:]
    if ("-" in last or "~" in last) and (initials := _INITIALS.match(last)):
        shift = max(0, len(sieve.folded) - 10)
        yield Cut(shift + initials.start("name"), shift + initials.end("name"), "name")
    if sieve.folded[:1] in {"-", "~"} and words.starts and (after := sieve.name(0, "likely")):
        yield Cut(*sieve.span(0, after), "name")
