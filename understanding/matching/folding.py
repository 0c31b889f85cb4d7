"""One spelling for many: what a phone may send, made plain enough to compare."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 4000
"""Characters that are read of one message; an SMS has 1,600, a Signal message about 2,000."""

# Cf and Cc of the Unicode database that phones really send: zero width, bidi marks and isolates, soft hyphen,
# variation selectors, tags, keycap; and combining marks over Latin ("zalgo").
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]",
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_QUOTES = str.maketrans("’‘ʼ´`＇“”„«»–—―‐‑−", "''''''\"\"\"\"\"------")

# Unicode 3.12: a syllable is 0xAC00 + (lead * 21 + vowel) * 28 + tail.
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_JAMO = re.compile(f"([{_LEADS}])([{_VOWELS}])(?:([{_TAILS}])(?![{_VOWELS}]))?")

# Full-width folding (NFKC) turns single letters such as ㅋ and ㅠ into conjoining ones; they are turned back.
_SINGLE = str.maketrans(
    {chr(0x1100 + index): lead for index, lead in enumerate(_LEADS)}
    | {chr(0x1161 + index): vowel for index, vowel in enumerate(_VOWELS)},
)

_ALIKE = _QUOTES | _SINGLE

# Cyrillic letters that look like Latin ones: read as Latin only in a message that has Latin letters too.
_LOOKALIKES = str.maketrans("асеорхуіјѕһԁкмтнв", "aceopxyijshdkmtnb")
_CYRILLIC = re.compile("[а-яѐ-џһԁ]")
_LATIN = re.compile("[a-z]")

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = re.compile(r"(?<=[a-z])[@$!](?=[a-z])")
_SIGNS = {"@": "a", "$": "s", "!": "i"}
_LEET = str.maketrans("013457", "oieast")
_RUN = re.compile(r"([^\W\d])\1\1+")
_THRICE = re.compile(r"(.)\1\1")
"""Found thrice as quickly as a run of letters, and mostly neither is there."""
_SPELT = 4  # "h e l p": this many single letters in a row are one word
_SPELT_WORD = bytes([True]) * _SPELT


def _plain_letters() -> dict[int, str]:
    """Map each accented Latin letter to its base, one character to one character."""
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    return table | {ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("ı"): "i", ord("İ"): "i"}


_PLAIN = _plain_letters()
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
"""Any of them; Korean has none, and a search is quicker."""


def _syllable(match: re.Match[str]) -> str:
    lead, vowel, tail = match.groups()
    final = _TAILS.index(tail) + 1 if tail else 0
    return chr(0xAC00 + (_LEADS.index(lead) * 21 + _VOWELS.index(vowel)) * 28 + final)


def tidy(text: str) -> str:
    """Return the text without what cannot be seen, full-width forms made narrow: what could be kept."""
    text = text[:LONGEST]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if not text.isascii():
        text = _JAMO.sub(_syllable, text)
        text = unicodedata.normalize("NFKC", text)[:LONGEST].translate(_ALIKE)
        if any(map(str.isdigit, text)):
            text = "".join(_digit(character) if character.isdigit() else character for character in text)
    text = _INVISIBLE.sub("", text.replace("\r", "\n"))
    if "  " in text or not text.isprintable():  # any other blank than a plain one is not
        text = _LINES.sub("\n", _BLANKS.sub(" ", text))
    return text.strip()


def _digit(character: str) -> str:
    return str(unicodedata.digit(character))


def fold(tidied: str) -> str:
    """Return the text in lower case without accents; every character stays at its index."""
    if tidied.isascii():
        return tidied.lower()
    folded = (tidied.translate(_PLAIN) if _ACCENTED.search(tidied) else tidied).lower()
    if _CYRILLIC.search(folded) and _LATIN.search(folded):
        folded = folded.translate(_LOOKALIKES)
    return folded if len(folded) == len(tidied) else tidied


@dataclass(slots=True)
class Words:
    """The words of a message, as written and as compared, with their places in the text."""

    written: list[str]
    """Folded, otherwise untouched: ``h3lp``, ``can't``."""
    plain: list[str]
    """Without apostrophes, leet, long-drawn letters: ``help``, ``cant``."""
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.plain)


def words(folded: str, known: frozenset[str] | set[str] = frozenset()) -> Words:
    """Cut a folded text into words; ``known`` decides whether ``killlll`` is ``kill`` or ``kil``."""
    text = folded
    if "@" in text or "$" in text or "!" in text:
        text = _BETWEEN.sub(lambda match: _SIGNS[match[0]], text)
    matches = list(_WORD.finditer(text))
    written = [match[0] for match in matches]
    plain = [word if word.isalpha() else _unmask(word) for word in written]
    if _THRICE.search(text) and _RUN.search(text):
        plain = [_shorten(word, known) for word in plain]
    found = Words(written, plain, [match.start() for match in matches], [match.end() for match in matches])
    return _join_spelt(found) if len(found) >= _SPELT else found


def _unmask(word: str) -> str:
    """Return ``cant`` for ``can't`` and ``help`` for ``h3lp``; leave ``3rd``, ``2am`` and numbers alone."""
    word = word.replace("'", "")
    if word[0].isalpha() and word[-1].isalpha() and not word.isalpha():
        return word.translate(_LEET)
    return word


def _shorten(word: str, known: frozenset[str] | set[str]) -> str:
    if not _RUN.search(word):
        return word
    double = _RUN.sub(r"\1\1", word)
    return double if double in known else _RUN.sub(r"\1", word)


def _join_spelt(found: Words) -> Words:
    """Return the words with ``h e l p`` as one word."""
    single = bytes(len(word) == 1 for word in found.plain)
    if _SPELT_WORD not in single:
        return found
    joined = Words([], [], [], [])
    index = 0
    while index < len(found):
        end = index
        while end < len(found) and len(found.plain[end]) == 1 and found.plain[end].isalpha():
            end += 1
        if end - index < _SPELT:
            end = index + 1
        joined.written.append("".join(found.written[index:end]))
        joined.plain.append("".join(found.plain[index:end]))
        joined.starts.append(found.starts[index])
        joined.ends.append(found.ends[end - 1])
        index = end
    return joined
