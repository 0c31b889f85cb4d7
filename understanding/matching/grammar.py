"""The small notation in which the phrases of a words file are written."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

MOST = 40_000
"""Spellings that one line of a list may stand for; more is a slip of the pen."""

_PART = re.compile(
    r"\((?P<maybe>[^(){}]+)\)|\{(?P<one>[^(){}]+)\}|(?P<gap>\.\.(?!\S))|(?P<plain>[^\s(){}]+)",
)
_NOTATION = re.compile(r"[(){}|<>]|\.\.")


class BrokenPhrase(ValueError):
    """A phrase cannot be read: the message says which and why."""


class Gap:
    """A few words, whatever they are: ``..``."""


One = tuple[str, ...]
"""What may stand at one step: one of these."""
Step = One | Gap


def _slots(phrase: str) -> list[tuple[Step, bool]]:
    """Return the steps of a phrase, and for each whether it may be missing. Raise BrokenPhrase."""
    if _PART.sub("", phrase).strip():
        raise BrokenPhrase(f"{phrase!r} cannot be read: do its brackets pair?")
    slots: list[tuple[Step, bool]] = []
    for part in _PART.finditer(phrase):
        if part["gap"]:
            slots.append((Gap(), False))
        else:
            choices = (part["maybe"] or part["one"] or part["plain"]).split("|")
            if not all(choice.strip() for choice in choices):
                raise BrokenPhrase(f"{phrase!r} has an empty choice")
            slots.append((tuple(choice.strip() for choice in choices), bool(part["maybe"])))
    if all(missing or isinstance(step, Gap) for step, missing in slots):
        raise BrokenPhrase(f"{phrase!r} could be empty")
    if any(isinstance(slots[rim][0], Gap) for rim in (0, -1)):
        raise BrokenPhrase(f"{phrase!r} begins or ends with a gap")
    return slots


def steps(phrase: str) -> Iterator[list[Step]]:
    """Return each row of steps that a phrase stands for.

    ``a|b`` is either word, ``{a|b c}`` one of these, ``(a|b c)`` one of these or nothing, ``<name>`` a list, ``..`` up
    to a few words, ``stem*`` any word that begins so. Raise BrokenPhrase.
    """
    if (words := phrase.split()) and not _NOTATION.search(
        phrase
    ):  # most are plain words, and a line starts sooner
        yield [(word,) for word in words]
        return
    slots = _slots(phrase)
    for kept in product(*[(True, False) if missing else (True,) for _, missing in slots]):
        row = [step for (step, _), keep in zip(slots, kept, strict=True) if keep]
        while row and isinstance(row[0], Gap):
            row.pop(0)
        while row and isinstance(row[-1], Gap):
            row.pop()
        yield row


def spellings(
    phrase: str,
    plain: Callable[[str], str],
    lists: Mapping[str, Sequence[tuple[str, ...]]],
) -> list[tuple[str, ...]]:
    """Return every row of words that a phrase without gaps stands for. Raise BrokenPhrase."""
    if phrase.isalpha():  # most are one word, and a line starts sooner
        return [(plain(phrase),)]
    if not _NOTATION.search(phrase):
        return [tuple(map(plain, phrase.split()))]
    rows: list[tuple[str, ...]] = []
    for row in steps(phrase):
        choices = []
        for step in row:
            if isinstance(step, Gap):
                raise BrokenPhrase(f"{phrase!r} has a gap, which a list may not")
            choices.append([words for choice in step for words in _rows(choice, plain, lists)])
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > MOST:
            raise BrokenPhrase(f"{phrase!r} stands for {count} spellings")
        rows += [tuple(word for words in picked for word in words) for picked in product(*choices)]
    return rows


def _rows(
    choice: str,
    plain: Callable[[str], str],
    lists: Mapping[str, Sequence[tuple[str, ...]]],
) -> Sequence[tuple[str, ...]]:
    """Return the rows of words of one choice, such as ``b c`` or ``<he> is``."""
    parts: list[Sequence[tuple[str, ...]]] = []
    for word in choice.split():
        if word.startswith("<") and word not in {"<number>", "<minor>"}:
            if word[1:-1] not in lists:
                raise BrokenPhrase(f"there is no list {word}")
            parts.append(lists[word[1:-1]])
        else:
            parts.append([(plain(word),)])
    return [tuple(word for words in picked for word in words) for picked in product(*parts)]
