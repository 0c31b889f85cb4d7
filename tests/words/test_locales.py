"""The catalogues: complete, current, spelled for their budget, and harmless to whoever reads over a shoulder."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.setup.place import DEFAULT, rows
from bot.words.wording import Wording
from flows.book import book
from flows.state import State
from understanding.discretion import indiscreet
from understanding.segments import BASIC, EXTENDED, count

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "es", "ko")
DOMAINS = ("porchlight", "console", "phone")
CARRIERS_OWN = {"yes", "end", "quit", "cancel", "info", "help", "start", "stop", "unstop", "revoke"}


def placeholders(text: str) -> set[str]:
    """Name what a line asks to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def entries(language: str, domain: str = "porchlight") -> list[Message]:
    path = ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in read_po(BytesIO(path.read_bytes()), locale=language) if entry.id]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_translated_and_none_is_a_guess(language: str, domain: str) -> None:
    lacking = [
        (entry.context, entry.id)
        for entry in entries(language, domain)
        if entry.fuzzy or not all(entry.string if isinstance(entry.string, tuple) else [entry.string])
    ]

    assert lacking == []


def test_the_catalogues_are_in_step_with_what_is_said() -> None:
    told = subprocess.run(
        [sys.executable, "tools/words.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stdout) == (0, "")


def test_every_line_of_the_book_is_in_every_catalogue() -> None:
    for language in LANGUAGES:
        assert {entry.context: entry.id for entry in entries(language)} == book.lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_is_lost_or_invented(language: str) -> None:
    wrong = [
        entry.context for entry in entries(language) if placeholders(entry.id) != placeholders(entry.string)
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_s1_no_line_names_what_the_line_is_for(language: str) -> None:
    told = [
        (entry.context, found)
        for entry in entries(language)
        if (found := indiscreet(re.sub(r"{\w+}", "", entry.string)))
    ]

    assert told == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_s1_no_discreet_name_tells_why_one_would_call(language: str) -> None:
    names = [row[f"discreet_{language}"] for row in rows(DEFAULT / "services.csv")]

    assert [name for name in names if indiscreet(name)] == []


def test_s18_nobody_is_rescued_or_saved() -> None:
    assert [
        text for text in book.lines.values() if re.search(r"\b(rescue|save)\b", text, re.IGNORECASE)
    ] == []


def test_s19_nothing_is_promised_that_the_line_cannot_keep() -> None:
    promise = re.compile(
        r"\b(anonymous|you are safe|guarantee|never be found|completely|100 ?%)\b", re.IGNORECASE
    )

    assert [text for text in book.lines.values() if promise.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_is_a_word_that_carriers_act_on(language: str) -> None:
    options = {f"{key}.{option.meaning}" for key, step in book.steps.items() for option in step.options}
    labels = {entry.context: entry.string for entry in entries(language) if entry.context in options}

    assert [label for label in labels.values() if label.casefold() in CARRIERS_OWN] == []


def test_spanish_fits_the_cheap_alphabet() -> None:
    dear = [entry.context for entry in entries("es") if not (BASIC | EXTENDED).issuperset(entry.string)]

    assert dear == ["common.other_language"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_s1_the_first_text_is_one_segment(language: str, wording: Wording) -> None:
    first = wording.say(["door.first"], State(language=language), datetime.now(UTC)).text

    assert count(first).segments == 1, (language, len(first), first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_s20_sentences_are_short(language: str) -> None:
    longest = 16 if language != "ko" else 12
    for entry in entries(language):
        for sentence in re.split(r"[.?!\n;]", entry.string):
            assert len(sentence.split()) <= longest + 2, (entry.context, sentence)
