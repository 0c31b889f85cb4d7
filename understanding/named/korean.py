"""Find names of the sender and of family in Korean, where endings cling to names."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits, touched
from understanding.named.cuts import TRIED, Cut
from understanding.named.hangul import FULL, GIVEN, LONGEST, Hangul
from understanding.named.presented import called, presented
from understanding.named.said import (
    BOSS,
    CALLED,
    ELDER,
    ME,
    OPENED,
    PARENT,
    SAID,
    TITLED,
    WRITES,
)
from understanding.named.signed import signed

_STOPPED = re.compile(r"\s*(?:[.,!\n]|$)")
_PRESENTS = re.compile(
    r"[.,] ?(?:(?:저|저는|나|나는|제가|내가|제|내|우리|저희)(?= )|\d{2} ?(?:살|세)|(?:대학생|고등학생|고딩|학생|주민|동네 주민|주부|직장인|세입자|이웃|입주민|입주자|학부모|교사|간호사)"
    r"(?:임|입|이에|예|인데|이고|[., ]))"
)
"""Behind a full name with which a message begins: its writer goes on about oneself."""
_SPACE = re.compile(" ")
_BLANK = re.compile(r" (?=[가-힣\d])")
_CLINGS = re.compile(
    r"(?:이?(?:가|는|랑|도|한테|를|와|에게|의|하고|네|야|인데요?)|이|은|을|과|인데요?|께서|씨(?:가|는|도|랑|를|께서|의)?|양|군|예요|이에요|입니다|이고|이?라고|이?가요)?"
    r"(?![가-힣])|이?(?:랑|가|도|는)(?=[가-힣])",
)
_APART = re.compile(r"(?:(?:은|는|이|가|도|이고|인|이름은|이름이)(?=[ ,:]))?[ ,:'\"(]{0,2}")
_HEARSAY = re.compile(r"래요?$|랍니다$|라던데$|라대요$|라네요?$")
_POLITE = re.compile(r"요(?![가-힣])")
_FAMILIAR = re.compile(r"이?야(?![가-힣])")
_OPENING = re.compile(
    r"(?:^|[\n.!?~,-]|(?:요|다|죠|까)(?= )) ?-? ?(?:(?:ㅇㅇ|ㅎㅇ|안녕하세요|안녕하십니까|안녕|수고하십니다|수고하세요|수고 ?많으십니다|여보세요|실례합니다|죄송합니다|저기요|저기|네|예|아|음|언니|형님|형|누나|오빠|선생님|하이|헬로)(?![가-힣]))?[ ,.!~]*"
    r"(?:나야|저예요|저에요|전데요|저 ?아시죠)?[ ,.!~]*",
)
FIRST = 12
"""Characters of a greeting, at most, before a message begins."""
_ENDS = frozenset({"", ".", "!", "?", "\n", ",", "요", "다"})
_GOES_ON = ("이고", "인데", "이구", "이며")
"""With these ends what one says of oneself before one's name."""
_CONTACTS = frozenset({"phone", "email"})


def korean(folded: str, hits: Hits, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield the sender's names and the family's; ``own`` is what else was found to be the sender's."""
    yield from _cued(folded, hits, hangul)
    yield from _openings(folded, hangul, own)
    yield from _beside_numbers(folded, hangul, own)
    yield from called(folded, hangul)
    yield from presented(folded, hits, hangul)
    yield from signed(folded, hangul)
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
    end -= folded[end - 2 : end] in {" 은", " 이"}  # "이름 은지"
    at = after_cue(folded, end)
    told = _told(folded, at, hangul) or hangul.end(at, SAID, loose=True)
    told = told or hangul.latin(at, SAID, sure=True)
    return at, told or hangul.end(at, _CLINGS) or hangul.end(at, _STOPPED, loose=True)


def _likely(folded: str, start: int, end: int, hangul: Hangul) -> tuple[int, int | None]:
    at = end + (folded[end : end + 1] == " ")
    if end - start == 1 and at == end:
        return at, None  # "나" of "나이"
    if folded.startswith("이름", start):
        at = after_cue(folded, end)
        before = folded[:start].rstrip(" ")
        if before[-1:] not in _ENDS and not before.endswith(_GOES_ON):
            return at, None  # somebody else's: "광고주 이름이"
    if told := _told(folded, at, hangul) or hangul.end(at, _FAMILIAR):
        return at, told
    if folded.startswith("이름은", start) and (stopped := hangul.end(at, _STOPPED, loose=True)):
        return at, None if _HEARSAY.search(folded, at, stopped) else stopped
    bare = hangul.end(at, _BLANK)
    return at, bare if bare and bare - at >= FULL else hangul.end(at, _STOPPED)


def _told(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a name ends that one says of oneself."""
    return (
        hangul.end(at, SAID, alone=True)
        or hangul.latin(at, SAID)
        or hangul.end(at, TITLED)
        or hangul.end(at, WRITES)
        or _polite(folded, at, hangul)
        or hangul.end(at, CALLED, loose=True)
        or _elder(folded, at, hangul)
        or (at + 1 if hangul.surname(at) and BOSS.match(folded, at + 1) else None)
    )


def _polite(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a name ends that nothing but ``요`` follows: ``저 은비요``."""
    end = hangul.end(at, _POLITE) if folded[at - 1 : at] == " " else None
    return end if end and hangul.loose(folded[at:end]) else None


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
        after = (
            (
                hangul.end(at, SAID)
                or hangul.latin(at, SAID)
                or hangul.end(at, TITLED)
                or hangul.end(at, WRITES)
            )
            if said
            else None
        )
        if not after and at == 0 and own and (bare := hangul.end(at, _SPACE)):
            after = bare if any(0 <= cut.start - bare <= len(", ") for cut in own) else None
        if said and not after:
            after = _elder(folded, at, hangul)
        if not after and at < FIRST:
            after = _first(folded, at, hangul)
        if after:
            childs = PARENT.match(folded, after) and after - at <= GIVEN
            yield Cut(at, after, "family" if childs else "name")


def _first(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a name ends with which a message begins that then goes on about its writer."""
    near = folded[at : at + LONGEST + 3]
    full = hangul.end(at, _PRESENTS) if "." in near or "," in near else None
    if full and full - at >= FULL:
        return full
    return (hangul.end(at, ME) if "야" in near else None) or hangul.latin(at, SAID)


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
