"""Find the name of the sender's own employer in Korean: ``한남체인에서 일해요``; a kind of place alone stays."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits, Span
from understanding.matching.vocabulary import Vocabulary
from understanding.named.cuts import TRIED, Cut
from understanding.named.kinds import Kinds
from understanding.named.korean import after_cue

SENTENCE = 40
"""Characters before a workplace in which somebody else may be the one who works there."""

LONGEST = 3
"""Words of a workplace's name, at most."""
BETWEEN = 2
"""Words that may stand between a workplace and what one is or does there: ``수학``, ``데스크``."""

_BEFORE = re.compile(r"(?P<name>[가-힣a-z0-9&'-]{2,14}(?: [가-힣a-z0-9&'-]{1,12})?) ?$")
_WORD = re.compile(r"[^ ]+")
_AT = re.compile(r"(?:에서(?:만|도)?|에|의|내)$")
_SAME = re.compile(r"[.!?,\n~](?= )|(?:요|다|죠|니까)(?= )")
"""Where the sentence that a workplace opens may begin."""
_GREETED = re.compile(
    r"[ .,!~-]*(?:(?:안녕하세요|안녕하십니까|안녕|수고하세요|수고하십니다|여보세요|네|예)[ .,!~]*)?(?:(?:저는?|전|제가|나는?|난|내가|저희는?|여기는?|저도|나도|우리는?)(?: |$))*"
)
_WHOEVER = re.compile(
    r"(?:(?<=[는은던한])|[가-힣]{0,2}[는은던]) ?(?:여자|남자|애|아이|언니|누나|형|오빠|아가씨|아줌마|아저씨|친구|분|놈|년|직원|알바생|손님)"
)
"""Whoever works there, of whom the message tells: ``일하는 여자``."""
_ELSEWHERE = re.compile(
    r"(?:[이가은는]|앞|옆|뒤|근처|건너|건너편|맞은편|쪽|주변|앞에|앞에서|옆에|옆에서|뒤에서|근처에서|밖에서|쪽에서)$"
)
"""Between a workplace and what one does there these words speak of somebody or somewhere else."""
_BEHIND = re.compile(r"[가-힣a-z0-9&'-]{2,12}(?: [가-힣]{2,8})?")
_OTHERS = re.compile(
    r"(?:여자|남자|애들|아이|그 ?사람|언니|걔|쟤|친구|사람|포주|누나|딸|아들|동생|남편|아내|엄마|아빠|이모)들?(?:이|가|은|는|도|분이)? ",
)
_MINE = re.compile(r"(?:^|[ .,!?])(?:저는?|전|제가|나는?|난|내가|저도|나도|저희|우리)(?= )")
_OURS = re.compile(r"(?:^|[ .,!?])(?:우리|저희|울) (?P<name>[가-힣a-z0-9&]{4,12})(?![가-힣a-z])")
_RUNS = re.compile(
    r"(?:제가|저는|저희가|우리가|내가|나는) (?P<name>[가-힣a-z0-9&]{4,12}?)[을를] ?(?:운영|경영|하는데|합니다|해요|하고|하거든|차려|차렸|열었)"
    r"|(?<![가-힣a-z])(?P<called>[가-힣a-z0-9&]{2,12}?)이?라[고는] ?(?:[가-힣]{1,4} ){0,2}?(?:가게|식당|분식집|카페|데|곳|회사|교회|병원|학원|공장)(?:를|을|에서?|서) ?(?:운영|경영|하는데|합니다|해요|하고|일하|일해|일합|다니|다녀|다닙|알바|근무)"
    r"|(?:^|[.!?\n] ?|안녕하세요 )(?:여기는? )?(?P<house>[가-힣a-z0-9&]{3,12}?)(?:인데요?|입니다|이에요|예요) (?:저희|우리) "
)
"""A business that the sender runs, works for by its name, or speaks for."""
_RUN_BY = re.compile("제가|저는|내가|나는|우리|저희|이라고|이라는|라는")
"""Without any of these there is none."""
_SENTENCE = re.compile(r"(?:^|[.!?,\n~]|(?:요|다|죠) ) ?$")
_OFFICES = ("사장", "주인", "매니저", "실장", "원장", "마담")
"""Of these one is told by others more often than they tell it of themselves."""
_PRESENTS = re.compile(rf"(?:{'|'.join(_OFFICES)})(?:입니다|이에요|예요|이올시다)")


def workplaces(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield proper names before ``에서 일해요`` and ``직원이에요``, or behind ``제가 다니는``."""
    kinds = Kinds(vocabulary)
    for start, end in hits.of("naming.works")[:TRIED]:
        span = _opening(folded, start, kinds)
        if span and not _WHOEVER.match(folded, end):
            yield Cut(*span, "employer")
    for place in hits.of("naming.employer_of")[:TRIED]:
        yield from _before(folded, place, kinds)
    for match in _OURS.finditer(folded):
        if name := kinds.first([match["name"]]):
            yield Cut(match.start("name"), match.start("name") + len(name), "employer")
    for match in _RUNS.finditer(folded) if _RUN_BY.search(folded) else ():
        group = match.lastgroup or "name"
        if name := kinds.first([match[group]]) or (
            match[group] if group == "called" and kinds.unknown(match[group]) else ""
        ):
            yield Cut(match.start(group), match.start(group) + len(name), "employer")
    for _, end in hits.of("naming.employer")[:TRIED]:
        behind = _BEHIND.match(folded, after_cue(folded, end))
        name = kinds.first(behind[0].split()) or kinds.told(behind[0].split()[0]) if behind else ""
        if behind and name:
            yield Cut(behind.start(), behind.start() + len(name), "employer")


def _before(folded: str, place: Span, kinds: Kinds) -> Iterator[Cut]:
    """Yield the name right before this place, where it is not told of others."""
    start, end = place
    floor = max(0, start - SENTENCE)
    match = _BEFORE.search(folded, floor, start)
    if not match or _OTHERS.search(folded, floor, start):
        return
    mine = _MINE.search(folded, floor, start) is not None
    opens = _opens(folded, match.end("name") - len(match["name"].rpartition(" ")[2]))
    presents = opens and _PRESENTS.match(folded, start)
    others = folded.startswith(_OFFICES, start) and not presents
    if not mine and (others or _WHOEVER.match(folded, end)):
        return
    if name := kinds.last(match["name"].split(), mine=mine, at=folded.startswith("에서", start)):
        yield Cut(match.end("name") - len(name), match.end("name"), "employer")


def _opens(folded: str, start: int) -> bool:
    """Tell whether a sentence begins here, which then speaks of whoever says it."""
    return _SENTENCE.search(folded, max(0, start - 4), start) is not None


def _opening(folded: str, start: int, kinds: Kinds) -> Span | None:
    """Return the workplace that opens the sentence in which this place says what one is or does there."""
    floor = max(0, start - SENTENCE)
    begin = max((match.end() for match in _SAME.finditer(folded, floor, start)), default=floor)
    greeted = _GREETED.match(folded, begin, start) if begin or not floor else None
    words = list(_WORD.finditer(folded, greeted.end(), start)) if greeted else []
    for last, word in enumerate(words[:LONGEST]):
        place = _AT.sub("", word[0])
        name = [*(before[0] for before in words[:last]), place]
        if kinds.named(name, at=word[0].endswith("에서")):
            between = words[last + 1 :]
            if len(between) <= BETWEEN and not any(_ELSEWHERE.search(other[0]) for other in between):
                return words[0].start(), word.start() + len(place)
            break
    return None
