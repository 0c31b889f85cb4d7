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
    line = _Line(folded, hits, vocabulary)
    for word, start, end in zip(hits.words.plain, hits.words.starts, hits.words.ends, strict=True):
        if line.after <= start < LONGEST:
            line.between(start)
            line.word(word, start, end)
    return line.done()


class _Line:
    """Gathers the tokens of one message from left to right."""

    def __init__(self, folded: str, hits: Hits, vocabulary: Vocabulary) -> None:
        self.after = 0
        """Where what was read so far ends."""
        self._folded = folded
        told = phrases(hits.spans)
        self._told = (
            told if folded.isascii() else {at: one for at, one in told.items() if folded[at] < HANGUL}
        )
        self._then = {start for start, _ in hits.of("times.after_clock")}
        self._vocabulary = vocabulary
        self._texts: list[str] = []
        self._spans: list[Span] = []
        self._ten = -1

    def between(self, start: int) -> None:
        """Read the signs before the next word."""
        if self._folded[self.after : start] not in {"", " "}:
            sign = _SIGN.search(self._folded, self.after, start)
            if sign:
                self._put(_SIGNS.get(sign[0], ","), self.after, start)

    def word(self, word: str, start: int, end: int) -> None:
        """Read the word at ``start``, and all of a listed phrase or of a number that begins there."""
        vocabulary, self.after = self._vocabulary, end
        if start in self._told:
            kind, self.after = self._told[start]
            self._put(_phrase(kind, self._folded[start : self.after], self._texts), start, self.after)
        elif word[0].isdecimal():
            self._digits(start, end)
        elif word in vocabulary.numbers:
            self._count(vocabulary.numbers[word], start, end)
        elif word in vocabulary.telling:
            kind = vocabulary.telling[word]
            self._put_all("1 th" if kind == "first" else kind, start, end)
        elif start in self._then:
            self._put("then", start, end)
        elif word in vocabulary.ordinals:
            self._put_all(f"{vocabulary.ordinals[word]} nth", start, end)
        else:
            self._put(_unknown(word, self._texts), start, end)

    def done(self) -> Tokens:
        """Return what was gathered."""
        if _SIGN.search(self._folded, self.after):
            self._put(",", self.after, len(self._folded))
        texts = self._texts
        line = f" {' '.join(texts)} "
        offsets = [*accumulate((len(text) + 1 for text in texts[:-1]), initial=1)]
        kinds = {*texts, *(sign for sign in ":/" if sign in line)}
        if _NUMBER.search(line):
            kinds.add("0")
        return Tokens(line, offsets, self._spans, frozenset(kinds))

    def _put(self, token: str, start: int, end: int) -> None:
        self._texts.append(token)
        self._spans.append((start, end))

    def _put_all(self, tokens_: str, start: int, end: int) -> None:
        for token in tokens_.split():
            self._put(token, start, end)

    def _digits(self, start: int, end: int) -> None:
        digits = _DIGITS.match(self._folded, start)
        self.after = digits.end() if digits else end
        self._put_all(
            _number(digits, self._folded, self._vocabulary.telling) if digits else "x", start, self.after
        )

    def _count(self, value: int, start: int, end: int) -> None:
        """Add a number that was written as a word; ``forty five`` and ``cuarenta y cinco`` are one."""
        texts = self._texts
        at = len(texts) - 1 - (texts[-1:] == ["and"])
        if value in UNIT and 0 <= at == self._ten:
            texts[at:] = [str(int(texts[at]) + value)]
            self._spans[at:] = [(self._spans[at][0], end)]
        else:
            self._ten = len(texts) if value in TENS else -1
            self._put(str(value), start, end)


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
    if not before or not before[-1][0].isdecimal():
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
