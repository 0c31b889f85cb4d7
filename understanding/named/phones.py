"""Find telephone numbers in any layout: written, spaced out, spelt in words, or disguised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary

FEWEST, MOST = 7, 15
"""Digits of a telephone number (ITU-T E.164)."""
NATIONAL = 10
"""Digits of a North American number without its country code."""
TRIED = 8
"""Numbers of one message that are looked at, at most."""

_BETWEEN = re.compile(r"[\s().\-/·_,*+:~]{0,4}")
_DISGUISE = str.maketrans("olisb", "01158")
# North American Numbering Plan: area and exchange codes begin with 2 to 9; toll-free codes belong to no person.
_NANP = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")
_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
_LOCAL = re.compile(r"[2-9]\d{2}[ .\-·]\d{4}")
_REPEATS = {"double": 2, "triple": 3, "doble": 2}
# Korean endings cling to a number.
_LED = re.compile(
    r"(?P<digits>\d{2,8})(?:이|으로|로|입니다|예요|에요|이에요|번|번이에요|번입니다|번으로|번요|인데요?|이고요?|고요?|이구요?|요|에|에서|는|은|도|이나|나|임)"
)
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
    cued = "naming.mine" in hits or "naming.theirs" in hits
    for tried, (start, end, digits) in enumerate(_runs(folded, hits, vocabulary)):
        if tried == TRIED:
            return
        plus = folded[max(0, start - 1) : start] == "+"
        if _is_phone(folded[start:end], digits, vocabulary, plus=plus, cued=cued):
            public = len(digits) >= NATIONAL and digits[-NATIONAL:][:3] in _TOLL_FREE
            yield Phone(start - (folded[max(0, start - 1) : start] in {"+", "("}), end, digits, public)


def spelt_digits(hits: Hits, vocabulary: Vocabulary) -> int:
    """Return how many digits of a message are spelt in words: ``five``, ``cinco``, ``공일공``."""
    digits, count = vocabulary.digits, 0
    if hits.squeezed is None and digits.keys().isdisjoint(hits.words.written):
        return 0
    for word in hits.words.written:
        if digits.get(word):
            count += 1
        elif not word.isascii() and word[0] in digits:
            count += len(_spelt(word, vocabulary) or "")
    return count


def _runs(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Yield each run of neighbouring words that are digits, and the digits."""
    text = hits.words
    start = end = 0
    digits = ""
    for index, word in enumerate(text.written):
        if digits and word in _REPEATS:
            end = text.ends[index]
            continue
        told = _told(text.written, index, vocabulary)
        joined = digits and told is not None and _BETWEEN.fullmatch(folded, end, text.starts[index])
        if joined and told is not None and len(digits + told) <= MOST:
            digits = digits[: -1 if _completes(text.written, index, told, vocabulary) else None] + told
        else:
            if len(digits) >= FEWEST:
                yield start, end, digits
            start, digits = text.starts[index], told or ""
        end = text.ends[index]
    if len(digits) >= FEWEST:
        yield start, end, digits


def _told(written: list[str], index: int, vocabulary: Vocabulary) -> str | None:
    """Return the digits that a word stands for behind the word before it, or None."""
    told = _digits(written[index], vocabulary)
    before = written[index - 1] if index else ""
    if not told or not written[index].isascii() or written[index].isdecimal():
        return told
    if before in _REPEATS and len(told) == 1:
        return told * _REPEATS[before]
    spoken = before.isalpha() and before in vocabulary.digits
    return told if len(told) == 1 or spoken or not written[index].isalpha() else None  # "7 eleven"


def _completes(written: list[str], index: int, told: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a spelt digit completes a ten before it: ``fifty five``, ``cincuenta y cinco``."""
    if len(told) != 1 or told == "0" or not written[index].isalpha():
        return False
    before = (vocabulary.digits.get(word, "0") for word in reversed(written[max(0, index - 2) : index]))
    ten = next((value for value in before if value), "")
    return len(ten) > 1 and ten[0] > "1" and ten[1] == "0"


def _digits(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the digits that a word stands for, or None."""
    if word.isdecimal():
        return word if len(word) <= MOST else None
    if word in vocabulary.digits:
        return vocabulary.digits[word] if word.isascii() else None
    if not word.isascii():
        led = _LED.fullmatch(word)
        return led["digits"] if led else _spelt(word, vocabulary)
    plain = word.translate(_DISGUISE)
    most = sum(character.isdecimal() for character in word) * 2 >= len(word) > 2  # noqa: PLR2004  (not "2l", "1s")
    return plain if most and plain.isdecimal() else None


def _spelt(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the digits that begin a word of one-syllable digits, at least three: ``공일공``."""
    found = ""
    for character in word:
        if character not in vocabulary.digits:
            break
        found += vocabulary.digits[character]
    return found if len(found) >= 3 else None  # noqa: PLR2004  (one or two are ordinary words)


def _is_phone(written: str, digits: str, vocabulary: Vocabulary, *, plus: bool, cued: bool) -> bool:
    if _DATE_LIKE.search(written):
        return False
    if _NANP.fullmatch(digits):
        return True
    if len(digits) == FEWEST:
        return _LOCAL.fullmatch(written) is not None or (cued and digits[0] not in "01")
    for region in vocabulary.regions:
        try:
            number = phonenumbers.parse(f"+{digits}" if plus else digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return cued
