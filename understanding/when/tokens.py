"""Write a message of a language with blanks as the few tokens of which times are made.

``half past seven this evening the landlord`` becomes `` half past 7 tonight the x ``: the grammar of hours and days is written
over such tokens, the same for every word that a words file lists. A word that tells no time is ``x``; ``xs`` where it looks like a
plural, ``xed`` where it looks like what was done.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from understanding.matching.hits import Hits, Span
from understanding.matching.vocabulary import Vocabulary
from understanding.when.days import WEEKDAYS
from understanding.when.plain import phrases

LONGEST = 900
"""Characters of a message in which a time is looked for."""

_DIGITS = re.compile(r"(?P<digits>\d+(?:[:./-]\d+)*)(?P<half> ?[ap]\.? ?m\b\.?)?(?P<tail>[^\W\d_]*)")
_NUMBER = re.compile(r"\d")
_SIGN = re.compile(r"[-,;.!?\n()@]")
_SIGNS = {"-": "-", "@": "clock"}
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.]\d\d)?")
_DATE = re.compile(
    r"(?:\d{1,2}/\d{1,2}(?:/(?:20)?\d\d)?|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}-\d{1,2}-(?:20)?\d\d)"
)
_RANGE = re.compile(r"(\d{1,2}(?:[:.][0-5]\d)?)-(\d{1,2}(?:[:.][0-5]\d)?)")
_HALF_SPAN = re.compile(r"\d{1,2}\.5")
_MONEY = frozenset("$#€£")
DIGITS = frozenset("0123456789")
HANGUL = "\uac00"
"""The first syllable of Hangul, whose phrases have a grammar of their own."""
TENS = frozenset({20, 30, 40, 50})
UNIT = range(1, 10)
"""What may follow twenty, thirty, forty and fifty in one number."""


class Tokens(NamedTuple):
    """The tokens of one message, in one line with a blank at both ends; and where each stood."""

    line: str
    offsets: list[int]
    spans: list[Span]
    kinds: frozenset[str]
    """The tokens, each once; and ``0``, ``:``, ``/`` where a number has them."""

    def at(self, start: int, end: int) -> Span:
        """Return where a piece of the line stood in the message."""
        first = bisect_right(self.offsets, start + 1) - 1
        last = bisect_right(self.offsets, end - 1) - 1
        return self.spans[max(first, 0)][0], self.spans[max(last, 0)][1]


def tokens(folded: str, hits: Hits, vocabulary: Vocabulary) -> Tokens:
    """Return the tokens of a message."""
    line, telling = _Line(folded, hits, vocabulary.telling), vocabulary.telling
    told, then, texts, spans = line.told, line.then, line.texts, line.spans
    signs = [LONGEST, *reversed([sign.start() for sign in _SIGN.finditer(folded, 0, LONGEST)])]
    after = behind = 0
    for word, start, end in zip(hits.words.plain, hits.words.starts, hits.words.ends, strict=True):
        if start < after or start >= LONGEST:
            continue
        if signs[-1] < start:
            line.sign(signs, start, after)
        after = end
        if start in told or word[0] in DIGITS:
            after, behind = line.piece(start, end), len(texts)
        elif word in telling:
            line.small(telling[word], start, end)
            behind = len(texts)
        else:
            texts.append("then" if start in then else "x" if len(texts) > behind else _unknown(word, texts))
            spans.append((start, end))
    line.sign(signs, LONGEST, after)
    return line.done()


class _Line:
    """Gathers the tokens of one message from left to right."""

    def __init__(self, folded: str, hits: Hits, telling: Mapping[str, str]) -> None:
        self.texts: list[str] = []
        self.spans: list[Span] = []
        told = phrases(hits.spans)
        self.told = told if folded.isascii() else {at: one for at, one in told.items() if folded[at] < HANGUL}
        """The listed phrases by where they begin."""
        self.then = {start for start, _ in hits.of("times.after_clock")}
        """Where words stand that may follow an hour."""
        self._folded = folded
        self._telling = telling
        self._ten = -1

    def sign(self, signs: list[int], start: int, after: int) -> None:
        """Add the first sign between two words, and take all before ``start`` from the end of ``signs``."""
        first = True
        while signs[-1] < start:
            at = signs.pop()
            if first and at >= after:
                self._put(_SIGNS.get(self._folded[at], ","), at, at + 1)
                first = False

    def piece(self, start: int, end: int) -> int:
        """Add a listed phrase, or a number in digits and what clings to it; return where it ends."""
        if start in self.told:
            kind, end = self.told[start]
            self._put(_phrase(kind, self._folded[start:end], self.texts), start, end)
        elif digits := _DIGITS.match(self._folded, start):
            end = digits.end()
            for token in _number(digits, self._folded, self._telling).split():
                self._put(token, start, end)
        return end

    def small(self, token: str, start: int, end: int) -> None:
        """Add a small word, or a number that was written as one; ``forty five`` and ``cuarenta y cinco`` are one."""
        if not token.isdecimal():
            for each in token.split():
                self._put(each, start, end)
            return
        texts, value = self.texts, int(token)
        at = len(texts) - 1 - (texts[-1:] == ["and"])
        if value in UNIT and 0 <= at == self._ten:
            texts[at:] = [str(int(texts[at]) + value)]
            self.spans[at:] = [(self.spans[at][0], end)]
        else:
            self._ten = len(texts) if value in TENS else -1
            self._put(token, start, end)

    def done(self) -> Tokens:
        """Return what was gathered."""
        texts = self.texts
        line = f" {' '.join(texts)} "
        offsets = [*accumulate((len(text) + 1 for text in texts[:-1]), initial=1)]
        kinds = {*texts, *(sign for sign in ":/" if sign in line)}
        if _NUMBER.search(line):
            kinds.add("0")
        return Tokens(line, offsets, self.spans, frozenset(kinds))

    def _put(self, token: str, start: int, end: int) -> None:
        self.texts.append(token)
        self.spans.append((start, end))


def _phrase(kind: str, written: str, before: list[str]) -> str:
    """Return the token of a listed phrase; a shop is called ``a Friday's``, and no habit is told by an apostrophe."""
    aged = kind == "now" and before[-2:-1] == ["then"] and before[-1].isdecimal()  # "she is 15 now"
    if kind == "nothing" or aged:
        return "x"
    if "'" in written and kind.removesuffix("s") in WEEKDAYS:
        return "x" if before[-1:] == ["an"] else kind.removesuffix("s")
    return kind


