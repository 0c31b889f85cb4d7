"""Find telephone numbers in any layout: written, spaced out, spelt in words, or disguised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from understanding.vocabulary import Hits, Vocabulary

FEWEST, MOST = 7, 15
"""Digits of a telephone number (ITU-T E.164)."""
TRIED = 8
"""Numbers of one message that are looked at, at most."""

_BETWEEN = re.compile(r"[\s().\-/·_,*+:~]{0,4}")
_DISGUISE = str.maketrans("olisb", "01158")
_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
    "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "공": "0", "영": "0", "일": "1", "이": "2", "삼": "3",
    "사": "4", "오": "5", "육": "6", "칠": "7", "팔": "8", "구": "9", "dash": "", "guion": "",
}  # fmt: skip
_KOREAN_DIGITS = re.compile("[공영일이삼사오육칠팔구]{3,}")
# North American plan: toll-free codes belong to no person; area and exchange codes begin with 2 to 9.
_TOLL_FREE = frozenset("800 833 844 855 866 877 888".split())
_NANP = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")
_LOCAL = re.compile(r"[2-9]\d{2}[ .\-·]\d{4}")
_DATE_LIKE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number, where it stands, and whether it belongs to no person (toll-free)."""

    start: int
    end: int
    digits: str
    public: bool


def phones(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Phone]:
    """Yield the telephone numbers of a message, in order."""
    tried = 0
    for start, end, digits in _runs(folded, hits):
        tried += 1
        if tried > TRIED:
            return
        cued = bool(hits.of("naming.mine") or hits.of("naming.theirs"))
        if _is_phone(
            folded[start:end], digits, folded[max(0, start - 1) : start] == "+", vocabulary, cued=cued
        ):
            area = digits.removeprefix("1") if len(digits) == 11 else digits  # noqa: PLR2004  (with the country code)
            public = len(area) == 10 and area[:3] in _TOLL_FREE  # noqa: PLR2004
            yield Phone(start, end, digits, public)


def spelt_digits(hits: Hits) -> int:
    """Return how many digits of a message are spelt in words: ``five``, ``cinco``, ``공일공``."""
    return sum(
        1 if word in _WORDS else sum(map(len, _KOREAN_DIGITS.findall(word))) if not word.isascii() else 0
        for word in hits.words.written
    )


def _runs(folded: str, hits: Hits) -> Iterator[tuple[int, int, str]]:
    """Yield each run of neighbouring words that are digits, and the digits."""
    text = hits.words
    start = end = -1
    digits = ""
    for index, word in enumerate(text.written):
        told = _digits(word)
        joined = (
            end >= 0
            and told is not None
            and _BETWEEN.fullmatch(folded, end, text.starts[index])
            and len(digits + told) <= MOST
        )
        if joined:
            digits += told or ""
            end = text.ends[index]
            continue
        if FEWEST <= len(digits):
            yield start, end, digits
        start, end, digits = (text.starts[index], text.ends[index], told) if told else (-1, -1, "")
    if FEWEST <= len(digits):
        yield start, end, digits


def _digits(word: str) -> str | None:
    """Return the digits that a word stands for, or None."""
    if word.isdecimal():
        return word if len(word) <= MOST else None
    if word in _WORDS:
        return _WORDS[word]
    if not word.isascii():
        match = _KOREAN_DIGITS.match(word)
        return "".join(_WORDS[character] for character in match[0]) if match else None
    plain = word.translate(_DISGUISE)
    return (
        plain
        if plain.isdecimal()
        and sum(character.isdecimal() for character in word) * 2 >= len(word)
        and len(word) > 2
        else None
    )  # noqa: PLR2004


def _is_phone(written: str, digits: str, plus: bool, vocabulary: Vocabulary, *, cued: bool) -> bool:
    if _DATE_LIKE.search(written):
        return False
    if _NANP.fullmatch(digits):
        return True
    if len(digits) == FEWEST:
        return bool(_LOCAL.fullmatch(written)) or (cued and digits[0] not in "01")
    for region in vocabulary.regions:
        try:
            number = phonenumbers.parse(f"+{digits}" if plus else digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return cued and len(digits) >= 8  # noqa: PLR2004  (somebody calls it a number)
