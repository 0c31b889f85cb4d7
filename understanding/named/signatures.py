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
    words, folded, after = sieve.words, sieve.folded, len(sieve.words)
    for first in range(max(1, after - LONGEST), after):
        gap = folded[words.ends[first - 1] : words.starts[first]]
        if gap == " ":
            continue
        trust: Trust | None = "likely" if _DASH.fullmatch(gap) else "listed" if _STOP.fullmatch(gap) else None
        if trust == "listed" and first >= _TOLD and sieve.capital(first) and folded[-1:] not in "!?":
            trust = "likely"
        if trust and sieve.name(first, trust) == after and not sieve.owns(after):
            yield Cut(*sieve.span(first, after), "name")
            return
    last = folded[-10:]
    if ("-" in last or "~" in last) and (initials := _INITIALS.match(last)):
        shift = max(0, len(folded) - 10)
        yield Cut(shift + initials.start("name"), shift + initials.end("name"), "name")
    if folded[:1] in {"-", "~"} and words.starts and (end := sieve.name(0, "likely")):
        yield Cut(*sieve.span(0, end), "name")
