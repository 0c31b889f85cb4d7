"""Where each group of phrases was found in one message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from understanding.matching.folding import Words
from understanding.matching.squeezed import Squeezed

Span = tuple[int, int]
"""First character, character after the last."""


def marked(spans: Iterable[Span], length: int) -> bytearray:
    """Return a byte per character: 1 where one of the places is."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def touched(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Tell whether one of the places shares a character with this one."""
    return any(first < end and start < last for first, last in spans)


@dataclass(slots=True)
class Hits:
    """The words of a message, and the places of each group in it."""

    words: Words
    length: int
    spans: dict[str, list[Span]]
    squeezed: Squeezed | None = None
    """The text without blanks and signs, where it has other letters than Latin ones."""

    def __contains__(self, group: object) -> bool:
        return group in self.spans

    def of(self, group: str) -> Sequence[Span]:
        """Return the places of a group."""
        return self.spans.get(group, ())

    def cover(self, *groups: str) -> bool:
        """Tell whether nothing but these groups is said."""
        starts, ends = self.words.starts, self.words.ends
        spans = [span for group in groups for span in self.of(group)]
        if not starts or sum([end - start for start, end in spans]) < sum(ends) - sum(starts):
            return False  # mostly: there is more to be covered
        marks = marked(spans, self.length)
        return all(marks.find(0, start, end) < 0 for start, end in zip(starts, ends, strict=True))

    def outside(self, group: str, *covers: str) -> bool:
        """Tell whether a group is found anywhere that these others do not cover."""
        spans = self.spans.get(group)
        if not spans or self.spans.keys().isdisjoint(covers):
            return bool(spans)
        marks = self._marks(covers)
        return any(marks.find(0, start, end) >= 0 for start, end in spans)

    def apart(self, group: str, *others: str) -> bool:
        """Tell whether a group is found anywhere that these others do not touch."""
        spans = self.spans.get(group)
        if not spans or self.spans.keys().isdisjoint(others):
            return bool(spans)
        marks = self._marks(others)
        return any(marks.find(1, start, end) < 0 for start, end in spans)

    def _marks(self, groups: Iterable[str]) -> bytearray:
        return marked((span for group in groups for span in self.of(group)), self.length)
