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
    count = 0
    for word in hits.words.written:
        if vocabulary.digits.get(word):
            count += 1
        elif not word.isascii():
            count += len(_spelt(word, vocabulary) or "")
    return count


def _runs(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Yield each run of neighbouring words that are digits, and the digits."""
    text = hits.words
    start = end = 0
    digits = ""
    for index, word in enumerate(text.written):
        told = _digits(word, vocabulary)
        if (
            told
            and len(told) > 1
            and word.isalpha()
            and word.isascii()
            and not _spoken(text.written, index, vocabulary)
        ):
            told = None  # "7 eleven"
        joined = (
            told is not None
            and bool(digits)
            and _BETWEEN.fullmatch(folded, end, text.starts[index]) is not None
        )
        if joined and told is not None and len(digits + told) <= MOST:
            digits = (
                digits[:-1] + told
                if _completes(text.written[max(0, index - 2) : index], word, told, vocabulary)
                else digits + told
            )
        else:
            if len(digits) >= FEWEST:
                yield start, end, digits
            start, digits = text.starts[index], told or ""
        end = text.ends[index]
        if told is None and digits:
            digits = ""
    if len(digits) >= FEWEST:
        yield start, end, digits


def _spoken(written: list[str], index: int, vocabulary: Vocabulary) -> bool:
    """Tell whether the word before is a spelt digit too."""
    return index > 0 and written[index - 1].isalpha() and written[index - 1] in vocabulary.digits


def _completes(before: list[str], word: str, told: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a spelt digit completes a ten before it: ``fifty five``, ``cincuenta y cinco``."""
    ten = next((value for last in reversed(before) if (value := vocabulary.digits.get(last, "0"))), "")
    return _is_ten(ten) and ten[0] > "1" and len(told) == 1 and told != "0" and word.isalpha()


def _is_ten(digits: str) -> bool:
    return len(digits) > 1 and digits[1] == "0"


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
