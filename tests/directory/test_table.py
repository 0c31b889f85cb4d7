"""Rows become services; a wrong cell is named by its row and column, so that an operator can mend it."""

import csv

import pytest

from directory import BrokenDirectory, Service, services

ROW = {
    "id": "night-line",
    "name_en": "Night line",
    "name_es": "Teléfono de noche",
    "discreet_en": "24 h line",
    "discreet_es": "Teléfono 24 h",
    "phone": "800-555-0100",
    "text": "HELP to 55501",
    "needs": "safe talk",
    "languages": "en *",
    "text_languages": "en es",
    "hours": "daily 20:00-06:00",
    "minimum_age": "16",
    "maximum_age": "",
    "live": "yes",
    "youth_safe": "no",
    "assured": "2026-11-23",
    "source": "nightline.example",
}


def row(**cells: str) -> dict[str, str]:
    return ROW | cells


def test_a_row_becomes_a_service() -> None:
    (service,) = services([ROW])

    assert service.id == "night-line"
    assert service.name == {"en": "Night line", "es": "Teléfono de noche"}
    assert service.discreet_name == {"en": "24 h line", "es": "Teléfono 24 h"}
    assert {"safe", "talk"} == service.needs
    assert {"en", "*"} == service.languages
    assert str(service.hours).split("; ")[0] == "mon 20:00-06:00"
    assert (service.minimum_age, service.maximum_age) == (16, None)
    assert (service.live, service.youth_safe) == (True, False)
    assert not service.any_age


@pytest.mark.parametrize(
    ("text", "word", "number"), [("HELP to 55501", "HELP", "55501"), ("988", "", "988"), ("", "", "")]
)
def test_how_to_text_a_service_is_a_word_and_a_number(text: str, word: str, number: str) -> None:
    (service,) = services([row(text=text)])

    assert (word, number) == (service.text_word, service.text_number)


def test_a_service_without_any_number_cannot_be_reached() -> None:
    (service,) = services([row(phone="", text="")])

    assert not service.reachable


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", ""),
        ("id", "Night Line"),
        ("name_es", ""),
        ("discreet_en", " "),
        ("phone", "NOT FOUND"),
        ("phone", "211 or 800-555-0100"),
        ("phone", "12"),
        ("text", "HELP"),
        ("text", "HELP or INFO to 55501"),
        ("needs", ""),
        ("needs", "safe food"),
        ("languages", "English"),
        ("languages", ""),
        ("text_languages", "en *"),
        ("text_languages", ""),
        ("hours", "office hours"),
        ("minimum_age", "-1"),
        ("minimum_age", "sixteen"),
        ("minimum_age", "²"),
        ("maximum_age", "200"),
        ("maximum_age", "15"),
        ("live", "maybe"),
        ("youth_safe", ""),
        ("assured", ""),
        ("assured", "last year"),
        ("source", ""),
    ],
)
def test_a_wrong_cell_is_named_by_its_row_and_column(column: str, cell: str) -> None:
    with pytest.raises(BrokenDirectory, match=r"row 3, column ") as broken:
        services([ROW, row(**{"id": "other", column: cell})])

    assert (3, column) == (broken.value.row, broken.value.column)


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(BrokenDirectory, match="'night-line' stands in an earlier row too"):
        services([ROW, ROW])


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(BrokenDirectory, match="row 2, column 'hours': the column is missing"):
        services([{column: cell for column, cell in ROW.items() if column != "hours"}])


def test_names_without_discreet_names_are_refused() -> None:
    with pytest.raises(BrokenDirectory, match="'discreet_ko'"):
        services([row(name_ko="야간 전화")])


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(BrokenDirectory, match="no service at all"):
        services([])


@pytest.mark.parametrize("line", ["{id},x", "{id},,,,,,,,,,,,,,,,,,,,"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(line: str) -> None:
    rows = csv.DictReader([",".join(ROW), line.format(id="short")])

    with pytest.raises(BrokenDirectory, match="more or fewer cells"):
        services(rows)


def test_every_field_is_a_fact_that_cannot_be_changed() -> None:
    (service,) = services([ROW])

    assert isinstance(service, Service)
    with pytest.raises(AttributeError):
        service.phone = "911"  # type: ignore[misc]
