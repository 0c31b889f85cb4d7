"""What a word is, and Hangul as it sounds: what is written in two ways and said in one is one."""

import re

HANGUL = re.compile("[가-힣]")
WORD = re.compile(r"[^\W_]+")
_LEAD = 21 * 28
_TAILS = 28


def even(hangul: str) -> str:
    """Return Hangul with the vowels alike that sound alike, and tense consonants plain; as long as before."""
    return hangul.translate(_ALIKE)


def _alike() -> dict[int, int]:
    """Map each syllable to the one it is taken for: its lead and its vowel evened, its tail as it is."""
    leads = {1: 0, 4: 3, 8: 7, 10: 9, 13: 12}  # ㄲ ㄸ ㅃ ㅆ ㅉ
    vowels = {1: 5, 3: 7, 4: 8, 10: 15, 11: 15}  # ㅐ as ㅔ, ㅒ as ㅖ, ㅓ as ㅗ ("-ton"), ㅙ and ㅚ as ㅞ
    table = {}
    for code in range(0xAC00, 0xD7A4):
        lead, rest = divmod(code - 0xAC00, _LEAD)
        vowel, tail = divmod(rest, _TAILS)
        one = 0xAC00 + (leads.get(lead, lead) * 21 + vowels.get(vowel, vowel)) * 28 + tail
        if one != code:
            table[code] = one
    return table


_ALIKE = _alike()