def _unknown(word: str, before: list[str]) -> str:
    """Return ``x``; behind a number the ending tells whether things are counted, or something was done."""
    if not before or before[-1][0] not in DIGITS:
        return "x"
    if word.endswith("ed"):
        return "xed"
    return "xs" if word.endswith("s") and not word.endswith(("mos", "ss")) else "x"


def _number(piece: re.Match[str], folded: str, telling: Mapping[str, str]) -> str:
    """Return the tokens of digits and of what clings to them; what is money, a share or too long is ``x``."""
    told = _digits(piece["digits"])
    clings = telling.get(piece["tail"], "x") if piece["tail"] else ""
    money = (
        folded[piece.start() - 1 : piece.start()] in _MONEY or folded[piece.end() : piece.end() + 1] == "%"
    )
    if money or "x" in {told, clings}:
        return "x"
    half = "" if not piece["half"] else "am" if "a" in piece["half"] else "pm"
    return f"{told} {half} {clings}"


def _digits(digits: str) -> str:
    if digits.isdecimal():
        return digits if len(digits) <= 4 else "x"  # noqa: PLR2004 - no time has more in a row
    if clock := _CLOCK.fullmatch(digits):
        return f"{clock[1]}:{clock[2]}" if ":" in digits or not _HALF_SPAN.fullmatch(digits) else digits
    if _HALF_SPAN.fullmatch(digits) or _DATE.fullmatch(digits):
        return digits
    if between := _RANGE.fullmatch(digits):
        return f"{_digits(between[1])} - {_digits(between[2])}"
    return "x"
