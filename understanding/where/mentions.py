"""Find every street, area and whole place that a message names, and how plainly each is meant as one."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice
from typing import Literal, NamedTuple

from understanding.matching.folding import Words
from understanding.where.atlas import FAR, FUZZY_LENGTH, WHOLE, Atlas, Role
from understanding.where.slips import half_misspelt, misspelt, torn_apart

MENTIONS = 24
"""Names of one message that are looked at, at most."""
TRIED = 12
"""Unknown words of a message that are compared with street names, at most."""
_NUMERALS = 3  # a numbered street has at most three figures

Form = Literal["name", "slip", "ordinal", "word", "article", "digit"]
"""Spelled right; misspelt; ``3rd``, ``3가``; ``third``; ``la 3``; ``3``."""


class Cue(IntEnum):
    """What stands around a name and says that it is one of a street."""

    NONE = 0
    NEAR = 1
    """What may go with anything: "by", "near"."""
    ON = 2
    """What goes with streets: "on", "corner of"."""
    KIND = 3
    """A kind of street."""


Found = tuple[str, int, Form]
"""A street, the word after it, and how it is spelled."""


class Mention(NamedTuple):
    """A name that was written: of what, where in the text, how it is spelled, and what stands around it."""

    street: str
    role: Role
    start: int
    end: int
    """Characters of the folded text; a kind of street is part of the name."""
    form: Form = "name"
    cue: Cue = Cue.NONE
    inside: bool = False
    """``in`` stands before it, as before an area."""
    rounded: bool = True
    """The text ends behind it, or goes on with a word that no number counts."""
    counts: bool = False
    """A word follows that an ordinal, or a name that ends in a number, may count: "3rd girl"."""


class Finder:
    """Reads the words of one message from left to right."""

    def __init__(self, text: Words, folded: str, atlas: Atlas) -> None:
        self._written = text.plain
        self._text = text
        self._folded = folded
        self._atlas = atlas
        self._groups = atlas.words
        self._tried = 0

    def mentions(self) -> Iterator[Mention]:
        """Yield the mentions, the longest name at each word."""
        index, written, idle = 0, self._written, self._atlas.idle
        while index < len(written):
            found = self._at(index, written[index]) if written[index] not in idle else None
            if found is None:
                index += 1
                continue
            street, after, form = found
            mention, index = self._mention(index, after, street, form)
            if mention is not None:
                yield mention

    def _at(self, index: int, word: str) -> Found | None:
        """Return what is named from this word on."""
        atlas = self._atlas
        if len(word) < FUZZY_LENGTH and word not in atlas.begins and not word[0].isdigit():
            return None
        named = self._named(index, word) if word in atlas.firsts or word in atlas.names else None
        if word in atlas.halves and (named is None or named[1] == index + 1):
            torn = torn_apart(self._written, index, atlas)
            named = (torn, index + 2, "name") if torn else named
        if named is not None:
            return named
        if word[0].isdigit() or word in atlas.counting:
            return self._numbered(index)
        if len(word) < FUZZY_LENGTH or word in atlas.listed or self._tried >= TRIED:
            return None
        self._tried += 1
        slip = misspelt(word, atlas)
        return (slip, index + 1, "slip") if slip else None

    def _named(self, index: int, word: str) -> Found | None:
        written, names = self._written, self._atlas.names
        if word in self._atlas.firsts and index + 1 < len(written):
            for parts, street in names.get(f"{word} {written[index + 1]}", ()):
                after = index + len(parts)
                if tuple(written[index:after]) == parts:
                    return street, after, "name"
            if slip := half_misspelt(written, index, self._atlas):
                return slip, index + 2, "slip"
        return (names[word][0][1], index + 1, "name") if word in names else None

    def _numbered(self, index: int) -> Found | None:
        word, before = self._written[index], self._written[index - 1] if index else ""
        form: Form = "ordinal" if word[0].isdigit() else "word"
        number = self._atlas.ordinal(word)
        if not number and before in self._groups["article"]:
            form, number = "article", int(word) if _short(word) else self._atlas.numerals.get(word, 0)
        elif not number and _short(word):
            form, number = "digit", int(word)
        street = self._atlas.numbered(number, bare=form in {"article", "digit"}) if number else ""
        if form == "digit" and street == FAR:
            return None
        if (
            street == "1"
            and form == "article"
            and (self._written[max(index - 2, 0)] not in self._atlas.around | self._groups["crosses"])
        ):
            street = ""  # "a la 1" is an hour
        return (street, index + 1, form) if street else None

    def _mention(self, index: int, after: int, street: str, form: Form) -> tuple[Mention | None, int]:
        """Return a mention with what stands around it, unless the next word makes something else of it."""
        role, groups, written = self._atlas.roles[street], self._groups, self._written
        following = written[after] if after < len(written) else ""
        if role not in WHOLE and following:
            stops = groups["not_named"] if form in {"name", "slip"} else groups["not_street"]
            if following in stops or " ".join(written[after : after + 2]) in stops:
                return None, after
        streets = role != "area" and role not in WHOLE
        end = after + 1 if streets and following in groups["kinds"] else after
        kinded = streets and (end > after or (after > index + 1 and written[after - 1] in groups["kinds"]))
        if form in {"name", "slip"}:  # "the 10 girls"
            counts = end == after and written[after - 1].isdigit() and not self._rounded(end)
        else:
            counts = end == after and following in groups["counted"]
        cue, inside = self._cue(index, kinded=kinded, barely=form == "word" or counts)
        start, last = self._text.starts[index], self._text.ends[end - 1]
        return Mention(street, role, start, last, form, cue, inside, self._rounded(end), counts), end

    def _cue(self, index: int, *, kinded: bool, barely: bool) -> tuple[Cue, bool]:
        """Return how plainly the words before a name say that it is one of a street, and whether ``in`` is among them."""
        groups, written, at = self._groups, self._written, index - 1
        while at >= 0 and self._atlas.is_side(written[at]) and written[at] not in groups["before"]:
            at -= 1
        before = written[at] if at >= 0 else ""
        if kinded or before in groups["kinds_first"]:
            return Cue.KIND, False
        if before in groups["upon"]:
            return Cue.ON, False
        if before in groups["article"]:
            return (Cue.ON if not barely or self._led(at) else Cue.NONE), False
        if before in groups["of"] and before not in groups["dates"]:
            inside = not groups["inside"].isdisjoint(written[max(at - 3, 0) : at])
            return (Cue.ON if self._led(at) else Cue.NONE), inside
        return (Cue.NEAR if before in groups["before"] else Cue.NONE), before in groups["inside"]

    def _led(self, at: int) -> bool:
        """Whether a word that says a street follows leads up to a word such as "of": ``corner of``, ``cerca de la``."""
        groups = self._groups
        at -= 1
        while at > 0 and self._written[at] in groups["of"] and self._written[at] not in groups["dates"]:
            at -= 1
        return at >= 0 and self._written[at] in self._atlas.around

    def _rounded(self, after: int) -> bool:
        """Whether a number ends here: the text does, a sign stands here, or a word follows that no number counts."""
        if after >= len(self._written):
            return True
        between = self._folded[self._text.ends[after - 1] : self._text.starts[after]]
        return bool(between.strip()) or self._written[after] in self._groups["after"]


def _short(word: str) -> bool:
    return word.isdecimal() and len(word) <= _NUMERALS


def spaced(text: Words, folded: str, atlas: Atlas) -> Sequence[Mention]:
    """Return what a text names in words that stand apart."""
    return list(islice(Finder(text, folded, atlas).mentions(), MENTIONS))
