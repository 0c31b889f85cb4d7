"""Whole messages: the line's own words, numbers, greetings, and what an answer could mean."""

import re

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary, command_key

SHORT = 60
"""Characters up to which a message may be an answer, a greeting or an opt-out phrase."""

_NUMBER = re.compile(
    r"[\W_]*(?:option|number|no|opcion|numero|la|el|#)?[\W_]*([0-9]{1,2})[\W_]*(?:번|번이요|번요|번입니다|번 할게요)?[\W_]*"
)


def command(folded: str, hits: Hits, vocabulary: Vocabulary) -> str | None:
    """Return the line's own word that the whole message is, or None."""
    if len(folded) > SHORT:
        return None
    word = vocabulary.commands.get(command_key(folded))
    if word is None and "opt_out" in hits and hits.cover("opt_out"):
        return "stop"
    return word


def choice(folded: str, hits: Hits, vocabulary: Vocabulary) -> int | None:
    """Return the number that the whole message is, or None; ``1st`` is a street, not an answer."""
    if len(folded) > SHORT:
        return None
    match = _NUMBER.fullmatch(folded)
    if match:
        return int(match[1])
    words = hits.words.plain
    return vocabulary.numbers.get(words[0]) if len(words) == 1 else None


def meanings(folded: str, hits: Hits) -> frozenset[str]:
    """Return what a short message could mean as an answer."""
    if len(folded) > SHORT:
        return frozenset()
    return frozenset(
        group.removeprefix("answers.")
        for group in hits.spans
        if group.startswith("answers.") and hits.cover(group, "fillers")
    )


def greeting(folded: str, hits: Hits) -> bool:
    """Tell whether the whole message is a greeting."""
    return len(folded) <= SHORT and "greetings" in hits and hits.cover("greetings")
