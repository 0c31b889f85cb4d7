"""Find the sender's own name: behind ``my name is``, ``this is``, ``soy``, as a signature, in Korean ``저는 …입니다``."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary
from understanding.named.cuts import TRIED, Cut

MOST_WORDS = 3
"""Words of a name, at most."""
LAST = 40
"""Characters at the end of a message in which a signature stands."""
GAP = 3
"""Characters between a cue and the name, at most."""

_SIGNATURE = re.compile(
    r"(?:^|[\n.!?,;]) ?(?:[-~]{1,2}|thanks?,|thank you,|gracias,|atte\.?|atentamente,?|saludos,|sincerely,?|love,|regards,?|best,)"
    r" ?(?P<name>[^\W\d_][\w.']{1,20}(?: [^\W\d_][\w.']{0,20}){0,2})[.! ]*$",
)
_KOREAN = (
    re.compile(
        r"(?:이름은|성함은|이름)\s?(?P<name>[가-힣]{2,4}?)(?=입니다|이에요|예요|이라|라고|이고|인데|고요|이며|[\s.,!]|$)"
    ),
    re.compile(r"(?:저는|전|나는|^)\s?(?P<name>[가-힣]{2,4}?)(?:이라고|라고|입니다|이에요|예요|인데요)"),
    re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:드림|올림)(?=\W|$)"),
)


def names(tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield what names the sender."""
    sieve = _Sieve(tidied, folded, hits, vocabulary)
    for start, end in hits.of("naming.name")[:TRIED]:
        if not any(first < end and start < last for first, last in hits.of("naming.not_mine")):
            yield from sieve.behind(end, sure=True)
    for start, end in hits.of("naming.this_is")[:TRIED]:
        if sieve.opens(start) or tidied[end : end + 2].strip()[:1].isupper():
            yield from sieve.behind(end, sure=False)
    match = _SIGNATURE.search(folded, max(0, len(folded) - LAST))
    if match and sieve.is_signature(match["name"]):
        yield Cut(match.start("name"), match.end("name"), "name")
    if not folded.isascii():
        yield from _korean(folded, vocabulary)


class _Sieve:
    """Tells names from other words of one message."""

    def __init__(self, tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> None:
        self._tidied = tidied
        self._folded = folded
        self._hits = hits
        self._vocabulary = vocabulary

    def opens(self, start: int) -> bool:
        """Tell whether a sentence begins here, maybe behind a greeting."""
        before = self._folded[:start].rstrip()
        greeted = any(last <= start <= last + 2 for _, last in self._hits.of("greetings"))
        return not before or before[-1] in ".,!?;\n-" or greeted

    def is_signature(self, written: str) -> bool:
        """Tell whether the words behind a dash or ``thanks,`` are a name."""
        first = written.split(maxsplit=1)[0].strip(".")
        return self._given(first) or (first not in self._vocabulary.phrases.known and not self._listed(first))

    def behind(self, end: int, *, sure: bool) -> Iterator[Cut]:
        """Yield the name that begins behind a cue; behind a sure cue any unknown word is one."""
        text = self._hits.words
        first = after = bisect_left(text.starts, end)
        if (
            first == len(text)
            or text.starts[first] - end > GAP
            or "\n" in self._folded[end : text.starts[first]]
        ):
            return
        while after < min(len(text), first + MOST_WORDS) and self._fits(
            after, first=after == first, sure=sure
        ):
            after += 1
            if after < len(text) and self._folded[text.ends[after - 1] : text.starts[after]].strip(" .'-"):
                break
        if after > first:
            yield Cut(text.starts[first], text.ends[after - 1], "name")

    def _fits(self, index: int, *, first: bool, sure: bool) -> bool:
        word = self._hits.words.written[index]
        if self._listed(word) or not word.replace("'", "").isalpha():
            return False
        capital = self._tidied[self._hits.words.starts[index]].isupper() and not self._tidied.isupper()
        common = word in self._vocabulary.phrases.known
        if first:
            return self._given(word) or (capital and not common) or (sure and (capital or not common))
        return not common and (capital or sure or self._given(word))

    def _given(self, word: str) -> bool:
        return any(word in listed for listed in self._vocabulary.names.values())

    def _listed(self, word: str) -> bool:
        return word in self._vocabulary.no_names


def _korean(folded: str, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield Korean names: a frequent family name and one or two syllables, or whatever stands behind ``제 이름은``."""
    families = vocabulary.names.get("ko", frozenset())
    for pattern in _KOREAN:
        for match in pattern.finditer(folded):
            name = match["name"]
            family = name[:1] in families or name[:2] in families
            if (family or pattern is _KOREAN[0]) and not name.startswith(vocabulary.no_name_stems):
                yield Cut(match.start("name"), match.end("name"), "name")
