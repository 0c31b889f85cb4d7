"""What is seen of a word that might name the sender: the word, its neighbours, and where it stands."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from understanding.named.sieve import Sieve

_HANGUL = re.compile(r"[가-힣]")
_LETTER, _DIGIT = re.compile(r"[a-z]"), re.compile(r"\d")
_SENTENCE = frozenset(".!?\n;…")
"""Between two words, these begin another sentence."""
_RIM = 3
"""Words that are looked at on each side."""
_BOUNDS = range(2, 6)
"""Syllables at which a Korean name with which a word begins may end."""
_GIVEN, _FULL = 2, 3


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of words from elsewhere."""

    naming: dict[str, set[str]]
    """Names, family names, titles and the like: the vocabulary's."""
    no_names: AbstractSet[str]
    frequent: AbstractSet[str]
    """Words that people write often; of others only their kind is looked at."""


class Traits:
    """The traits of the words of one message."""

    def __init__(self, sieve: Sieve, lists: Lists, ruled: Sequence[str]) -> None:
        """Look at a message; ``ruled`` says of each word what the rules made of it, if anything."""
        self._sieve, self._lists, self._ruled = sieve, lists, ruled
        self._words = words = sieve.words
        self._seen: dict[int, str] = {}
        self._gaps = list(_gaps(sieve.folded, words.starts, words.ends))
        begins = [0, *(at for at in range(1, len(words)) if self._gaps[at][0] in _SENTENCE), len(words)]
        self.sentences = [(first, after) for first, after in pairwise(begins) for _ in range(first, after)]
        """By word, the first word of its sentence and the one after its last."""

    def _look(self, index: int) -> str:
        """Return how a word is seen; words are looked at when they are first asked for."""
        if not 0 <= index < len(self._words):
            return "^" if index < 0 else "$"
        seen = self._seen.get(index)
        if seen is None:
            seen = self._seen[index] = self._looked(index)
        return seen

    def _looked(self, index: int) -> str:
        """Return a frequent word itself, of others their form or kind."""
        plain = self._words.plain[index]
        if plain in self._lists.frequent:
            return plain
        if not plain.isalpha() and _DIGIT.search(self._words.written[index]):
            return _LETTER.sub("x", _DIGIT.sub("d", plain))[:6]
        return f"<{self._kind(index)}>"

    def _kind(self, index: int) -> str:
        """Return the kind of a word by the lists, a letter for each."""
        word, plain = self._words.written[index].removesuffix("'s"), self._words.plain[index]
        naming = self._lists.naming
        return (
            "G" * (word in naming["names"])
            + "S" * (word in naming["surnames"])
            + "E" * (word in naming["everyday"])
            + "T" * (word in naming["titles"])
            + "N" * (word in self._lists.no_names)
            + "D" * (not plain.isalpha() and _DIGIT.search(word) is not None)
            + "C" * self._sieve.capital(index)
            + "?" * (plain not in self._lists.frequent)
        )

    def shared(self, first: int, after: int) -> list[str]:
        """Return what all words of a sentence have in common."""
        words = self._lists.frequent & set(self._words.plain[first:after])
        return [f"in={word}" for word in sorted(words)]

    def of(self, index: int) -> list[str]:
        """Return the traits of one word, besides what its sentence shares."""
        third, second, before = [self._look(at) for at in range(index - _RIM, index)]
        after, next_, last = [self._look(at) for at in range(index + 1, index + 1 + _RIM)]
        own, kind = self._look(index), self._kind(index)
        word = self._words.plain[index]
        left, right = self._gaps[index], self._gaps[index + 1]
        first, end = self.sentences[index]
        front, back, whole = index - first, end - 1 - index, len(self._words)
        found = [
            f"c={kind}",
            f"w={own}",
            f"e2={word[-2:]}",
            f"e3={word[-3:]}",
            f"l={min(len(word), 8)}",
            f"-1={before}",
            f"-2={second}",
            f"-3={third}",
            f"+1={after}",
            f"+2={next_}",
            f"+3={last}",
            f"-2-1={second} {before}",
            f"-1+1={before} {after}",
            f"+1+2={after} {next_}",
            f"-3-2-1={third} {second} {before}",
            f"g={left}|{right}",
            f"g-={left}|{before}",
            f"g+={right}|{after}",
            f"c-={kind}|{before}",
            f"c+={kind}|{after}",
            f"cg={kind}|{left}|{right}",
            f"s={min(front, 3)},{min(back, 3)}",
            f"sc={min(front, 2)},{min(back, 2)},{kind}",
            f"t={min(index, 2)},{min(whole - 1 - index, 2)}",
        ]
        if self._ruled[index]:
            found.append(f"rule={self._ruled[index]}")
        if not word.isascii() and _HANGUL.search(word):
            found += self._korean(index, word)
        return found

    def _korean(self, index: int, word: str) -> list[str]:
        """Return the traits of a Korean word: its beginning, its end, and the ends of its neighbours."""
        plain = self._words.plain
        before = plain[index - 1] if index else "^"
        after = plain[index + 1] if index + 1 < len(plain) else "$"
        return [
            f"b1={word[:1]}",
            f"b2={word[:2]}",
            f"b3={word[:3]}",
            f"e1={word[-1:]}",
            f"e4={word[-4:]}",
            f"-e2={before[-2:]}",
            f"-b2={before[:2]}",
            f"+b2={after[:2]}",
            f"-b2e2={before[:2]}|{word[-2:]}",
            f"-e1e2={before[-1:]}|{word[-2:]}",
            f"e2+b2={word[-2:]}|{after[:2]}",
            f"le2={min(len(word), 6)}|{word[-2:]}",
            *self._names(word),
        ]

    def _names(self, word: str) -> list[str]:
        """Return how the beginning of a Korean word looks like a name, with what follows it."""
        naming, found = self._lists.naming, []
        first, last = naming["first_syllables"], naming["last_syllables"]
        for end in _BOUNDS[: max(0, len(word) - 1)]:
            name, rest = word[:end], word[end : end + 3]
            if name in self._lists.no_names:
                found.append(f"N{end}")
            if name in naming["names"]:
                like = "given"
            elif end == _FULL and name[0] in naming["surnames"] and name[1] in first and name[2] in last:
                like = "full"
            elif end == _GIVEN and name[0] in first and name[1] in last:
                like = "syllables"
            else:
                continue
            found += [f"k={like}", f"k={like} {rest}"]
        if word[0] in naming["surnames"]:
            found.append(f"k=family {min(len(word), 5)}")
        return found


def _gaps(folded: str, starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Return the signs before each word and after the last; a blank where there are none."""
    if not starts:
        return []
    between = [folded[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    inner = [gap.strip()[:2] or ("\n" if "\n" in gap else " ") for gap in between]
    return ["^" + folded[: starts[0]].strip()[-1:], *inner, "$" + folded[ends[-1] :].strip()[:1]]
