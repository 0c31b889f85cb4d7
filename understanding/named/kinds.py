"""Tell a Korean business's own name from the kind of place that it is."""

import re
from collections.abc import Sequence

from understanding.matching.vocabulary import Vocabulary

_ENDING = re.compile(
    r"(?:이에요|예요|입니다|이고요?|인데요?|이라는|이라고|라는|라고|에서는?|에는?|앞에서?|앞|옆|쪽|이라|은|는|이|가|을|를)$"
)
_TOLD = re.compile(r"(?:이라서?|인데요?|이에요|예요|입니다|이고요?|라서|이라고|라고|이거든요?)$")
_TIES = "에서까지가은는텐데째쪽로을를도고며면한던"
"""With these end words that are tied to what follows, and name no place: ``밤까지 식당``, ``3년째 편의점``."""
_TIED = re.compile(rf"(?:[{_TIES}]|..이|사람|여자|남자|애들|[든된인딴])$")
_LEADING = "은는요다고서도"
"""With these end words that lead to a name and are no part of it: ``저는``, ``이구요``."""


class Kinds:
    """Tells ``한남체인`` from ``봉제공장``: a name from a kind of place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._kinds = vocabulary.naming["businesses"]
        self._brands = vocabulary.naming["brands"]
        self._never = vocabulary.naming["no_employers"]
        self._nobody = vocabulary.no_names

    def last(self, words: Sequence[str], *, mine: bool, at: bool = False) -> str:
        """Return the name with which these words end, or nothing.

        ``mine`` if the sentence speaks of oneself, ``at`` if ``에서`` follows: then a kind may stand before its name.
        """
        begin = 0
        while begin < len(words) and (words[begin] in self._never or words[begin][-1] in _LEADING):
            begin += 1
        words = words[begin:]
        kind = self._kind(words[-1]) if words else ""
        if at and not kind and len(words) > 1 and words[-2] in self._kinds and self.unknown(words[-1], 2):
            return " ".join(words[-2:])  # "카페 온더"
        if not kind:
            return words[-1] if mine and words and self.unknown(words[-1]) else ""
        if [kind] == words:
            return ""
        if kind != words[-1]:
            return words[-1]
        return "" if words[-2][-1] in _TIES else " ".join(words)

    def named(self, words: Sequence[str], *, at: bool) -> bool:
        """Tell whether these words are the whole name of a business."""
        if len(words) == 1 and words[0] in self._brands:
            return True
        tied = any(_TIED.search(word) or word.removesuffix("이") in self._nobody for word in words[:-1])
        return not tied and len(words[-1]) > 1 and self.last(words, mine=False, at=at) == " ".join(words)

    def first(self, words: Sequence[str]) -> str:
        """Return the name with which these words begin, or nothing."""
        for count in range(1, len(words) + 1):
            name = _ENDING.sub("", " ".join(words[:count]))
            kind = self._kind(name.rpartition(" ")[2])
            if kind and kind != name:
                return name
        return ""

    def told(self, word: str) -> str:
        """Return the name, of whatever kind, that this word says with an ending: ``서울메디칼이라``."""
        name = _TOLD.sub("", word)
        return name if name != word and self.unknown(name) else ""

    def unknown(self, word: str, least: int = 3) -> bool:
        """Tell whether a word of some length is none that is listed, nor begins as one."""
        listed = any(word[:length] in self._nobody for length in range(2, len(word) + 1))
        return len(word) >= least and word not in self._never and not listed

    def _kind(self, word: str) -> str:
        """Return the kind of place with which a word ends; the whole word where it is no more than that."""
        kind = next((word[at:] for at in range(len(word)) if word[at:] in self._kinds), "")
        stem = word.removesuffix(kind)
        return word if kind and (stem in self._never or stem in self._kinds) else kind
