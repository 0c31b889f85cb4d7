"""An answer as Twilio reads it: TwiML, whatever characters the answer holds."""

# mypy: allow-untyped-calls
# (twilio.twiml carries no annotations)

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from twilio.twiml.messaging_response import MessagingResponse

CONTENT_TYPE = "text/xml; charset=utf-8"
NOTHING = str(MessagingResponse()).encode()
"""The answer that sends nothing: an empty `<Response/>`."""


def _around_one_message() -> tuple[str, str]:
    """Have Twilio's library write one message, and keep what it writes on either side of the text."""
    response = MessagingResponse()
    response.message("TEXT")
    before, _, after = str(response).partition("TEXT")
    return before, after


BEFORE, AFTER = _around_one_message()

_not_xml = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not (section 2.2); a carriage return it can, but does not keep."""


def twiml(text: str) -> bytes:
    """Return the document that sends `text` as one message, or nothing for an empty text."""
    sendable = _not_xml.sub("", text)
    return f"{BEFORE}{escape(sendable)}{AFTER}".encode() if sendable else NOTHING


def several(texts: Iterable[str]) -> str:
    """Return the document that sends several messages, laid out for people to read: it is kept where no line answers."""
    response = MessagingResponse()
    for text in texts:
        response.message(text)
    document = ET.fromstring(str(response))  # noqa: S314 - written a line ago, by Twilio's own library
    ET.indent(document)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(document, encoding="unicode")}'
