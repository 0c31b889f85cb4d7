"""What the operator pastes into Twilio's console is what the line says."""

import re
from pathlib import Path

from bot.setup import place
from bot.words.catalogues import catalogue
from bot.words.wording import Wording
from flows.book import book

ROOT = Path(__file__).parents[2]
PASTED = re.findall(
    r"^```text\n(.*?)\n```$", (ROOT / "docs" / "twilio.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
)
ANSWERS = ("door.hello", "common.stopped", "door.first")
"""To HELP, STOP and START: Twilio gives them in our place."""
SAMPLES = ("tip.thanks", "tip.place", "common.nudge")
DISPLEASING = re.compile(r"sex|traffic|prostitut|escort|victim|pimp|abuse|violen", re.IGNORECASE)
"""What carriers refuse or filter (30873, 30007), and what must not stand on a phone that others read."""


def said(language: str, key: str) -> str:
    where = place.load(ROOT / "deployments" / "western")
    wording = Wording(book, where, {language: catalogue(language)})
    options = wording.options(language, key) if key in book.steps else ""
    return wording.text(language, key, options=options)


def test_each_text_of_the_page_is_the_lines_own_word_for_word() -> None:
    answers = [said(language, key) for key in ANSWERS for language in ("en", "es")]

    assert answers + [said("en", key) for key in SAMPLES] == PASTED


def test_none_of_them_displeases_a_carrier_or_tells_whoever_reads_along() -> None:
    assert [text for text in PASTED if DISPLEASING.search(text)] == []


def test_each_of_them_fits_into_the_consoles_field() -> None:
    assert [text for text in PASTED if not 20 <= len(text) <= 320] == []
