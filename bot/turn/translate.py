"""From a reading to what a flow hears: the one place where understanding's words meet the flows'."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zlib import crc32

from bot.messages import Inbound
from flows.heard import Box, Heard
from understanding import Fact, Reading

PAST = timedelta(hours=2)
"""How long ago something must have begun to be over without being asked."""
NOTES = ("minor", "child", "weapon", "vehicle", "control", "nuisance")
"""Facts that flows may note as they are."""
DEEDS = frozenset({"control", "threat", "weapon", "nuisance"})
"""Facts that are something somebody did."""
LONG_AGO = 30 * 60 * 1000
"""Milliseconds, by the sender's own clock; as long as a conversation is remembered."""
LONG = 16
"""Bytes in letters and digits; a text this long is hardly the answer to two questions."""
TEXTABLE = frozenset({"sms", "signal", "try", "chat"})
"""Channels on which somebody who asked for it can be texted first; the last two only rehearse it."""


def hear(
    reading: Reading,
    inbound: Inbound,
    languages: Sequence[str],
    code: str = "",
    box: Box | None = None,
    revises: str = "",
) -> Heard:
    """Put a reading, its envelope, what its code or thread has open and what it changes into a flow's terms."""
    return Heard(
        text=reading.text,
        lane=reading.lane,
        command="language"
        if reading.command in languages
        else reading.command or foreign(reading, languages),
        question=reading.question or "",
        carrier=inbound.carrier,
        choice=reading.choice or 0,
        meanings=reading.meanings,
        known=dict(known(reading, inbound)),
        bare=reading.bare,
        found=tuple(written(reading, fact) for fact in reading.found),
        removed=reading.removed,
        doubts=tuple((doubt.mark, doubt.words, doubt.hint) for doubt in reading.doubts),
        first_person=reading.first_person,
        witnessed=reading.witnessed,
        greeting=reading.greeting,
        pictures=inbound.media > 0,
        code=code,
        box=box,
        textable=inbound.channel in TEXTABLE,
        unseen=inbound.channel == "signal",
        revises=revises,
        late=inbound.kind == "edit" and revises != "last",
        taken_back=inbound.kind == "taken back",
        abuse=reading.abuse,
        digest=digest(inbound.text),
    )


def digest(text: str) -> str:
    """Give a checksum of a text's letters, by which one that comes again is known; none of one that may be an answer."""
    letters = "".join(filter(str.isalnum, text)).encode()
    return f"{crc32(letters):x}" if len(letters) >= LONG else ""


def mends_the_past(reading: Reading, inbound: Inbound, typed: str | None, revises: str) -> bool:
    """Whether a message of long ago was given other words that ask for nothing: somebody covers up what stood there.

    No phone lights up for that (S12). Danger, need, what was seen, a code and the line's own words count in any edit.
    """
    if inbound.kind != "edit" or not (inbound.about and inbound.stamp):
        return False
    long_ago = int(inbound.stamp) - int(inbound.about) > LONG_AGO
    says = reading.lane != "unclear" or reading.first_person or reading.command or typed is not None
    neutral = reading.greeting or reading.question in {"who", "wrong"}
    return long_ago and not says and (neutral or not revises)


def foreign(reading: Reading, languages: Sequence[str]) -> str:
    """Tell a language that we know of but do not speak."""
    return "foreign" if reading.language and reading.language not in languages else ""


def written(reading: Reading, fact: Fact) -> str:
    """Write a fact down with its words, as a conversation remembers it."""
    return "\t".join((fact.kind, fact.value, " ".join(reading.text[fact.start : fact.end].split())))


def known(reading: Reading, inbound: Inbound) -> Iterator[tuple[str, str]]:
    """Name the slots that the message fills by itself."""
    yield from where_and_when(reading, inbound)
    if reading.question == "shelter":
        yield "need", "safe"
    if reading.looks or reading.accuses:
        yield "looks", "yes"
    elif DEEDS & {fact.kind for fact in reading.found}:
        yield "did", "yes"
    if reading.complaint:
        yield "complaint", "yes"
    elif reading.lane != "unclear" or reading.found:
        yield "graver", "yes"
    yield from ((note, "yes") for note in NOTES if note in reading.facts)


def where_and_when(reading: Reading, inbound: Inbound) -> Iterator[tuple[str, str]]:
    """Name the slots of place and time that the message fills."""
    if reading.place:
        yield "place", reading.place
    if reading.outside:
        yield "outside", "yes"
    if reading.when:
        yield "when", reading.when.isoformat(timespec="minutes")
    if reading.recurs:
        yield "recurs", reading.recurs.words
    if "now" in reading.facts:
        yield "ongoing", "now"
    elif "past" in reading.facts or (reading.when and inbound.at - reading.when > PAST):
        yield "ongoing", "past"
