"""Find the name of the sender's own employer in Korean: ``한남체인에서 일해요``; a kind of place alone stays."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary
from understanding.named.cuts import TRIED, Cut
from understanding.named.korean import after_cue

SENTENCE = 40
"""Characters before a workplace in which somebody else may be the one who works there."""

_BEFORE = re.compile(r"(?P<name>[가-힣a-z0-9&'-]{2,14}(?: [가-힣a-z0-9&'-]{1,12})?) ?$")
_BEHIND = re.compile(r"[가-힣a-z0-9&'-]{2,12}(?: [가-힣]{2,8})?")
_OTHERS = re.compile(
    r"(?:여자|남자|애들|아이|그 ?사람|언니|걔|쟤|친구|사람|포주|누나|딸|아들|동생|남편|아내|엄마|아빠|이모)들?(?:이|가|은|는|도|분이)? ",
)
_ENDING = re.compile(
    r"(?:이에요|예요|입니다|이고요?|인데요?|이라는|이라고|라는|라고|에서는?|에는?|앞에서?|앞|옆|쪽|이라|은|는|이|가|을|를)$"
)
_MINE = re.compile(r"(?:^|[ .,!?])(?:저는?|전|제가|나는?|난|내가|저도|나도|저희|우리)(?= )")
_OURS = re.compile(r"(?:^|[ .,!?])(?:우리|저희|울) (?P<name>[가-힣a-z0-9&]{4,12})(?![가-힣a-z])")
_SENTENCE = re.compile(r"(?:^|[.!?,\n~]|(?:요|다|죠) ) ?$")
_OFFICES = ("사장", "주인", "매니저", "실장", "원장", "마담")
"""Of these one is told by others more often than they tell it of themselves."""
_PRESENTS = re.compile(rf"(?:{'|'.join(_OFFICES)})(?:입니다|이에요|예요|이올시다)")
_TIES = "에서까지가은는텐데째쪽로을를도고며면한던"
"""With these end words that are tied to what follows, and name no place: ``밤까지 식당``, ``3년째 편의점``."""
_LEADING = "은는요다고서도"
"""With these end words that lead to a name and are no part of it: ``저는``, ``이구요``."""


def workplaces(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield proper names before ``에서 일해요`` and ``직원이에요``, or behind ``제가 다니는``."""
    kinds = _Kinds(vocabulary)
    for start, _ in hits.of("naming.employer_of")[:TRIED]:
        match = _BEFORE.search(folded, max(0, start - SENTENCE), start)
        if match and not _OTHERS.search(folded, max(0, start - SENTENCE), start):
            mine = _MINE.search(folded, max(0, start - SENTENCE), start) is not None
            presents = _PRESENTS.match(folded, start) and _opens(
                folded, match.end("name") - len(match["name"].rpartition(" ")[2])
            )
            if not (mine or presents) and folded.startswith(_OFFICES, start):
                continue
            name = kinds.last(match["name"].split(), mine=mine)
            if name:
                yield Cut(match.end("name") - len(name), match.end("name"), "employer")
    for match in _OURS.finditer(folded):
        if name := kinds.first([match["name"]]):
            yield Cut(match.start("name"), match.start("name") + len(name), "employer")
    for _, end in hits.of("naming.employer")[:TRIED]:
        match = _BEHIND.match(folded, after_cue(folded, end))
        name = kinds.first(match[0].split()) if match else ""
        if match and name:
            yield Cut(match.start(), match.start() + len(name), "employer")


def _opens(folded: str, start: int) -> bool:
    """Tell whether a sentence begins here, which then speaks of whoever says it."""
    return _SENTENCE.search(folded, max(0, start - 4), start) is not None


class _Kinds:
    """Tells ``한남체인`` from ``봉제공장``: a name from a kind of place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._kinds = vocabulary.naming["businesses"]
        self._never = vocabulary.naming["no_employers"]
        self._nobody = vocabulary.no_names

    def last(self, words: Sequence[str], *, mine: bool) -> str:
        """Return the name with which these words end, or nothing; ``mine`` if the sentence speaks of oneself."""
        begin = 0
        while begin < len(words) and (words[begin] in self._never or words[begin][-1] in _LEADING):
            begin += 1
        words = words[begin:]
        kind = self._kind(words[-1]) if words else ""
        if not kind:
            return words[-1] if mine and words and self._unknown(words[-1]) else ""
        if [kind] == words:
            return ""
        if kind != words[-1]:
            return words[-1]
        return "" if words[-2][-1] in _TIES else " ".join(words)

    def first(self, words: Sequence[str]) -> str:
        """Return the name with which these words begin, or nothing."""
        for count in range(1, len(words) + 1):
            name = _ENDING.sub("", " ".join(words[:count]))
            kind = self._kind(name.rpartition(" ")[2])
            if kind and kind != name:
                return name
        return ""

    def _unknown(self, word: str) -> bool:
        """Tell whether a word of some length is none that is listed, nor begins as one."""
        listed = any(word[:length] in self._nobody for length in range(2, len(word) + 1))
        return len(word) > 2 and word not in self._never and not listed  # noqa: PLR2004  (shorter ones mean much)

    def _kind(self, word: str) -> str:
        """Return the kind of place with which a word ends; the whole word where it is no more than that."""
        kind = next((word[at:] for at in range(len(word)) if word[at:] in self._kinds), "")
        stem = word.removesuffix(kind)
        return word if kind and (stem in self._never or stem in self._kinds) else kind
