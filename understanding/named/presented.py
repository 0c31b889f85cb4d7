"""Find the name that a Korean sentence without any other subject says of its writer: ``201호 박정수입니다``."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.named.cuts import TRIED, Cut
from understanding.named.hangul import FULL, Hangul
from understanding.named.said import ASKED, KNOWN, SAID

REACH = 30
"""Characters of a sentence before the name, at most."""

_SAYS = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{3,4}) ?이?(?:입니다|임다|에요|예요|여요|인데|이고|고요|구요|라고 ?(?:합|해|하)|올시다|외다)"
)
_CALLED = re.compile(
    r"(?<![가-힣])(?:(?:닥터|미스터?|미쓰|미세스|미즈) ?(?P<miss>[가-힣])|(?P<house>[가-힣])(?:씨|가)) ?(?:입니다|이에요|예요|에요|인데|이고|이오|올시다|이올시다|라고 ?(?:합|해))"
)
_BOUNDARY = re.compile(r"[.!?\n~]|(?:요|다|죠|오|음|임)(?= )")
_SUBJECT = re.compile(r"[가-힣](?:은|는|이|가|도|께서)$")
_SELF = re.compile(
    r"(?:저는?|저희는?|나는?|전|난|제가|내가|저도|여기는?|[가-힣]*(?:사|하|있|다니|보|일하|모|오|가|파)는|[가-힣]*(?:이|같)은)$"
)
"""Subjects that are the writer, and words that only look like subjects: ``사는``."""
_OTHERS = re.compile(
    r"이름|성함|별명|명의|범인|포주|업주|주인|사장|마담|실장|운전자|차주|용의자|놈|년|그 |걔|쟤|남자|여자|언니|누나|오빠|아가씨|손님|피해자|가해자|애가|애는|친구|누구|광고|전단|명함|간판|남친|여친"
)

_ASKING = re.compile("불러|적어|써|기억|저장|등록|기록|알아|남겨|부르|적으|쓰|아시면")
"""What one asks to do with one's name."""


def called(folded: str, hangul: Hangul) -> Iterator[Cut]:
    """Yield what the sender asks to be called, and what others call the sender."""
    for match in ASKED.finditer(folded) if _ASKING.search(folded) else ():
        if hangul.loose(match["name"]):
            yield Cut(*match.span("name"), "name")
    if "라고" in folded:
        for match in KNOWN.finditer(folded):
            group = "name" if match["name"] else "after"
            if hangul.loose(match[group]):
                yield Cut(*match.span(group), "name")


def presented(folded: str, hits: Hits, hangul: Hangul) -> Iterator[Cut]:
    """Yield full names, and family names with ``미스`` or ``씨``, that are said where nobody else is the subject."""
    if "cues.offender" in hits and "naming.i_am" not in hits:
        return
    for tried, match in enumerate(_SAYS.finditer(folded)):
        at, end = match.span("name")
        full = end - at >= FULL and match["name"][-1] != "이" and hangul.loose(match["name"])
        if tried < TRIED and full and hangul.end(at, SAID) == end and _own(folded, at):
            yield Cut(at, end, "name")
    for match in _CALLED.finditer(folded):
        group = "miss" if match["miss"] else "house"
        at = match.start(group)
        if hangul.surname(at) and _own(folded, match.start()):
            yield Cut(at, at + 1, "name")


def _own(folded: str, at: int) -> bool:
    """Tell whether the sentence up to this place speaks of nobody but its writer."""
    floor = max(0, at - REACH)
    begin = max((match.end() for match in _BOUNDARY.finditer(folded, floor, at)), default=floor)
    if begin == floor > 0:
        return False
    before = folded[begin:at]
    words = before.split()
    return not _OTHERS.search(before) and not any(
        _SUBJECT.search(word) and not _SELF.match(word) for word in words
    )
