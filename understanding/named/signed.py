"""Find the name with which a Korean message is signed: ``김영희 드림``, ``박 집사``, a full name at the very end."""

import re
from collections.abc import Iterator

from understanding.named.cuts import Cut
from understanding.named.hangul import FULL, Hangul
from understanding.named.said import PARENT

END = 24
"""Characters at the end of a message in which a signature stands."""

_SIGNED = ("드림", "올림", "배상")
_TITLE = "집사|권사|장로|엄마|아빠|맘|할머니|할아버지"
"""What may stand behind a name: an office of the church, a parent of the child who is named, an elder."""
_SIGNATURE = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,4}}(?: [가-힣])?)(?: ?(?:{_TITLE}))? ?(?:{'|'.join(_SIGNED)})\s*(?:[.,!~\n]|$)"
)
_LAST = re.compile(
    r"(?:[.!?~\n-]\s*|(?P<plain>(?:요|다|죠|오|음|임) ))(?P<name>[가-힣]{2,4}(?: [가-힣])?)"
    rf"(?P<titled> ?(?:{_TITLE}|씀|쓰다|배))?[.~\s]*$"
)
_LAST_ELDER = re.compile(
    r"[.!?~\n-]\s*(?P<name>[가-힣]) ?(?:집사|권사|장로|전도사|목사|선생|할머니|할아버지)(?: ?(?:올림|드림|배상))?[.~\s]*$"
)
"""A family name and an office, with which elders sign."""
_SIGNED_BY = re.compile(rf"\s*(?:[.,!~\n]|$)| ?(?:{_TITLE}|씀|쓰다|배)")


def signed(folded: str, hangul: Hangul) -> Iterator[Cut]:
    """Yield names before ``드림``, and the one with which a message ends."""
    if any(sign in folded for sign in _SIGNED):
        for match in _SIGNATURE.finditer(folded):
            yield Cut(*match.span("name"), "name")
    yield from _last(folded, hangul)


def _last(folded: str, hangul: Hangul) -> Iterator[Cut]:
    """Yield the name with which a message ends; a full one, where no sign parts it from what was said."""
    last = _LAST.search(folded, max(0, len(folded) - END))
    if not last:
        elder = _LAST_ELDER.search(folded, max(0, len(folded) - END))
        if elder and hangul.surname(elder.start("name")):
            yield Cut(*elder.span("name"), "name")
        return
    start, end = last.span("name")
    if hangul.end(start, _SIGNED_BY) == end and not (last["plain"] and end - start < FULL):
        yield Cut(start, end, "family" if last["titled"] and PARENT.match(last["titled"]) else "name")
