"""What a program found in a report, shown as what it is; and houses that a copy names by their block."""

from collections.abc import Callable

import pytest
from console_cast import Browser

from console.blocks import by_block

FOUND = [
    {"kind": "vehicle", "value": "black honda", "words": "honda negro <b>"},
    {"kind": "place", "value": "motel", "words": "motel"},
]


def test_facts_stand_with_their_words_and_without_certainty(ana: Browser, tell: Callable[..., str]) -> None:
    page = ana.get(f"/tips/{tell(found=FOUND)}").text

    assert "Read by a program from these words; it may be wrong." in page
    assert "<td>black honda</td>" in page
    assert "honda negro &lt;b&gt;</td>" in page


@pytest.mark.parametrize("found", [None, "x", [1, {"kind": 2}], []])
def test_an_old_or_a_broken_list_breaks_no_page(
    found: object, ana: Browser, tell: Callable[..., str]
) -> None:
    assert ana.get(f"/tips/{tell(found=found)}").status_code == 200


def test_e2_a_report_of_looks_alone_is_marked(ana: Browser, tell: Callable[..., str]) -> None:
    assert "Only looks were told" in ana.get(f"/tips/{tell(looks=True)}").text
    assert "Only looks were told" not in ana.get(f"/tips/{tell()}").text


@pytest.mark.parametrize(
    ("text", "language", "copied"),
    [
        ("mr kim at 412 s oxford sells girls", "en", "mr kim at 400 block of s oxford sells girls"),
        ("the guy in 118 St Andrews apt 4", "en", "the guy in 100 block of St Andrews"),
        ("la vecina de 218 S Serrano #4", "es", "la vecina de cuadra 200 de S Serrano"),
        ("318 옥스포드 최씨", "ko", "옥스포드 300번대 블록 최씨"),
        ("세라노 520 3호", "ko", "세라노 500번대 블록"),
    ],
)
def test_a_house_is_named_by_its_block(text: str, language: str, copied: str) -> None:
    assert by_block(text, language) == copied


@pytest.mark.parametrize(
    "text",
    [
        "honda 8ABC123 in room 212 upstairs, $200 each",
        "300 block of Oxford",
        "call 213-555-0147 now",
        "he takes 300 dollars at 1130 pm",
        "여자 300명",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert by_block(text) == text


def test_the_copy_begins_with_blocks_and_the_report_keeps_its_house(
    ana: Browser, pat: Browser, tell: Callable[..., str]
) -> None:
    assert pat  # an agency to release it to
    tip = tell(account="mr kim at 412 s oxford sells girls")

    assert "400 block of s oxford" in ana.get(f"/tips/{tip}/release").text
    assert "at 412 s oxford" in ana.get(f"/tips/{tip}").text
