"""Tell the language of a message: by its script, and by everyday words where that is Latin."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from understanding.matching.hits import Hits

# Unicode blocks of scripts that (nearly) belong to one language of the United States' larger communities.
_SCRIPTS = {
    "ko": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "ja": "\u3041-\u30ff",
    "zh": "\u4e00-\u9fff\u3400-\u4dbf",
    "bn": "\u0980-\u09ff",
    "hy": "\u0531-\u058f",
    "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "ta": "\u0b80-\u0bff",
    "th": "\u0e00-\u0e7f",
    "km": "\u1780-\u17ff",
    "am": "\u1200-\u137f",
    "ka": "\u10a0-\u10ff",
    "el": "\u0370-\u03ff",
    "my": "\u1000-\u109f",
    "lo": "\u0e80-\u0eff",
}
_LETTERS = {code: re.compile(f"[{letters}]+") for code, letters in _SCRIPTS.items()}
_LATIN = re.compile("[a-z]+")
_SPANISH = re.compile("[ñ¿¡]|[áíóú]")
_OTHER = re.compile("[^\x00-\u024f\u1e00-\u20ff\u2190-\u2bff\U0001f000-\U0001faff]+")
_MARKS = {
    "vi": re.compile("[đăơư\u1ea0-\u1ef1\u1ef4-\u1ef9]"),
    "pt": re.compile("[ãõ]"),
    "fr": re.compile("[çèêœâîû]|\\b[cdjlmnst]'(?=[aeiouhéêè])"),
}
"""Letters and joints by which a language of Latin letters tells itself."""
_NEIGHBOURS = {
    "ar": (("ur", re.compile("[ٹڈڑےں]")), ("fa", re.compile("[پچژگکی]"))),
    "ru": (("uk", re.compile("[іїєґ]")), ("mn", re.compile("[өү]"))),
    "zh": (("ja", re.compile(f"[{_SCRIPTS['ja']}]")),),
}
"""Languages that share a script, and the letters that only they have."""
_WEIGHT = 4  # "western blvd" in a Korean message does not make it English
_SHARE = 6  # at least one word in six is an everyday word of the language
_FOREIGN = 3  # at least one word in three, where it is none of ours: that answer is given to nobody who is understood
_SURE = 2  # words of it, in a message of three or more


class Languages:
    """Knows the everyday words of the languages that we speak, and of some others."""

    def __init__(
        self, own: Mapping[str, frozenset[str]], others: Mapping[str, str], known: AbstractSet[str]
    ) -> None:
        """Take the words of ours by language, those of others as one text each, and every word that we look for."""
        self._own = {code: listed for code, listed in own.items() if listed}
        self._known = known
        ours = frozenset[str]().union(*self._own.values())
        self._foreign: dict[str, tuple[tuple[str, int], ...]] = {}
        for code, text in others.items():
            weights = {word.lstrip("!"): 2 if word.startswith("!") else 1 for word in text.split()}
            for word in weights.keys() - ours - known:
                self._foreign[word] = (*self._foreign.get(word, ()), (code, weights[word]))

    def of(self, tidied: str, folded: str, hits: Hits) -> str:
        """Return the ISO 639-1 code of the language, or nothing when unsure."""
        if not folded.isascii():
            code, letters = _script(folded)
            if letters * _WEIGHT > _count(_LATIN, folded):
                return code
        words = hits.words.plain
        scores = {code: sum(map(listed.__contains__, words)) for code, listed in self._own.items()}
        if "es" in scores and not tidied.isascii() and _SPANISH.search(tidied.lower()):
            scores["es"] += 1
        most = max(scores.values(), default=0)
        other = self._other(tidied, words, most) if most * 2 < len(words) else ""
        return other or self._one_of_ours(scores, words)

    def _one_of_ours(self, scores: Mapping[str, int], words: Sequence[str]) -> str:
        """Return the language with the most words; where two are even, the one that is not English.

        Whoever writes "ayuda please" speaks Spanish: "please" is learnt before "ayuda" is.
        """
        most = max(scores.values(), default=0)
        if not most or most * _SHARE < len(words):
            return ""
        even = [code for code, count in scores.items() if count == most]
        if len(even) > 1:
            even = [code for code in even if code != "en" and self._alone(code, words)]
        return even[0] if len(even) == 1 else ""

    def _alone(self, code: str, words: Sequence[str]) -> bool:
        """Tell whether a word is said that only this one of our languages has."""
        others = [listed for other, listed in self._own.items() if other != code]
        return any(word in self._own[code] and not any(word in listed for listed in others) for word in words)

    def _other(self, tidied: str, words: Sequence[str], most: int) -> str:
        """Return the language that is none of ours and has clearly more of the words than ours have."""
        if tidied.isascii() and self._foreign.keys().isdisjoint(words):
            return ""
        scores: dict[str, int] = {}
        for word in words:
            for code, weight in self._foreign.get(word, ()):
                scores[code] = scores.get(code, 0) + weight
        if not tidied.isascii():
            small = tidied.lower()
            for code, marks in _MARKS.items():
                if found := len(marks.findall(small)):
                    scores[code] = scores.get(code, 0) + min(found, _SURE)
        if not scores:
            return ""
        best = max(scores, key=lambda code: scores[code])
        score = scores[best]
        understood = sum(word in self._known for word in words)
        enough = score >= min(_SURE, len(words)) and score * _FOREIGN >= len(words)
        return best if enough and score > max(most, understood) else ""


def _count(runs: re.Pattern[str], text: str) -> int:
    """Return how many letters the runs have together."""
    return sum(map(len, runs.findall(text)))


def _script(folded: str) -> tuple[str, int]:
    """Return the language of the foremost script that is not Latin, and how many letters of it there are."""
    foreign = "".join(_OTHER.findall(folded))
    best, most = "", 0
    for code, pattern in _LETTERS.items():
        count = _count(pattern, foreign) if foreign else 0
        if count > most:
            best, most = code, count
        if most * 2 > len(foreign):
            break
    neighbours = _NEIGHBOURS.get(best, ())
    return next((code for code, letters in neighbours if letters.search(foreign)), best), most
