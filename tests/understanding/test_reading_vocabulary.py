"""A words file that cannot be used is refused with a sentence that an advocate can act on."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_stand import FRIDAY_NIGHT, ZONE

from understanding.matching.compiling import BrokenVocabulary
from understanding.matching.grammar import BrokenPhrase, steps
from understanding.reader import Reader

SMALL: dict[str, Any] = {"language": "xx", "spaced": True}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"language": "yy"}, "words/xx.toml, language: should be 'xx'"),
        ({"spaced": "no"}, "words/xx.toml, spaced: should be true or false: are there blanks between words?"),
        ({"cuse": {}}, "words/xx.toml, cuse: is no table we know"),
        ({"cues": {"dangr": ["gun"]}}, "words/xx.toml, cues.dangr: is no group we know"),
        (
            {"cues": {"danger": "gun"}},
            "words/xx.toml, cues.danger: should be a list of phrases, none of them empty",
        ),
        (
            {"cues": {"danger": [""]}},
            "words/xx.toml, cues.danger: should be a list of phrases, none of them empty",
        ),
        ({"cues": {"danger": ["(gun)"]}}, "words/xx.toml, cues.danger: '(gun)' could be empty"),
        ({"cues": {"danger": [".. gun"]}}, "words/xx.toml, cues.danger: '.. gun' begins or ends with a gap"),
        (
            {"cues": {"danger": ["a (gun"]}},
            "words/xx.toml, cues.danger: 'a (gun' cannot be read: do its brackets pair?",
        ),
        (
            {"cues": {"danger": ["{a||b} gun"]}},
            "words/xx.toml, cues.danger: '{a||b} gun' has an empty choice",
        ),
        ({"cues": {"danger": ["<arms>"]}}, "words/xx.toml, cues.danger: there is no list <xx.arms>"),
        ({"cues": {"danger": ["can't-go"]}}, 'words/xx.toml, cues.danger: "can\'t-go" is not a word'),
        (
            {"lists": {"far": ["a .. b"]}},
            "words/xx.toml, lists.far: 'a .. b' has a gap, which a list may not",
        ),
        ({"cues": []}, "words/xx.toml, cues: should be a table"),
        ({"numbers": {"one": "1"}}, "words/xx.toml, numbers.one: should be a whole number"),
        ({"digits": {"one": 1}}, "words/xx.toml, digits.one: should be text"),
        ({"commands": {"halt": ["halt"]}}, "words/xx.toml, commands.halt: is no group we know"),
    ],
)
def test_a_slip_of_the_pen_is_named(wrong: Mapping[str, Any], sentence: str) -> None:
    with pytest.raises(BrokenVocabulary) as refusal:
        Reader({"xx": SMALL | dict(wrong)}, [], ZONE)

    assert sentence == str(refusal.value)


def test_a_line_needs_at_least_one_language() -> None:
    with pytest.raises(BrokenVocabulary, match="There is no language"):
        Reader({}, [], ZONE)


def test_a_line_of_a_list_that_stands_for_too_much_is_refused() -> None:
    letters = "|".join(f"w{number}" for number in range(40))

    with pytest.raises(BrokenVocabulary, match="stands for 2560000 spellings"):
        Reader({"xx": SMALL | {"lists": {"many": [f"{{{letters}}} " * 4]}}}, [], ZONE)


def test_an_advocate_can_add_a_phrase() -> None:
    words = SMALL | {
        "lists": {"he": ["he", "my man"]},
        "cues": {"danger": ["<he> (really) is {coming|near me} .. knife*"]},
    }
    reader = Reader({"xx": words}, [], ZONE)

    said = {
        text: reader.read(text, FRIDAY_NIGHT).lane
        for text in (
            "he is coming with two knives",
            "my man really is near me with a knife",
            "he coming knife",
            "he is coming with a very big and long knife",
        )
    }

    assert list(said.values()) == ["unclear", "danger", "unclear", "unclear"]


def test_a_language_without_blanks_is_searched_anywhere() -> None:
    words = {"language": "ko", "spaced": False, "cues": {"danger": ["칼을 {들|쥐} .. 있", "^총$"]}}
    reader = Reader({"ko": words}, [], ZONE)

    assert reader.read("그사람이칼을들고 서 있어요", FRIDAY_NIGHT).lane == "danger"
    assert reader.read("총 있음", FRIDAY_NIGHT).lane == "danger"
    assert reader.read("총각", FRIDAY_NIGHT).lane == "unclear"


@given(st.text(alphabet="ab(){}|<>. *", max_size=30))
def test_the_notation_is_read_or_refused(phrase: str) -> None:
    try:
        rows = list(steps(phrase))
    except BrokenPhrase:
        return

    assert all(rows)


def test_the_three_languages_share_no_lists(vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
    """A list of one language never leaks into another that has one of the same name."""
    english = vocabularies["en"] | {"lists": vocabularies["en"]["lists"] | {"age": ["<minor> years"]}}
    reader = Reader({"en": english, "es": vocabularies["es"]}, [], ZONE)

    assert "child" not in reader.read("10 girls at 14", FRIDAY_NIGHT).facts
