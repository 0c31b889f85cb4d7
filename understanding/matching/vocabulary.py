"""The words of all languages, ready to be looked for in a message."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from understanding.matching.folding import fold, tidy, words
from understanding.matching.hits import Hits, Span, marked
from understanding.matching.phrases import Found, Phrases
from understanding.matching.squeezed import Squeezed
from understanding.matching.syllables import Syllables

_MASKED = frozenset({"cues.danger", "cues.crisis", "cues.help", "cues.plight", "cues.helping"})


@dataclass(slots=True)
class Vocabulary:
    """What the words files say, compiled."""

    phrases: Phrases = field(default_factory=Phrases)
    syllables: Syllables = field(default_factory=Syllables)
    commands: dict[str, str] = field(default_factory=dict)
    """Whole messages, letters and digits only, and the command that each is."""
    numbers: dict[str, int] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)
    """Words that spell a digit of a telephone number."""
    ordinals: dict[str, int] = field(default_factory=dict)
    streets: dict[str, set[str]] = field(default_factory=dict)
    naming: dict[str, set[str]] = field(default_factory=dict)
    """What names are made of: ``names surnames first_syllables last_syllables titles businesses brands calls articles links
    nicknames no_employers``."""
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """Everyday words, by language."""
    telling: dict[str, str] = field(default_factory=dict)
    """The small words of a time, such as ``half`` and ``of``, and what each is; numbers as digits, ``3 nth`` for third."""
    no_names: set[str] = field(default_factory=set)
    regions: list[str] = field(default_factory=list)
    """Countries (ISO 3166) whose telephone numbers people write without a country code."""

    def hits(self, folded: str) -> Hits:
        """Return what was found in a folded text, less what its idioms touch."""
        text = words(folded, self.phrases.known)
        found: Found = defaultdict(list)
        self.phrases.find(text, found)
        squeezed = None if folded.isascii() else Squeezed(folded)
        if squeezed:
            self.syllables.find(squeezed, found)
        spans = dict(found)
        if "cues.nothing" in spans:
            _mask(spans, marked(spans["cues.nothing"], len(folded)))
        return Hits(text, len(folded), spans, squeezed)


def _mask(spans: dict[str, list[Span]], marks: bytearray) -> None:
    """Take away the cues that touch an idiom's place."""
    for group in _MASKED & spans.keys():
        kept = [(start, end) for start, end in spans[group] if marks.find(1, start, end) < 0]
        if kept:
            spans[group] = kept
        else:
            del spans[group]


def plain(word: str) -> str:
    """Return a listed word as it is compared."""
    if word.isascii() and word.isalpha():
        return word.lower()  # nothing else would change, and there are tens of thousands
    return fold(tidy(word)).replace("'", "")


_SIGNS = re.compile(r"[\W_]+")


def command_key(folded: str) -> str:
    """Return the letters and digits of a message: what is compared with a command word."""
    return _SIGNS.sub("", folded)
