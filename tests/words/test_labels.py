"""Whoever types a label instead of its number is understood."""

from datetime import UTC, datetime

import pytest

from bot.setup.place import Place
from bot.words.wording import Wording
from flows.book import book

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
STEPS = [key for key, step in book.steps.items() if step.options]


@pytest.mark.parametrize("language", ["en", "es", "ko"])
@pytest.mark.parametrize("key", STEPS)
def test_every_label_chooses_its_own_option(place: Place, wording: Wording, key: str, language: str) -> None:
    options = book.steps[key].options
    for option in options:
        label = wording.text(language, f"{key}.{option.meaning}")
        meanings = place.reader.read(label, NIGHT).meanings

        assert [one.meaning for one in options if one.means(meanings)] == [option.meaning], label
