"""Whole messages: the line's own words, numbers, greetings, questions, and what an answer could mean."""

import re

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary, command_key

SHORT = 60
"""Characters up to which a message may be an answer, a greeting or an opt-out phrase."""
SHARE = 0.4
"""Part of a message that a question must be, unless there is a question mark."""
QUESTION = 120
"""Characters up to which a question is taken for the whole point of a message."""

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
    said = [vocabulary.numbers[word] for word in hits.words.plain if word in vocabulary.numbers]
    rest = [word for word in hits.words.plain if word not in vocabulary.numbers]
    return said[0] if len(said) == 1 and not rest else None


def meanings(folded: str, hits: Hits) -> frozenset[str]:
    """Return what a short message could mean as an answer."""
    if len(folded) > SHORT:
        return frozenset()
    return frozenset(
        group.removeprefix("answers.")
        for group in hits.spans
        if group.startswith("answers.") and hits.cover(group, "fillers")
    )


def question(folded: str, hits: Hits) -> str | None:
    """Return the frequent question that is most of a message of modest length, or that it asks."""
    if len(folded) > QUESTION:
        return None
    enough = 0 if "?" in folded else len(folded) * SHARE
    asked = [
        (start - end, group)
        for group, spans in hits.spans.items()
        if group.startswith("questions.")
        for start, end in spans
        if end - start >= enough
    ]
    return min(asked)[1].removeprefix("questions.") if asked else None


def greeting(folded: str, hits: Hits) -> bool:
    """Tell whether the whole message is a greeting."""
    return len(folded) <= SHORT and "greetings" in hits and hits.cover("greetings")
