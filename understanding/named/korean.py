"""Find names of the sender and of family in Korean, where endings cling to names."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits, touched
from understanding.named.cuts import TRIED, Cut
from understanding.named.hangul import FULL, GIVEN, Hangul
from understanding.named.said import ASKED, CALLED, ELDER, OPENED, PARENT, SAID, TITLED, WRITES

_SIGNED = ("드림", "올림", "배상")
_SIGNATURE = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,4}}(?: [가-힣])?) ?(?:{'|'.join(_SIGNED)})\s*(?:[.,!~\n]|$)"
)
_LAST = re.compile(r"[.!?~\n-]\s*(?P<name>[가-힣]{2,4})[.\s]*$")
_STOPPED = re.compile(r"\s*(?:[.,!\n]|$)")
_SPACE = re.compile(" ")
_BLANK = re.compile(r" (?=[가-힣\d])")
_CLINGS = re.compile(
    r"(?:이?(?:가|는|랑|도|한테|를|와|에게|의|하고|네|야|인데요?)|이|은|을|과|인데요?|께서|씨(?:가|는|도|랑|를|께서|의)?|양|군|예요|이에요|입니다|이고|이?라고|이?가요)?"
    r"(?![가-힣])|이?(?:랑|가|도|는)(?=[가-힣])",
)
_APART = re.compile(r"(?:(?:은|는|이|가|도|이고|인|이름은|이름이)(?=[ ,:]))?[ ,:'\"(]{0,2}")
_FAMILIAR = re.compile(r"이?야(?![가-힣])")
_OPENING = re.compile(
    r"(?:^|[\n.!?~,-]|(?:요|다|죠|까)(?= )) ?-? ?(?:(?:안녕하세요|안녕하십니까|안녕|수고하십니다|수고하세요|수고 ?많으십니다|여보세요|실례합니다|죄송합니다|저기요|저기|네|예|아|음|언니|형님|형|누나|오빠|선생님|하이|헬로)(?![가-힣]))?[ ,.!~]*"
    r"(?:나야|저예요|저에요|전데요|저 ?아시죠)?[ ,.!~]*",
)
_ENDS = frozenset({"", ".", "!", "?", "\n", ",", "요", "다"})
_CONTACTS = frozenset({"phone", "email"})


def korean(folded: str, hits: Hits, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield the sender's names and the family's; ``own`` is what else was found to be the sender's."""
    yield from _cued(folded, hits, hangul)
    yield from _openings(folded, hangul, own)
    yield from _beside_numbers(folded, hangul, own)
    for match in ASKED.finditer(folded):
        if hangul.loose(match["name"]):
            yield Cut(*match.span("name"), "name")
    signed = any(sign in folded for sign in _SIGNED)
    for match in _SIGNATURE.finditer(folded) if signed else ():
        yield Cut(match.start("name"), match.end("name"), "name")
    last = _LAST.search(folded)
    if last and hangul.end(last.start("name"), _STOPPED) == last.end("name"):
        yield Cut(*last.span("name"), "name")
    yield from _family(folded, hits, hangul)


def after_cue(folded: str, end: int) -> int:
    """Return where a name could begin behind a cue: past a blank, a sign, a particle."""
    match = _APART.match(folded, end)
    return match.end() if match else end


def _cued(folded: str, hits: Hits, hangul: Hangul) -> Iterator[Cut]:
    """Yield names behind ``제 이름은``, and behind ``저는`` if they are said as one says a name."""
    others = hits.of("naming.not_mine")
    for group in ("name", "i_am"):
        for start, end in hits.of(f"naming.{group}")[:TRIED]:
            if not touched(start, end, others):
                at, after = (
                    _sure(folded, end, hangul) if group == "name" else _likely(folded, start, end, hangul)
                )
                if after:
                    yield Cut(at, after, "name")


def _sure(folded: str, end: int, hangul: Hangul) -> tuple[int, int | None]:
    at = after_cue(folded, end)
    told = _told(folded, at, hangul) or hangul.end(at, SAID, loose=True)
    return at, told or hangul.end(at, _CLINGS) or hangul.end(at, _STOPPED, loose=True)


def _likely(folded: str, start: int, end: int, hangul: Hangul) -> tuple[int, int | None]:
    at = end + (folded[end : end + 1] == " ")
    if end - start == 1 and at == end:
        return at, None  # "나" of "나이"
    if folded.startswith("이름", start):
        at = after_cue(folded, end)
        if folded[:start].rstrip(" ")[-1:] not in _ENDS:
            return at, None  # somebody else's: "광고주 이름이"
    if told := _told(folded, at, hangul) or hangul.end(at, _FAMILIAR):
        return at, told
    if folded.startswith("이름은", start) and (stopped := hangul.end(at, _STOPPED, loose=True)):
        return at, stopped
    bare = hangul.end(at, _BLANK)
    return at, bare if bare and bare - at >= FULL else hangul.end(at, _STOPPED)


def _told(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a name ends that one says of oneself."""
    return (
        hangul.end(at, SAID, alone=True)
        or hangul.end(at, TITLED)
        or hangul.end(at, WRITES)
        or hangul.end(at, CALLED, loose=True)
        or _elder(folded, at, hangul)
    )


def _elder(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a family name ends that one says with one's own office: ``박 집사입니다``."""
    return at + 1 if hangul.surname(at) and ELDER.match(folded, at + 1) else None


def _openings(folded: str, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield names with which a sentence begins and that are said of oneself, or lead to a number of one's own."""
    for tried, opening in enumerate(_OPENING.finditer(folded)):
        if tried > TRIED:
            return
        at = opening.end()
        said = OPENED.match(folded, at) is not None
        after = (hangul.end(at, SAID) or hangul.end(at, TITLED) or hangul.end(at, WRITES)) if said else None
        if not after and at == 0 and own and (bare := hangul.end(at, _SPACE)):
            after = bare if any(0 <= cut.start - bare <= len(", ") for cut in own) else None
        if said and not after:
            after = _elder(folded, at, hangul)
        if after:
            childs = PARENT.match(folded, after) and after - at <= GIVEN
            yield Cut(at, after, "family" if childs else "name")


def _beside_numbers(folded: str, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield a name right behind a telephone number or e-mail of one's own."""
    for cut in own[:TRIED]:
        at = cut.end + (folded[cut.end : cut.end + 1] == " ")
        after = hangul.end(at, _BLANK) or hangul.end(at, _STOPPED)
        if after and cut.kind in _CONTACTS:
            yield Cut(at, after, "name")


def _family(folded: str, hits: Hits, hangul: Hangul) -> Iterator[Cut]:
    """Yield the names behind ``우리 딸``, several if they follow one another."""
    for _, end in hits.of("naming.family")[:TRIED]:
        at = after_cue(folded, end)
        after = hangul.end(at, _CLINGS, alone=at > end)
        while after:
            yield Cut(at, after, "family")
            at = after + 1
            after = hangul.end(at, _CLINGS) if folded[after : after + 1] in {" ", ","} else None
