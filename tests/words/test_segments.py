"""Segments are counted as the air counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.segments import BASIC, EXTENDED, Count, count


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 0),
        ("a", "GSM-7", 1, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 10, "GSM-7", 164, 2),
        ("a" * 152 + "€" + "a" * 151, "GSM-7", 305, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
        ("[x]{y}~^|\\", "GSM-7", 18, 1),
        ("é è ñ Ñ ü ¿ ¡ à ù ì ò Ç", "GSM-7", 23, 1),
        ("á", "UCS-2", 1, 1),
        ("í" * 70, "UCS-2", 70, 1),
        ("ó" * 71, "UCS-2", 71, 2),
        ("ú" * 134, "UCS-2", 134, 2),
        ("ú" * 135, "UCS-2", 135, 3),
        ("ç", "UCS-2", 1, 1),
        ("’", "UCS-2", 1, 1),
        ("“quote”", "UCS-2", 7, 1),
        ("도움", "UCS-2", 2, 1),
        ("도" * 71, "UCS-2", 71, 2),
        ("😀", "UCS-2", 2, 1),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
        ("a" * 66 + "😀" + "a" * 10, "UCS-2", 78, 2),
        ("a" * 66 + "😀" + "a" * 66, "UCS-2", 134, 3),
        ("\n\r", "GSM-7", 2, 1),
        ("\t", "UCS-2", 1, 1),
        ("`", "UCS-2", 1, 1),
    ],
)
def test_edges_of_both_alphabets(text: str, encoding: str, units: int, segments: int) -> None:
    assert count(text) == Count(encoding, units, segments)


@given(st.text(alphabet=st.sampled_from(sorted(BASIC | EXTENDED)), max_size=1600))
def test_no_gsm_text_takes_fewer_segments_than_its_septets_need(text: str) -> None:
    counted = count(text)

    assert counted.encoding == "GSM-7"
    assert counted.segments >= -(-counted.units // 160)
    assert counted.segments <= 1 + counted.units // 152


@given(st.text(max_size=800))
def test_units_are_what_utf_16_says_where_the_text_is_not_gsm(text: str) -> None:
    counted = count(text)

    if counted.encoding == "UCS-2":
        assert counted.units == len(text.encode("utf-16-be", "surrogatepass")) // 2
