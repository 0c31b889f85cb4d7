"""What must not be named is found in every language, however it is typed; what may be said is left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.discretion import NEVER, contacts, indiscreet


@pytest.mark.parametrize("word", [word for words in NEVER.values() for word in words])
def test_every_word_of_the_lists_is_found_in_a_sentence_however_it_is_typed(word: str) -> None:
    bare = word.removesuffix("*")
    for typed in (bare, bare.upper(), unicodedata.normalize("NFD", bare), f"({bare})!"):
        assert len(indiscreet(f"so {typed} so")) == 1, typed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Was she a VICTIM? Victims?", ["victim", "victims"]),
        ("La policia y la policía", ["policia"]),
        ("ｐｏｌｉｃｅ", ["police"]),
        ("경찰에게", ["경찰"]),
        ("se trata de esto", ["trata de"]),
        ("Essex, middlesex and an escorted tour", []),
        ("How many people were there? Was the car blue?", []),
        ("구석에 있었나요?", []),
    ],
)
def test_words_are_found_whole_and_once(text: str, found: list[str]) -> None:
    assert indiscreet(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call (213) 555-0142 or 213 555 0142", ["213) 555-0142", "213 555 0142"]),
        ("５５５－０１４２", ["555-0142"]),
        ("see https://example.org/x or example.com", ["https://example.org/x", "example.com"]),
        ("ana@example.org", ["ana@example.org"]),
        ("In an emergency call 911, or 988.", []),
        ("On 11/23 at 22:30, by 3300 Western?", []),
        ("Was it on 11/23/2026 or 2026-11-22, at 22:30?", []),
        ("¿El 23/11/2026?", []),
        ("11/23/2026 213-555-0142", ["213-555-0142"]),
        ("010-1234-5678", ["010-1234-5678"]),
        ("Was it at 10.30? Yes.No.", []),
    ],
)
def test_ways_to_reach_somebody_are_found(text: str, found: list[str]) -> None:
    assert contacts(text) == found


@given(st.text(max_size=300))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(isinstance(word, str) for word in indiscreet(text) + contacts(text))
