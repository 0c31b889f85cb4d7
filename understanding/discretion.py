"""What must not be named on a screen that somebody else may read: word lists, and a look through a text by them."""

import re
import unicodedata

NEVER = {
    "en": (
        *(
            "traffick*",
            "sex*",
            "victim*",
            "pimp",
            "pimps",
            "police",
            "hotline",
            "hotlines",
            "prostitut*",
            "rescu*",
        ),
        *("slave", "slaves", "abus*", "escort", "escorts", "rape*", "assault*"),
    ),
    "es": (
        *("trata de", "tráfico", "víctima*", "proxeneta*", "padrote", "padrotes", "policía*", "prostitu*"),
        *("rescat*", "esclav*", "viola*", "violencia"),
    ),
    "ko": (
        *(
            "인신매매*",
            "성매매*",
            "성폭력*",
            "성착취*",
            "피해자*",
            "포주*",
            "경찰*",
            "핫라인*",
            "매춘*",
            "구출*",
        ),
        *("구조*", "학대*", "폭력*"),
    ),
}
"""What S1 and S18 forbid to say, and what a directory's names would give away (B6); a star stands for any ending."""

_LINK = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|us|info|me|ly|app|io|kr|mx|es)\b\S*",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d(?:[ ().\-–/]{0,3}\d){6,14}")
"""Seven digits or more that run on: not 911, an hour, or a house number."""
_DATE = re.compile(r"\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d)\b|\b\d{4}-\d\d-\d\d\b")


def _pattern(word: str) -> str:
    """Read a word of the lists: a whole word, or the beginning of one; Hangul takes its endings without a gap."""
    plain = re.escape(_plain(word.removesuffix("*")))
    if not plain.isascii():
        return plain
    return rf"\b{plain}\w*" if word.endswith("*") else rf"\b{plain}\b"


def _plain(text: str) -> str:
    """Take accents and forms of width away: whoever types fast leaves them out, or a keyboard writes them in two."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


_ANY = re.compile("|".join(_pattern(word) for words in NEVER.values() for word in words))


def indiscreet(text: str) -> list[str]:
    """Give the words of a text, in lower case without accents, that must not be named, in any language; each once."""
    return list(dict.fromkeys(found[0] for found in _ANY.finditer(_plain(text))))


def contacts(text: str) -> list[str]:
    """Give the links, mail addresses and telephone numbers of a text; each once.

    A number of three digits is none: it is the same for everybody, and tells nothing of who called it.
    """
    plain = _DATE.sub("…", unicodedata.normalize("NFKC", text))
    return list(dict.fromkeys(found[0] for way in (_LINK, _PHONE) for found in way.finditer(plain)))
