"""Find names of the sender and of family in Korean, where endings cling to names."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits
from understanding.named.cuts import TRIED, Cut
from understanding.named.hangul import FULL, GIVEN, LONGEST, Hangul

# Said of oneself: "…입니다", "…라고 합니다"; not "…라는", "…라고 부르는", which is said of others.
_CALLED = re.compile(
    r" ?이?라고 ?(?:합니다|해요|해여|하는데요?|하구요?|하고요?|하며|함|한다고|불러 ?주|하옵)",
)
_SAID = re.compile(
    _CALLED.pattern
    + r"| ?(?:입니다|임다|입니당|이에요|예요|에요|이예요|이여요|여요|올시다|이구요?|구요|이고요?|고요|이며|인데요?|"
    r"이요|이오|이라(?![는던고])|임(?![가-힣])|이라서|이야(?![가-힣]))",
)
_TITLE = (
    r" ?(?:선생님?|목사|권사|집사|장로|전도사|사모|할머니|할매|할아버지|할배|간호사|원장|약사|기사|수녀|신부"
)
_TITLE_SAID = r"(?:입니다|이에요|예요|에요|인데|이고|이구|이라|이요|라고|라|임)"
_TITLED = re.compile(rf"{_TITLE}|엄마|아빠|어머니|아버지|학생|아줌마|아저씨){_TITLE_SAID}")
_PARENT = re.compile(r" ?(?:엄마|아빠|어머니|아버지|할머니|할아버지)")
_ELDER = re.compile(rf"{_TITLE}){_TITLE_SAID}")
_OPENED = re.compile(rf"[가-힣 ]{{1,{LONGEST + 1}}}?(?:{_SAID.pattern}|{_TITLED.pattern})")
"""What every name is followed by with which a sentence begins, seen at a glance."""
_SIGNED = ("드림", "올림", "배상")
_SIGNATURE = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,4}}(?: [가-힣])?) ?(?:{'|'.join(_SIGNED)})\s*(?:[.,!~\n]|$)"
)
_LAST = re.compile(r"[.!?~\n-]\s*(?P<name>[가-힣]{2,4})[.\s]*$")
_STOPPED = re.compile(r"\s*(?:[.,!\n]|$)")
_SPACE = re.compile(" ")
_BLANK = re.compile(r" (?=[가-힣\d])")
_CLINGS = re.compile(
    r"(?:이?(?:가|는|랑|도|한테|를|와|에게|의|하고|네)|이|은|을|과|께서|씨(?:가|는|도|랑|를|께서|의)?|양|군|예요|이에요|입니다|이?라고)?"
    r"(?![가-힣])|이?(?:랑|가|도|는)(?=[가-힣])",
)
_APART = re.compile(r"(?:(?:은|는|이|가|도|이고|인|이름은|이름이)(?=[ ,:]))?[ ,:'\"(]{0,2}")
_FAMILIAR = re.compile(r"이?야(?![가-힣])")
_OPENING = re.compile(
    r"(?:^|[\n.!?~,-]|(?:요|다|죠|까)(?= )) ?-? ?(?:안녕하세요|안녕하십니까|수고하십니다|여보세요)?[ ,.!~]*",
)
_ENDS = frozenset({"", ".", "!", "?", "\n", ",", "요", "다"})
_CONTACTS = frozenset({"phone", "email"})


def korean(folded: str, hits: Hits, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield the sender's names and the family's; ``own`` is what else was found to be the sender's."""
    yield from _cued(folded, hits, hangul)
    yield from _openings(folded, hangul, own)
    yield from _beside_numbers(folded, hangul, own)
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
            if not any(first < end and start < last for first, last in others):
                at, after = (
                    _sure(folded, end, hangul) if group == "name" else _likely(folded, start, end, hangul)
                )
                if after:
                    yield Cut(at, after, "name")


def _sure(folded: str, end: int, hangul: Hangul) -> tuple[int, int | None]:
    at = after_cue(folded, end)
    told = _told(folded, at, hangul) or hangul.end(at, _SAID, loose=True)
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
        hangul.end(at, _SAID)
        or hangul.end(at, _TITLED)
        or hangul.end(at, _CALLED, loose=True)
        or _elder(folded, at, hangul)
    )


def _elder(folded: str, at: int, hangul: Hangul) -> int | None:
    """Return where a family name ends that one says with one's own office: ``박 집사입니다``."""
    return at + 1 if hangul.surname(at) and _ELDER.match(folded, at + 1) else None


def _openings(folded: str, hangul: Hangul, own: Sequence[Cut]) -> Iterator[Cut]:
    """Yield names with which a sentence begins and that are said of oneself, or lead to a number of one's own."""
    for tried, opening in enumerate(_OPENING.finditer(folded)):
        if tried > TRIED:
            return
        at = opening.end()
        said = _OPENED.match(folded, at) is not None
        after = (hangul.end(at, _SAID) or hangul.end(at, _TITLED)) if said else None
        if not after and at == 0 and own and (bare := hangul.end(at, _SPACE)):
            after = bare if any(0 <= cut.start - bare <= len(", ") for cut in own) else None
        if said and not after:
            after = _elder(folded, at, hangul)
        if after:
            childs = _PARENT.match(folded, after) and after - at <= GIVEN
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
        after = hangul.end(at, _CLINGS)
        while after:
            yield Cut(at, after, "family")
            at = after + 1
            after = hangul.end(at, _CLINGS) if folded[after : after + 1] in {" ", ","} else None
