"""What signal-cli-rest-api hands over: the bytes of one call, and what of them is for the line.

Of an envelope only the sender's UUID, the text, the times that name a message, and how many pictures came along pass
this module. Profile names, phone numbers, groups and whatever is quoted are dropped here. The shapes are those of
signal-cli's `JsonMessageEnvelope` and `JsonDataMessage`; anything else is nothing, and no bytes are an error but one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.channels.signal.loose import (
    NEVER,
    Object,
    elements,
    json_of,
    moment,
    obj,
    part,
    string,
    whole_number,
)
from bot.channels.signal.probe import PREFIX
from bot.messages import Inbound

LONGEST_TEXT = 2000
"""Characters that are read of one message, as many as Signal puts into one; danger may stand in the last of them."""
MOST_MEDIA = 99
MENTION = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a text where Signal shows somebody's name."""
LONG_TEXT = "text/x-signal-plain"
"""The attachment that holds the rest of a long text; nobody sent a file."""
ASIDE = (
    "reaction",
    "storyContext",
    "payment",
    "pollCreate",
    "pollVote",
    "pollTerminate",
    "pinMessage",
    "unpinMessage",
    "adminDelete",
)
"""What may stand in a message that is no text to us: nobody who sends one waits for an answer."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LAST_DEVICE = 9_999


@dataclass(frozen=True, slots=True)
class Probe:
    """A text that says of itself that we sent it to our own number; see ``probe``."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Somebody wrote, and signal-cli could not open it."""


Found = Inbound | Probe | Unreadable


def read(body: bytes, number: str, at: datetime) -> list[Found]:
    """Give what is for the line in one call, mostly one thing or nothing; raises NotJson and nothing else.

    ``number`` is the line's own; what came for another number, or from our own, is nothing. ``at`` is now.
    """
    whole = json_of(body)
    items = whole if isinstance(whole, list) else [whole]
    return [found for item in items for found in _handed_over(item, number, at)]


def _handed_over(item: object, number: str, at: datetime) -> Iterator[Found]:
    """Read one item: the webhook's, a subscription's with one wrapper more, or the bare one of a polling."""
    params = part(item, "params") or obj(item)
    given = part(params, "result") or params
    account = given.get("account")
    if isinstance(account, str) and account.startswith("+") and account != number:
        return
    if given.get("exception"):
        yield Unreadable()
    envelope = part(given, "envelope")
    if number in (envelope.get("source"), envelope.get("sourceNumber")):
        yield from _own(envelope)
    elif (inbound := _inbound(envelope, at)) is not None:
        yield inbound


def _own(envelope: Object) -> Iterator[Probe]:
    """Find a probe among what our own account sent, from this device or, as a copy, from another one."""
    for told in (part(envelope, "dataMessage"), part(part(envelope, "syncMessage"), "sentMessage")):
        if (text := _text(told)).startswith(PREFIX):
            yield Probe(text)


def _inbound(envelope: Object, at: datetime) -> Inbound | None:
    """Make the message of an envelope; None for what waits for no answer, or has nobody to answer to."""
    edit = part(envelope, "editMessage")
    told = part(edit or envelope, "dataMessage")
    who, stamp = _person(envelope), moment(envelope.get("timestamp"))
    if not who or not stamp or any(told.get(name) for name in ASIDE):
        return None
    plain = Inbound(
        channel="signal",
        sender=f"signal:{who}",
        text=_text(told),
        message_id=f"{whole_number(envelope.get('sourceDevice'), _LAST_DEVICE)}.{stamp}",
        at=at,
        media=_media(told),
        stamp=stamp,
        later=True,
        age=_age(envelope),
    )
    if told.get("groupInfo"):
        return None if edit else _in_group(plain, told)
    return _alone(plain, told, edit)


def _alone(plain: Inbound, told: Object, edit: Object) -> Inbound | None:
    """Tell a text, the new words of one, and the word that one was deleted for everyone apart."""
    deleted, edited = part(told, "remoteDelete"), moment(edit.get("targetSentTimestamp"))
    if deleted:
        about = moment(deleted.get("timestamp"))
        return replace(plain, kind="taken back", about=about, text="", media=0) if about else None
    if not _says(plain, told):
        return None
    if edit:
        return replace(plain, kind="edit", about=edited) if edited else None
    return plain


def _in_group(plain: Inbound, told: Object) -> Inbound | None:
    """Make a text to a group one that is refused."""
    update = part(told, "groupInfo").get("type") == "UPDATE"
    if update or told.get("remoteDelete") or not _says(plain, told):
        return None
    return replace(plain, kind="group")


def _says(plain: Inbound, told: Object) -> bool:
    """Tell whether there is anything to answer: a text, if only somebody's name, or something that we cannot take."""
    return bool(string(told.get("message")) or plain.media)


def _person(envelope: Object) -> str:
    """Give who wrote: a UUID and never a number, because ``source`` is now the one and now the other of one person."""
    found = [string(envelope.get(name)) for name in ("sourceUuid", "source")]
    return next((uuid.lower() for uuid in found if _UUID.fullmatch(uuid)), "")


def _text(told: Object) -> str:
    """Give the text as far as we read it; half a character, which JSON can hold, becomes a question mark."""
    text = string(told.get("message")).replace(MENTION, "")[:LONGEST_TEXT]
    return text.encode("utf-8", "replace").decode()


def _media(told: Object) -> int:
    """Count what we do not take: pictures, voice notes, files, stickers, contacts; seen once, it need not be listed."""
    files = [file for file in elements(told.get("attachments")) if obj(file).get("contentType") != LONG_TEXT]
    things = len(files) + len(elements(told.get("contacts"))) + bool(told.get("sticker"))
    return min(things or bool(told.get("viewOnce")), MOST_MEDIA)


def _age(envelope: Object) -> int:
    """Give the seconds that it lay at Signal before it was handed out, by Signal's own clock alone."""
    received = whole_number(envelope.get("serverReceivedTimestamp"), NEVER)
    delivered = whole_number(envelope.get("serverDeliveredTimestamp"), NEVER)
    return max(0, delivered - received) // 1000 if received else 0
