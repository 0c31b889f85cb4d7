"""A receipt code is read however it is typed, and nothing else is taken for one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import typed_code, without_codes
from storage.line.receipts import new_code

CODES = st.builds(new_code)
AROUND = st.sampled_from(
    [
        ("", ""),
        ("code ", ""),
        ("my code is ", " thanks"),
        ("mi clave es ", "."),
        ("제 번호는 ", "입니다"),
        ("여기요 ", "예요"),
    ]
)
BETWEEN = st.sampled_from(["-", " ", "", " - ", ".", "–"])


@given(CODES, AROUND, BETWEEN, st.sampled_from([str.lower, str.upper]))
def test_a_code_is_read_in_any_case_with_any_blanks_and_words_around_it(
    code: str, around: tuple[str, str], between: str, case: Callable[[str], str]
) -> None:
    typed = around[0] + code.replace("-", between) + around[1]

    assert typed_code(case(typed)) == code


@given(CODES)
def test_letters_that_look_like_digits_are_read_as_those(code: str) -> None:
    assert typed_code(code.replace("0", "O").replace("1", "l")) == code


@pytest.mark.parametrize(
    "typed",
    [
        "7qmz 2d9x 4kt h0ra",
        "7QMZ-2D9X-4KTB-H0RAB",
        "my code is 7qmz 2d9x 4ktb hura",
        "7qmz2d9x4ktbh0r",
        "code 7QMZ-2D9X-U4KTB-H0RA",
    ],
)
def test_what_only_comes_close_is_meant_as_a_code_and_is_none(typed: str) -> None:
    assert typed_code(typed) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8abc123",
        "blue ford 8abc 123 western ave",
        "at 1500 west 23rd blue car",
        "west 23rd park blue",
        "placas 7xyz998 camioneta blanca",
        "1hgcm82633a004352",
        "call 213 555 0142 or 213 555 0177",
        "man yelling at two girls by a black car western and 3rd right now",
        "남자 둘이 2시에 웨스턴 3가에서",
        "7qmz 2d9x",
    ],
)
def test_a_report_is_not_taken_for_a_code(text: str) -> None:
    assert typed_code(text) is None
    assert without_codes(text) == text


@given(st.text(max_size=60), CODES, st.text(max_size=60))
def test_a_code_between_any_words_is_left_out(before: str, code: str, after: str) -> None:
    assert code not in without_codes(f"{before} {code} {after}")


@given(st.text(max_size=300))
def test_whatever_is_meant_as_a_code_is_left_out_of_what_is_kept(text: str) -> None:
    assert typed_code(text) is None or "[code]" in without_codes(text)
