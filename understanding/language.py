"""Tell the language of a message by its script, and English from Spanish by everyday words."""

import re
from collections.abc import Mapping

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
_LETTERS = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
_LATIN = re.compile("[a-z]")
_SPANISH = re.compile("[ñ¿¡]|[áíóú]")
_OTHER = re.compile("[^\x00-\u024f\u1e00-\u20ff\u2190-\u2bff\U0001f000-\U0001faff]")
_WEIGHT = 4  # "western blvd" in a Korean message does not make it English
_SHARE = 6  # at least one word in six is an everyday word of the language


def language(tidied: str, folded: str, hits: Hits, words: Mapping[str, frozenset[str]]) -> str:
    """Return the ISO 639-1 code of the language, or nothing when unsure."""
    if not folded.isascii():
        code, letters = _script(folded)
        if letters * _WEIGHT > len(_LATIN.findall(folded)):
            return code
    scores = {
        code: sum(word in listed for word in hits.words.plain) for code, listed in words.items() if listed
    }
    if "es" in scores and _SPANISH.search(tidied.lower()):
        scores["es"] += 1
    if not scores:
        return ""
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (best, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    return best if most > second and most * _SHARE >= len(hits.words) else ""


def _script(folded: str) -> tuple[str, int]:
    """Return the language of the foremost script that is not Latin, and how many letters of it there are."""
    foreign = "".join(_OTHER.findall(folded))
    best, most = "", 0
    for code, pattern in _LETTERS.items():
        count = len(pattern.findall(foreign)) if foreign else 0
        if count > most:
            best, most = code, count
        if most * 2 > len(foreign):
            break
    return ("ja" if best == "zh" and _LETTERS["ja"].search(foreign) else best), most
