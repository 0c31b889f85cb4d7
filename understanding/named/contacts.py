"""Find e-mail addresses and handles, written or spelt: ``rosa dot g at gmail dot com``, ``my ig is …``."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.named.cuts import Cut, whose

_HINT = re.compile(
    r"@|dot\b(?<!\wdot)|punto\b(?<!\wpunto)|at\b(?<!\wat)|arroba\b(?<!\warroba)|[(\[]at|골뱅이"
)
"""Letters stand first, and what may not stand before them behind: so a search skips all other letters at once."""
_NAMED = (
    r"(?:com|net|org|edu|gov|io|me|us|mx|kr|es|info|co|app|email|ai|gt|sv|hn|co\.kr|com\.mx|ac\.kr|example)"
)
_ENDS = (
    r"(?:\.|\(dot\)|\[dot\]|dot\b(?<!\wdot)|punto\b(?<!\wpunto)|점|닷)"
    rf" ?(?:{_NAMED}|컴|넷|[a-z]{{2,10}}(?= (?:dot|punto)))"
)
_ENDED = re.compile(_ENDS)
_BARE_END = re.compile(r" (?:com|net|org)\b")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,40}(?:\.[a-z][a-z-]{1,15}){1,3}(?![\w@])")
_SPELT = re.compile(
    r"[\w.+-]{1,64}(?: (?:dot|punto|point|underscore|guion bajo|dash|점|닷|언더바) ?[\w.+-]{1,40}){0,3}"
    r" ?(?:@(?= )|\(at\)|\[at\]|\bat\b|\barroba\b|골뱅이|앳) ?[\w-]{1,40}"
    rf"(?:(?: ?{_ENDS})+| (?:com|net|org)\b)(?![a-z])",
)
_SPELT_NAME = re.compile(
    r"\b(?:is|es|mail|email|correo|to|a|me|at) ((?:(?!(?:is|es|to|a|me|at|my|mi|it) )[a-z0-9]+ ){1,3})$"
)
_APPS = (
    r"\b(?:ig|insta|instagram|insta gram|snap|snapchat|telegram|tiktok|tik tok|twitter|fb|facebook|kakao|kakaotalk|kakao talk|line|wechat|"
    r"discord|signal|threads|kik|whatsapp|user|username|usuario|handle)\b|(?:카카오톡|카톡|(?<![가-힣])톡|디코|인스타그램|인스타|텔레그램|텔레|트위터|페이스북|페북|시그널|틱톡|디스코드|라인|스냅챗|아이디)"
)
_APP, _LATER_APP = re.compile(_APPS), re.compile(rf"[.!?] (?:{_APPS})")
_SAYS = r"(?:[ :=,-]|\b(?:id|is|es|name|username|user|handle|account|usuario|la|el|cuenta|kakao|my|mi|under|as|s|salgo|como|soy|estoy|encuentran|aparezco|am|go|by|called|at)\b|아이디|계정|[은는]|이|가)"
_HANDLES = (
    re.compile(r"(?<![\w@.])(?:@[a-z0-9][\w.]{1,30}(?<!\.)|u/[\w-]{3,30}|[a-z][\w.]{2,30}#\d{4}\b)"),
    re.compile(rf"(?:{_APPS}){_SAYS}{{0,10}}(?P<handle>[a-z][a-z0-9_.]{{2,30}}(?<!\.))(?![\w@])"),
)
_TOLD = re.compile(r"[:=]|\b(?:is|es)\b|[은는]")
_SELF = re.compile(
    r"\b(?:im|i'm|i am|soy|its|dm|tag|add|hmu|(?:here|me|aqui) (?:or|o)|message|msg|text)(?: me| us)?(?: at| on| en)? $"
)
_POINTS = re.compile(
    r"\b(?:he|she|his|her|him|their|they|look|check|see|ad|ads|page|post|girls?|sells?|selling|pimp|sus?|ella|el|ellos|mira|miren|pagina|anuncio|vende|chicas?|muchachas?)\b|그|여자|남자|포주|광고|업소|놈|사진"
)
"""A handle beside these may be somebody else's."""
_ODD = re.compile(r"[0-9_.]")


def emails(folded: str, hits: Hits) -> Iterator[Cut]:
    """Yield e-mail addresses, unless the nearest cue says that they are somebody else's."""
    ways = [_EMAIL] if "@" in folded else []
    if _HINT.search(folded) and (_ENDED.search(folded) or _BARE_END.search(folded)):
        ways.append(_SPELT)
    for pattern in ways:
        for match in pattern.finditer(folded):
            start = match.start()
            spelt = pattern is _SPELT and _SPELT_NAME.search(folded, max(0, start - 40), start)
            if whose(start, match.end(), hits) != "theirs":
                yield Cut(spelt.start(1) if spelt else start, match.end(), "email")


def handles(folded: str, hits: Hits, known: set[str]) -> Iterator[Cut]:
    """Yield handles that a cue near them calls the sender's; a word without ``@`` only if no everyday word looks so."""
    signed = "naming.mine" in hits or "@" in folded or "#" in folded
    if not (signed or _APP.match(folded) or _LATER_APP.search(folded)):
        return
    for pattern in _HANDLES:
        for match in pattern.finditer(folded):
            group = "handle" if match.re is _HANDLES[1] else 0
            named = _SELF.search(folded, max(0, match.start() - len("message us on ")), match.start())
            told = _TOLD.search(folded, match.start(), match.start(group)) and match[group] not in known
            odd = group == 0 or told or _ODD.search(match[group])
            owner = whose(match.start(group), match.end(group), hits)
            if odd and (named or owner == "mine" or (not owner and _lone(folded, match))):
                yield Cut(match.start(group), match.end(group), "handle")


def _lone(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a handle opens or ends a message that points at nobody else's page."""
    rim = match.start() == 0 or not folded[match.end() :].strip(" .!")
    return rim and _POINTS.search(folded) is None
