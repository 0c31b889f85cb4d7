"""Take out what names the sender; keep what tells about somebody else; ask where it cannot be told apart."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from understanding.phones import FEWEST, phones, spelt_digits
from understanding.reading import Doubt
from understanding.vocabulary import Hits, Vocabulary

NEAR = 60
"""Characters within which a cue before a number or address still speaks of it."""
AFTER = 30
"""Characters within which a cue after it does."""
TRIED = 12
"""Cues of one kind that are followed in one message, at most."""
NAME_WORDS = 3
"""Words of a name that follow a cue, at most."""

_EMAIL = re.compile(
    r"[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]|\bat\b|\barroba\b|골뱅이) ?[\w-]{1,40}"
    r"(?: ?(?:\.|\(dot\)|\bdot\b|\bpunto\b|점|닷) ?[a-z]{2,10}){1,3}\b",
)
_EMAIL_HINT = re.compile(r"@|dot|punto|\(at|\bat\b.{0,60}\.|arroba|골뱅이")
_HANDLE = re.compile(r"(?<![\w@])@[\w.]{2,30}")
_HANDLE_NAMED = re.compile(
    r"\b(?:ig|insta|instagram|snap|snapchat|telegram|whatsapp|tiktok|twitter|fb|facebook|kakao|카톡|인스타)"
    r"(?: (?:id|아이디|username|user|handle|is|es|are|name|at))*[은는:]? ?:? ?(?P<handle>[a-z0-9_.]{3,30})\b",
)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_ID = re.compile(
    r"(?<!\d)(?:\d{3}-\d{2}-\d{4}|\d{6}-[1-8]\d{6})(?!\d)|\ba[- ]?\d{8,9}\b|\b[a-z]{4}\d{6}[hm][a-z]{5}\w\d\b"
)
_NUMBERISH = re.compile(r"[\w/.-]*\d[\w/.-]*(?: \d[\w/.-]*)?")
_HOUSE = re.compile(
    r"(?<![\w$#.:/-])(?:calle |la )?\d{1,5}(?:[-/]?[a-z]\b|[-/]\d{1,4})?(?! ?(?:am|pm|st|nd|rd|th|번가|가)\b)"
    r"(?: (?:n|s|e|w|no|so|north|south|east|west|norte|sur)\b\.?)?(?: [a-z][\w'.]{1,20}){1,3}?"
    r" (?:street|st|str|avenue|ave|av|boulevard|blvd|road|rd|drive|dr|place|pl|lane|ln|way|court|ct|terrace|circle)\b\.?",
)
_HOUSE_LOOSE = re.compile(
    r"(?<![\w$#.:/-])(?:\d{2,5})(?! ?(?:am|pm|st|nd|rd|th|번가|가|cars|girls|people|men|women|years|times|days|blocks|minutes)\b)"
    r"(?: (?:n|s|e|w|north|south|east|west|norte|sur)\b\.?)? [a-z][\w'.]{2,20}",
)
_KOREAN_HOUSE = re.compile(r"\d{1,5} ?번지|\d{1,4} ?동 ?\d{1,5} ?호|\d{1,5} ?호(?![a-z선])|아파트 ?\d{1,5}")
_UNIT = re.compile(
    r"(?:\b(?:apt|apartment|unit|suite|ste|room|rm|apto|depto|departamento|apartamento|cuarto|int|interior|num)\b\.? ?#?|# ?)[a-z]?\d{0,4}-?[a-z0-9]{1,4}\b"
)
_PLATE = re.compile(r"\b(?=[a-z0-9 -]{5,9}\b)(?:[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})\b")
_SIGNATURE = re.compile(
    r"(?:^|[\n.!?,;]) ?(?:[-~]{1,2}|thanks?,|thank you,|gracias,|atte\.?|atentamente,?|saludos,|sincerely,?|love,|regards,?|best,) ?(?P<name>[^\W\d_][\w.']{1,20}(?: [^\W\d_][\w.']{0,20}){0,2})[.! ]*$"
)
_KOREAN_NAME = re.compile(
    r"(?:이름은|이름이|성함은|이름)\s?(?P<a>[가-힣]{2,4}?)(?=입니다|이에요|예요|이라|라고|이고|인데|고요|이며|[\s.,!]|$)|(?:저는|전|나는|^)\s?(?P<b>[가-힣]{2,4}?)(?:이라고|라고|입니다|이에요|예요|인데요)|(?P<c>[가-힣]{2,4})\s?(?:드림|올림)(?=\W|$)"
)
_LUHN_MIN = 13
_DIGIT = re.compile(r"\d")
_END = 40  # a signature stands in the last characters


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the message that goes, or is asked about."""

    start: int
    end: int
    kind: str
    hint: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The message less what names its sender."""

    text: str
    removed: tuple[str, ...]
    doubts: tuple[Doubt, ...]


class Names:
    """Finds what names the sender of one message."""

    def __init__(self, tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary) -> None:
        self._tidied = tidied
        self._folded = folded
        self._hits = hits
        self._vocabulary = vocabulary

    def read(self) -> Named:
        """Return the text that could be kept, what was taken out, and what must be asked."""
        cuts: list[Cut] = []
        taken = 0
        for cut in sorted(self._cuts(), key=lambda cut: (cut.start, -cut.end)):
            if cut.start >= taken:
                cuts.append(cut)
                taken = cut.end
        return self._applied(cuts) if cuts else Named(self._tidied, (), ())

    def _applied(self, cuts: list[Cut]) -> Named:
        parts: list[str] = []
        doubts: list[Doubt] = []
        at = 0
        for cut in cuts:
            parts.append(self._tidied[at : cut.start])
            if cut.asked:
                mark = f"[{cut.kind} {len(doubts) + 1}]"
                doubts.append(Doubt(cut.kind, mark, self._tidied[cut.start : cut.end], cut.hint))
            else:
                mark = f"[{cut.kind}]"
            parts.append(mark)
            at = cut.end
        parts.append(self._tidied[at:])
        removed = tuple(dict.fromkeys(cut.kind for cut in cuts if not cut.asked))
        return Named("".join(parts), removed, tuple(doubts))

    def _cuts(self) -> Iterator[Cut]:
        digits = len(_DIGIT.findall(self._folded))
        yield from self._emails()
        yield from self._handles()
        if digits >= _LUHN_MIN:
            yield from self._cards()
        if digits:
            yield from self._ids()
            yield from self._addresses()
            yield from self._plates()
        if digits >= FEWEST or spelt_digits(self._hits) + digits >= FEWEST:
            yield from self._phones()
        yield from self._names()
        for start, end in self._hits.of("naming.immigration"):
            yield Cut(start, end, "immigration")

    def _whose(self, start: int, end: int) -> str:
        """Return ``mine``, ``theirs`` or nothing for what stands here, by the nearest cue."""
        best, owner = NEAR + 1, ""
        for name in ("mine", "theirs"):
            for first, last in self._hits.of(f"naming.{name}"):
                if first >= start and last <= end:
                    continue
                away = start - last if last <= start else (first - end) * 2 if first >= end else 0
                limit = NEAR if last <= start else AFTER * 2
                if 0 <= away <= limit and (away < best or (away == best and name == "theirs")):
                    best, owner = away, name
        return owner

    def _phones(self) -> Iterator[Cut]:
        for phone in phones(self._folded, self._hits, self._vocabulary):
            owner = self._whose(phone.start, phone.end)
            if owner != "theirs" and not phone.public:
                yield Cut(phone.start, phone.end, "phone", phone.digits[-2:], asked=not owner)

    def _emails(self) -> Iterator[Cut]:
        if _EMAIL_HINT.search(self._folded):
            for match in _EMAIL.finditer(self._folded):
                plain = "@" not in match[0] and " at " in match[0]
                if plain and not re.search(r"\b(?:dot|com|net|org)\b|\.(?:com|net|org|edu|kr|mx)", match[0]):
                    continue
                if self._whose(match.start(), match.end()) != "theirs":
                    yield Cut(match.start(), match.end(), "email")

    def _handles(self) -> Iterator[Cut]:
        if "@" in self._folded:
            for match in _HANDLE.finditer(self._folded):
                if self._whose(match.start(), match.end()) == "mine":
                    yield Cut(match.start(), match.end(), "handle")
        if self._hits.of("naming.mine"):
            for match in _HANDLE_NAMED.finditer(self._folded):
                if self._whose(match.start("handle"), match.end()) == "mine":
                    yield Cut(match.start("handle"), match.end("handle"), "handle")

    def _cards(self) -> Iterator[Cut]:
        for match in _CARD.finditer(self._folded):
            digits = [int(character) for character in match[0] if character.isdigit()]
            if _luhn(digits):
                yield Cut(match.start(), match.end(), "card")

    def _ids(self) -> Iterator[Cut]:
        for match in _ID.finditer(self._folded):
            yield Cut(match.start(), match.end(), "id")
        for _, end in self._hits.of("naming.id"):
            match = _NUMBERISH.search(self._folded, end, end + 30)
            if match:
                yield Cut(match.start(), match.end(), "id")

    def _plates(self) -> Iterator[Cut]:
        for _, end in self._hits.of("naming.plate"):
            match = next(
                (found for found in _PLATE.finditer(self._folded, end, end + 30) if _mixed(found[0])),
                None,
            )
            if match:
                yield Cut(match.start(), match.end(), "plate")

    def _addresses(self) -> Iterator[Cut]:
        homes = self._hits.of("naming.home")
        for pattern in (_HOUSE, _HOUSE_LOOSE, _KOREAN_HOUSE) if homes else ():
            for match in pattern.finditer(self._folded):
                if any(
                    0 <= match.start() - last <= 25 or 0 <= first - match.end() <= 12 for first, last in homes
                ):  # noqa: PLR2004
                    yield Cut(match.start(), self._past_unit(match.end()), "address")
        for match in _UNIT.finditer(self._folded):
            if any(character.isdigit() for character in match[0]) and any(
                0 <= match.start() - last <= NEAR or 0 <= first - match.end() <= AFTER
                for first, last in homes
            ):
                yield Cut(match.start(), match.end(), "address")

    def _past_unit(self, end: int) -> int:
        match = _UNIT.match(self._folded, end + 1) or _UNIT.match(self._folded, end + 2)
        return match.end() if match else end

    def _names(self) -> Iterator[Cut]:
        for start, end in self._hits.of("naming.name")[:TRIED]:
            if not self._about_other(start, end):
                yield from self._name_after(end, sure=True)
        for start, end in self._hits.of("naming.this_is")[:TRIED]:
            opens = (
                not self._folded[:start].strip()
                or self._folded[:start].rstrip()[-1] in ".,!?;\n-"
                or self._greeted(start)
            )
            if opens or self._tidied[end : end + 2].strip()[:1].isupper():
                yield from self._name_after(end, sure=False)
        match = _SIGNATURE.search(self._folded, max(0, len(self._folded) - _END))
        if match and not any(
            word in self._vocabulary.phrases.known - _GIVEN_KNOWN(self._vocabulary)
            for word in match["name"].split()[:1]
        ):
            yield Cut(match.start("name"), match.end("name"), "name")
        if not self._folded.isascii():
            yield from self._korean_names()

    def _greeted(self, start: int) -> bool:
        return any(last <= start <= last + 2 for _, last in self._hits.of("greetings"))

    def _about_other(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._hits.of("naming.not_mine"))

    def _name_after(self, end: int, *, sure: bool) -> Iterator[Cut]:
        """Yield the name that begins behind a cue: known or capitalized words, and after a sure cue any word."""
        text = self._hits.words
        first = bisect_left(text.starts, end)
        if (
            first == len(text)
            or text.starts[first] - end > 3
            or "\n" in self._folded[end : text.starts[first]]
        ):  # noqa: PLR2004
            return
        after = first
        while (
            after < len(text)
            and after < first + NAME_WORDS
            and self._could_be_name(after, after == first, sure=sure)
        ):
            after += 1
            if after < len(text) and self._folded[text.ends[after - 1] : text.starts[after]].strip(" .'-"):
                break
        if after > first:
            yield Cut(text.starts[first], text.ends[after - 1], "name")

    def _could_be_name(self, index: int, first: bool, *, sure: bool) -> bool:
        text = self._hits.words
        word = text.written[index]
        capital = self._tidied[text.starts[index]].isupper() and not self._tidied.isupper()
        given = any(word in names for names in self._vocabulary.names.values())
        common = word in self._vocabulary.no_names or word in self._vocabulary.phrases.known
        if not word.replace("'", "").isalpha() or word in self._vocabulary.no_names:
            return False
        if first:
            return given or (capital and not common) or (sure and (capital or not common))
        return (capital and not common) or (given and not common) or (sure and not common)

    def _korean_names(self) -> Iterator[Cut]:
        families = self._vocabulary.names.get("ko", frozenset())
        for match in _KOREAN_NAME.finditer(self._folded):
            group = next(name for name in "abc" if match[name])
            name = match[group]
            if name in self._vocabulary.no_names or any(
                name.startswith(word) for word in self._vocabulary.no_names if len(word) > 1
            ):
                continue
            if name[:1] in families or name[:2] in families or group == "a":
                if len(name) >= 2:  # noqa: PLR2004  (a family name and a given name)
                    yield Cut(match.start(group), match.end(group), "name")


def _GIVEN_KNOWN(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset().union(*vocabulary.names.values())


def _luhn(digits: list[int]) -> bool:
    """Check a card number (ISO/IEC 7812, annex B)."""
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004  (two digits add up)
    return len(digits) >= _LUHN_MIN and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _mixed(plate: str) -> bool:
    return any(character.isdigit() for character in plate)
