"""Letters that need no writing: a few questions in the language of the report, each harmless on anybody's screen."""

from typing import NamedTuple

from console.wording import said_in


def pgettext(context: str, text: str) -> tuple[str, str]:
    """Mark a text for the catalogues; it is said later, in more than one language."""
    return context, text


QUESTIONS = {
    "when": pgettext("letter", "When was it? A day and an hour help."),
    "where": pgettext("letter", "Where exactly was it? A corner or a sign nearby helps."),
    "vehicle": pgettext("letter", "What color and make was the car?"),
    "now": pgettext("letter", "Is it still going on?"),
    "people": pgettext("letter", "How many people were there?"),
    "thanks": pgettext("letter", "Thank you. Nothing more is needed."),
}
"""Each fits one text in every language, and says nothing of what it is about (S1)."""


class Question(NamedTuple):
    """One ready letter."""

    key: str
    theirs: str
    """As it would be sent."""
    ours: str
    """In the language of whoever sends it."""


def questions(theirs: str, ours: str) -> list[Question]:
    """Give the ready letters in the language of a report and in that of the reader."""
    return [Question(key, said_in(theirs, *text), said_in(ours, *text)) for key, text in QUESTIONS.items()]
