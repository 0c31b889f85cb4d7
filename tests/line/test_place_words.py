"""A deployment adds words of its own, and a slip of the pen in them is one sentence."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.setup.place import DEFAULT, BrokenPlace, load

NIGHT = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the first deployment that can have words of its own."""
    copied = tmp_path / "place"
    shutil.copytree(DEFAULT, copied)
    (copied / "words").mkdir()
    return copied


def add(folder: Path, words: str) -> None:
    (folder / "words" / "en.toml").write_text(words, encoding="utf-8")


def test_a_word_that_only_this_neighbourhood_uses_is_understood(folder: Path) -> None:
    before = load(DEFAULT).reader.read("ship it over", NIGHT)
    add(folder, '[answers]\nsend = ["ship it over"]\n')
    reader = load(folder).reader

    assert reader.read("ship it over", NIGHT).meanings - before.meanings == {"send"}
    assert reader.read("STOP", NIGHT).lane == "stop"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('[cuse]\ndanger = ["x"]\n', "words/en.toml, cuse: is no table we know"),
        ('[cues]\ndanger = ["a (gun"]\n', "cues.danger: 'a \\(gun' cannot be read"),
        ("[cues\n", "Expected"),
    ],
)
def test_a_slip_of_the_pen_is_one_sentence_that_names_the_place(folder: Path, words: str, says: str) -> None:
    add(folder, words)

    with pytest.raises(BrokenPlace, match=says) as raised:
        load(folder).reader.read("hello", NIGHT)
    assert str(folder) in str(raised.value)
