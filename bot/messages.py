"""What comes in at a channel and what goes back out: the two shapes every door shares."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""A number with + and country code (E.164), as Twilio writes it: an address that can be answered."""
CarrierWord = Literal["", "STOP", "START", "HELP"]
Kind = Literal["text", "edit", "taken back", "group"]


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as its channel proved it: nothing of the envelope but this passes a door."""

    channel: str
    """Which door: ``sms``, ``signal``, ``try`` or ``chat``."""
    sender: str
    """The address an answer would go to; never stored, never logged."""
    text: str
    message_id: str
    """The provider's own id: the same id is the same message, however often it comes."""
    at: datetime
    """When it came in, aware, by our clock."""
    media: int = 0
    """How many pictures or files came along; they are never fetched."""
    carrier: CarrierWord = ""
    """The word a carrier has already acted on and answered (Twilio's ``OptOutType``)."""
    to: str = ""
    """The line's own number that the message came to, where the channel has numbers."""
    kind: Kind = "text"
    """What it is: a text, the new words of one, word that one was taken back, or a text in a group that we are in."""
    stamp: str = ""
    """What the sender's own phone calls this message, where a later one can be about it."""
    about: str = ""
    """The ``stamp`` of the message that an edit or a taking back is about."""
    later: bool = False
    """Whether the channel cannot be answered at once, so that the answer leaves by the outbox."""
    age: int = 0
    """Seconds for which it lay at the channel while we were away, by the channel's own clock."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send back; an empty text means: say nothing."""

    text: str
    kept: bool = True
    """Whether the message was taken. Where it was, an answer that leaves later is in the outbox; where it was not, whoever
    stands at the door must say it."""
