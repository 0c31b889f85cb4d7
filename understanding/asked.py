"""Which frequent question a message asks: by its whole form, or by what it is about where it asks the line."""

from understanding.matching.hits import Hits

SHARE = 0.4
"""Part of a message that a whole form must be, unless the message asks in so many words."""
LONGEST = 120
"""Bytes of UTF-8 up to which a question is taken for the point of a message: a Korean syllable says as much as three."""
BRIEF = 90
"""The same where no question mark says that something is asked."""
FORGETS = {"who", "wrong"}
"""Questions whose answer is a stranger's, and forgets a report under way: never taken from a mere part of a message."""
PART = 0.3
"""Part of a message that these must be, whatever its form."""
TOPICS = (
    "language",
    "signal",
    "pictures",
    "shelter",
    "cost",
    "delete",
    "bot",
    "police",
    "anonymous",
    "call",
    "safe",
    "next",
    "runs",
)
"""What a question may be about, the more telling word first: "is it safe to send photos" is about photos."""
OPEN = frozenset({"language", "signal", "bot", "anonymous"})
"""What only this line is asked about, also where it is not spoken to, unless somebody or something seen is spoken of."""
STORY = frozenset(
    f"cues.{name}"
    for name in (
        "people",
        "offender",
        "trade",
        "doing",
        "seen",
        "vehicle",
        "weapon",
        "nuisance",
        "danger",
        "child",
        "control",
    )
) | {"abuse.third"}
"""Signs that something is told: then a mere topic counts only where the line is spoken to."""
_FORMS = ("questions.", "inquiries.")
"""Open the groups of whole forms."""
OWN = frozenset({"anonymous", "safe", "police", "shelter", "language", "signal", "bot", "call", "wrong"})
"""What is asked with others in mind, too: "would the owner know", "do they take cats"."""


def question(folded: str, hits: Hits) -> str | None:
    """Return the frequent question that a message of modest length asks, or None.

    A whole form counts where it is much of the message, or where the message asks; a mere topic counts where the
    message asks and speaks to the line.
    """
    size = len(folded) if folded.isascii() else len(folded.encode())
    if size > LONGEST:
        return None
    asks = "?" in folded or (size <= BRIEF and ("asking.form" in hits or "asking.opening" in hits))
    if "asking.quoted" in hits:
        return None
    return _whole(hits, 0 if asks else len(folded) * SHARE) or (_about(hits) if asks else None)


def _whole(hits: Hits, enough: float) -> str | None:
    """Return the question whose whole form is the longest, and long enough."""
    told = not (_spoken_to(hits) or hits.spans.keys().isdisjoint(STORY))
    asked = [
        (start - end, name)
        for table, _, name in (group.partition(".") for group in hits.spans if group.startswith(_FORMS))
        if table == "questions" or (table == "inquiries" and (name in OWN or not told))
        for start, end in hits.of(f"{table}.{name}")
    ]
    long_enough = [
        (size, name)
        for size, name in asked
        if -size >= (max(enough, hits.length * PART) if name in FORGETS else enough)
    ]
    return min(long_enough)[1] if long_enough else None


def _about(hits: Hits) -> str | None:
    """Return what a message is about that speaks to the line."""
    spoken_to = _spoken_to(hits)
    if not spoken_to and not hits.spans.keys().isdisjoint(STORY):
        return None
    return next(
        (
            topic
            for topic in TOPICS
            if (spoken_to or topic in OPEN) and (f"topics.{topic}" in hits or f"subjects.{topic}" in hits)
        ),
        None,
    )


def _spoken_to(hits: Hits) -> bool:
    """Whether the line is spoken to, or what was sent to it is spoken of."""
    return "asking.line" in hits or "asking.ours" in hits
