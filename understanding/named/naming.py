"""Take out what names the sender; keep what tells about somebody else; ask where it cannot be told apart."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary
from understanding.named.addresses import addresses
from understanding.named.cuts import TRIED, Cut, Named, applied, whose
from understanding.named.names import names
from understanding.named.phones import FEWEST, phones, spelt_digits

CARD = range(13, 20)
"""Digits of a payment card (ISO/IEC 7812)."""

_DIGIT = re.compile(r"\d")
_EMAIL_HINT = re.compile(r"@|\b(?:dot|punto|at|arroba)\b|\(at|\[at|골뱅이")
_EMAIL = re.compile(
    r"[\w.+-]{1,64} ?(?P<at>@|\(at\)|\[at\]|\bat\b|\barroba\b|골뱅이) ?[\w-]{1,40}"
    r"(?: ?(?:\.|\(dot\)|\bdot\b|\bpunto\b|점|닷) ?[a-z]{2,10}){1,3}\b",
)
_DOMAIN = re.compile(r"(?:dot|punto|점|닷|\.) ?(?:com|net|org|edu|gov|io|me|us|mx|kr|es|info)\b")
_HANDLE = re.compile(
    r"(?<![\w@])@[\w.]{2,30}"
    r"|\b(?:ig|insta|instagram|snap|snapchat|telegram|tiktok|twitter|fb|facebook|kakao|카톡|인스타)"
    r"(?: (?:id|아이디|username|user|handle|is|es|name|at)| ?[은는])*:? ?(?P<handle>[a-z0-9_.]{3,30})\b",
)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
# Social security number, Korean resident number, alien number, Mexican CURP: by their published shapes.
_ID = re.compile(
    r"(?<!\d)(?:\d{3}-\d{2}-\d{4}|\d{6}-[1-8]\d{6})(?!\d)|\ba[- ]?\d{8,9}\b|\b[a-z]{4}\d{6}[hm][a-z]{5}\w\d\b",
)
_NUMBERISH = re.compile(r"[\w/.-]*\d[\w/.-]*(?: \d[\w/.-]*)?")
_PLATE = re.compile(r"\b(?=[a-z0-9 -]{0,8}\d)[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5}\b")
BEHIND = 30
"""Characters behind a cue such as ``my plate is`` within which the number stands."""


def named(tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> Named:
    """Return the text that could be kept, the classes taken out, and what only the sender can decide."""
    cuts = list(_cuts(tidied, folded, hits, vocabulary))
    return applied(tidied, cuts) if cuts else Named(tidied)


def _cuts(tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    digits = len(_DIGIT.findall(folded))
    if _EMAIL_HINT.search(folded):
        yield from _emails(folded, hits)
    if "naming.mine" in hits:
        yield from _handles(folded, hits)
    if digits:
        yield from _numbers(folded, hits, digits)
        yield from addresses(folded, hits)
    if digits + spelt_digits(hits, vocabulary) >= FEWEST:
        yield from _phones(folded, hits, vocabulary)
    yield from names(tidied, folded, hits, vocabulary)
    for start, end in hits.of("naming.immigration"):
        yield Cut(start, end, "immigration")


def _phones(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    for phone in phones(folded, hits, vocabulary):
        owner = whose(phone.start, phone.end, hits)
        if owner != "theirs" and not phone.public:
            yield Cut(phone.start, phone.end, "phone", phone.digits[-2:], asked=not owner)


def _emails(folded: str, hits: Hits) -> Iterator[Cut]:
    for match in _EMAIL.finditer(folded):
        spelt = match["at"] == "at" and not _DOMAIN.search(match[0])
        if not spelt and whose(match.start(), match.end(), hits) != "theirs":
            yield Cut(match.start(), match.end(), "email")


def _handles(folded: str, hits: Hits) -> Iterator[Cut]:
    for match in _HANDLE.finditer(folded):
        group = "handle" if match["handle"] else 0
        if whose(match.start(group), match.end(group), hits) == "mine":
            yield Cut(match.start(group), match.end(group), "handle")


def _numbers(folded: str, hits: Hits, digits: int) -> Iterator[Cut]:
    """Yield cards, papers and the sender's own plate."""
    if digits >= CARD.start:
        for match in _CARD.finditer(folded):
            if _luhn([int(character) for character in match[0] if character.isdigit()]):
                yield Cut(match.start(), match.end(), "card")
    for match in _ID.finditer(folded):
        yield Cut(match.start(), match.end(), "id")
    for group, pattern in (("id", _NUMBERISH), ("plate", _PLATE)):
        for _, end in hits.of(f"naming.{group}")[:TRIED]:
            found = pattern.search(folded, end, end + BEHIND)
            if found:
                yield Cut(found.start(), found.end(), group)


def _luhn(digits: list[int]) -> bool:
    """Check a card number (ISO/IEC 7812, annex B)."""
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004  (from 5 on, two digits add up)
    return len(digits) in CARD and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
