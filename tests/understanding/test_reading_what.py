"""What was seen, with the words that say it; and what only sounds like it, or is the witness's own."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


def told(reading: Reading) -> set[tuple[str, str]]:
    return {(fact.kind, fact.value) for fact in reading.found}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("black older honda civic pulled up", {("vehicle", "black honda")}),
        ("camioneta blanca afuera", {("vehicle", "white truck")}),
        ("un honda de color azul", {("vehicle", "blue honda")}),
        ("una suburban negra", {("vehicle", "black chevrolet suv")}),
        ("까만 렉서스 또 왔어요", {("vehicle", "black lexus")}),
        ("8abc123 is all i got", {("vehicle", ""), ("plate", "8ABC123")}),
        ("white van plate starts with 8AB", {("vehicle", "white van"), ("plate", "8AB")}),
        ("placas de tijuana AKN-42-17 en la troca", {("vehicle", "truck"), ("plate", "AKN4217")}),
        ("번호판 7KTR552예요", {("vehicle", ""), ("plate", "7KTR552")}),
        ("4 girls out there", {("people", "4")}),
        ("a couple of women waiting", {("people", "2")}),
        ("tres muchachas bien pintadas", {("people", "3")}),
        ("여자 여섯 명이 내렸어요", {("people", "6")}),
        ("she looks like 14", {("child", "")}),
        ("se ve de 15", {("child", "")}),
        ("중학생 같아요", {("child", "")}),
        ("guy took her phone and papers", {("control", "")}),
        ("le quitan el pasaporte", {("control", "")}),
        ("여자들 여권을 뺏었대요", {("control", "")}),
        ("he said hes gonna kill her", {("threat", "")}),
        ("condoms and needles everywhere", {("nuisance", "")}),
        ("they do it in a parked car", {("place", "car")}),
        ("la tienen en el motel", {("place", "motel")}),
    ],
)
def test_what_was_seen_is_told_with_its_value(text: str, facts: set[tuple[str, str]], read: Read) -> None:
    assert facts <= told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "he did a shot of tequila",
        "kids these days",
        "is there a nail gun shop here",
        "caught on camera",
        "my honda wont start",
        "my kids are asleep in my house",
        "mi casa y mis hijos",
        "내 혼다 고장났어요",
        "칼국수 먹고 왔어요",
        "what do you mean",
        "los vecinos van a la iglesia",
        "girls",
        "여자애",
    ],
)
def test_what_only_sounds_like_it_is_no_fact(text: str, read: Read) -> None:
    assert read(text).found == ()


@pytest.mark.parametrize(
    "text",
    [
        "my name is Rosa Diaz, my cell 213-555-0147, a black honda took two girls",
        "me llamo Luis, vi una camioneta gris y tres muchachas",
        "저는 김영희예요 검은 차에서 여자 두 명이 내렸어요",
    ],
)
def test_the_words_of_a_fact_stand_in_what_is_kept(text: str, read: Read) -> None:
    reading = read(text)
    words = {fact.kind: reading.text[fact.start : fact.end] for fact in reading.found}

    assert words.keys() >= {"vehicle", "people"}
    assert all(word in text for word in words.values())


def test_words_that_were_taken_out_are_no_fact(read: Read) -> None:
    assert ("plate", "8ABC123") not in told(read("my license plate is 8ABC123"))


@pytest.mark.parametrize(
    "text",
    [
        "two black guys standing by the store",
        "una muchacha en minifalda en la esquina",
        "흑인 둘이 서 있어요",
        "three hispanic men walking around",
        "girl in a short dress at the corner",
    ],
)
def test_e2_looks_alone_are_known_for_that(text: str, read: Read) -> None:
    assert read(text).looks


@pytest.mark.parametrize(
    "text",
    [
        "two black guys took her phone",
        "una muchacha en minifalda y un hombre le pega",
        "흑인 둘이 여자를 때려요",
        "asian girls getting in and out of cars all night",
        "2 girls on western",
    ],
)
def test_a_deed_beside_looks_is_a_deed(text: str, read: Read) -> None:
    assert not read(text).looks


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("used condoms on our steps again", True),
        ("basura y jeringas en la banqueta", True),
        ("골목에 콘돔이랑 쓰레기가 널려 있어요", True),
        ("condoms and girls getting into cars", False),
        ("basura y una niña llorando", False),
        ("pimp throws trash and hits her", False),
    ],
)
def test_a_complaint_is_a_nuisance_and_nothing_else(text: str, alone: bool, read: Read) -> None:  # noqa: FBT001  (a column of the table)
    assert read(text).complaint is alone
