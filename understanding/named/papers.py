"""Find papers, payment cards, dates of birth and the sender's own plate."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits, Span, touched
from understanding.named.cuts import TRIED, Cut

CARD = range(13, 20)
"""Digits of a payment card (ISO/IEC 7812)."""
FEWEST = 8
"""Digits that a paper whose shape alone tells it has at least."""
AFTER_CAR, BEFORE_CAR = 22, 6
"""Characters between ``my car`` and its plate, behind it or before it, at most."""

_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
# Social security number, Korean resident or alien number, United States alien number, Mexican CURP: by their shapes.
_SHAPES = re.compile(
    r"(?<![\d-])(?:\d{3}-\d{2}-\d{4}|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?- ?[1-8]\d{6})(?![\d-])"
    r"|\ba[- #]{0,2}(?:\d{8,9}|\d{3}[- ]\d{3}[- ]\d{3})(?!\d)|\b[a-z]{4}\d{6}[hmx][a-z]{5}\w\d\b",
)
_SAID = r"[\s:#.,=-]*(?:(?:is|was|s|es|el|la|no|num|nr|number|numero|de|the|of|en|like|card|ends|ending|on|in|un|ano|dia|year)\b[\s:#.=-]*|(?:은|는|이|가|도|번호|뒷자리|앞자리|끝자리|:)[\s:#.=-]*){0,4}"
_NUMBER = re.compile(
    _SAID + r"(?P<it>(?:[a-z]{1,3}[ -]?)?(?=(?:[ -]?[a-z]?\d){4})[a-z0-9]+(?:[ -][a-z]?\d[a-z0-9]*){0,4})"
)
_DAY = (
    r"[a-z]{3,10} (?:of |del? )?(?:19|20)\d\d\b|\d{1,4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,4}|[a-z]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? ?(?:of |del? )?(?:19|20)?\d\d\b)?"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:of |de )?[a-z]{3,10}(?:,? (?:of |del? )?(?:19|20)?\d\d\b)?|(?:19|20)\d\d\b|'\d\d\b|\d{6,8}\b|\d{1,2}[/-]\d{1,4}"
    r"|(?:\d{2,4}년 ?)?\d{1,2}월 ?\d{1,2}일|\d{2,4}년(?: ?\d{1,2}월)?"
)
_FULL_DAY = re.compile(
    r"[,.]? ?(?P<it>[a-z]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)? (?:of |de )?[a-z]{3,10}(?:,| de| del)? ?(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d)\b"
)
_BIRTHDAY = re.compile(_SAID + rf"(?P<it>{_DAY})")
# Korean: a year of birth wears its own word; hearsay about somebody else's stays.
_KOREAN_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)?\d\d년 ?\d{1,2}월 ?\d{1,2}일 ?(?:출)?생|(?:19|20)?\d\d년 ?\d{1,2}월 ?생|(?<!년 )(?<!년)\d{1,2}월 ?\d{1,2}일 ?생(?!일)|(?:19|20)?\d\d년 (?:음력|양력) ?[가-힣\d]{1,3}월? ?[가-힣\d]{1,4}일?(?=에? ?(?:난|태어|출생|생))|(?:19|20)?\d\d ?년 ?생(?: ?\d{1,2}월 ?\d{1,2}일)?|\d\d\d?\d?[./]\d{1,2}[./]\d{1,2} ?생)"
    r"(?!이?(?:래|라는|라던|라고 하던|정도|쯤))",
)
_PLATE = re.compile(r"(?<![\w-])(?:\d[a-z]{3}[ -]?\d{3}|[a-z]{3}[ -]?\d{3,4}|[a-z0-9]{5,8})(?![a-z0-9_-])")
_VANITY = re.compile(r",? (?:says|reads|is|dice|es) (?P<it>[a-z]{2,6}\d{1,3}|\d{1,2}[a-z]{3,6})(?![\w-])")
"""A plate that its owner chose: ``my plate says GRANNY2``."""
_APART = re.compile(r"[.;!?\n]|, (?!(?:placa|plate|license|it|is))")


def papers(folded: str, hits: Hits, digits: int) -> Iterator[Cut]:
    """Yield cards, papers and days of birth; ``digits`` is how many the message has."""
    if digits >= CARD.start:
        for match in _CARD.finditer(folded):
            if _luhn([int(character) for character in match[0] if character.isdigit()]):
                yield Cut(match.start(), match.end(), "card")
    for match in _SHAPES.finditer(folded) if digits >= FEWEST else ():
        yield Cut(match.start(), match.end(), "id")
    for _, end in hits.of("naming.id")[:TRIED]:
        if found := _NUMBER.match(folded, end):
            yield Cut(*found.span("it"), "id")
    yield from _births(folded, hits)


def _births(folded: str, hits: Hits) -> Iterator[Cut]:
    others = hits.of("naming.not_born")
    for start, end in hits.of("naming.birth")[:TRIED]:
        found = _BIRTHDAY.match(folded, end)
        if found and not touched(start, end, others):
            yield Cut(*found.span("it"), "birth")
    if not folded.isascii():
        for match in _KOREAN_DAY.finditer(folded):
            yield Cut(match.start(), match.end(), "birth")


def day(folded: str, end: int) -> Cut | None:
    """Return the full date that follows this place directly, as behind the name of who was born then."""
    found = _FULL_DAY.match(folded, end)
    return Cut(*found.span("it"), "birth") if found else None


def plates(folded: str, hits: Hits, known: set[str]) -> Iterator[Cut]:
    """Yield plates of the sender's own car: right behind ``my car``, or right before ``that is mine``."""
    others = hits.of("naming.other_car")
    cues = [span for span in hits.of("naming.own_car")[:TRIED] if not touched(*span, others)]
    if not cues:
        return
    for _, end in cues:
        if (vanity := _VANITY.match(folded, end)) and any(letter.isdigit() for letter in vanity["it"]):
            yield Cut(*vanity.span("it"), "plate")
    for match in _PLATE.finditer(folded):
        if _looks_like_plate(match[0], known) and any(
            _belongs(folded, match.span(), cue, others) for cue in cues
        ):
            yield Cut(match.start(), match.end(), "plate")


def _belongs(folded: str, plate: Span, cue: Span, others: Sequence[Span]) -> bool:
    start, end = plate
    if cue[1] <= start <= cue[1] + AFTER_CAR:
        first, last = cue[1], start
    elif end <= cue[0] <= end + BEFORE_CAR:
        first, last = end, cue[0]
    else:
        return False
    between = any(first <= begin < last for begin, _ in others)
    return not between and (end <= cue[0] or not _APART.search(folded, first, last))


def _looks_like_plate(written: str, known: set[str]) -> bool:
    digits = sum(character.isdigit() for character in written)
    letters = sum(character.isalpha() for character in written)
    shaped = letters > 1 < digits or (letters == 1 and digits > 5)  # noqa: PLR2004  (a lorry's: 7B44321)
    return shaped and not any(word in known for word in re.split("[ -]", written))


def _luhn(digits: list[int]) -> bool:
    """Check a card number (ISO/IEC 7812, annex B)."""
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004  (from 5 on, two digits add up)
    return len(digits) in CARD and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
