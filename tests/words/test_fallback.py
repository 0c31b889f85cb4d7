"""What Twilio says while no process answers: docs/fallback.xml is what the catalogues say, short, and 911 comes first."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from porchlight_command import porchlight_here

from bot.setup.place import Place
from bot.words.wording import Wording
from understanding.segments import count

DOCUMENT = (Path(__file__).parents[2] / "docs" / "fallback.xml").read_text("utf-8")


def texts() -> list[str]:
    """Give its messages."""
    return [message.text or "" for message in ET.fromstring(DOCUMENT)]  # noqa: S314 - our own document


def test_it_is_what_the_command_prints() -> None:
    told = porchlight_here({}, "fallback")

    assert told.returncode == 0
    assert told.stdout == DOCUMENT


def test_it_says_in_each_language_of_the_place_that_nothing_was_received(
    place: Place, wording: Wording
) -> None:
    assert texts() == [wording.text(language, "common.unsaved") for language in place.languages]


def test_each_message_is_one_segment_and_begins_with_911() -> None:
    assert [count(text).segments for text in texts()] == [1, 1, 1]
    assert {re.findall(r"\d[\d-]+", text)[0] for text in texts()} == {"911"}
    assert {re.findall(r"\d[\d-]+", text)[-1] for text in texts()} == {"888-373-7888"}


def test_twilio_takes_it_as_it_is() -> None:
    """A TwiML Bin is a response of messages alone, and reads what stands in double braces as a template."""
    document = ET.fromstring(DOCUMENT)  # noqa: S314 - our own document

    assert document.tag == "Response"
    assert {message.tag for message in document} == {"Message"}
    assert "{" not in DOCUMENT
    assert len(DOCUMENT) < 4_000
