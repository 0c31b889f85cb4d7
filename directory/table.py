"""From the rows of a deployment's services.csv to services; a wrong cell is named by its row and column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

from directory.hours import BrokenHours, Hours
from directory.service import NEEDS, Service

COLUMNS = {field.name for field in fields(Service)} - {"name", "discreet_name", "dialled"} | {"source"}
"""What every table has; ``dialled`` may be left out, and then nobody has dialled yet."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PHONE = re.compile(r"(\d{3}|\+?\d[\d -]{5,18}\d)?")
_TEXT = re.compile(r"([^\s\d]{1,20} to )?\+?\d[\d -]{1,18}\d|")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_OLDEST = 120


class BrokenDirectory(ValueError):
    """A cell of services.csv does not say what it should: ``row`` (the heading is row 1) and ``column`` name it."""

    def __init__(self, row: int, column: str, reason: str) -> None:
        super().__init__(f"services.csv, row {row}, column {column!r}: {reason}")
        self.row = row
        self.column = column


def services(rows: Iterable[Mapping[str, str]]) -> list[Service]:
    """Read every row, in the operator's order of preference; raises `BrokenDirectory`."""
    found: dict[str, Service] = {}
    for number, cells in enumerate(rows, start=2):
        service = _Row(number, cells).service()
        if service.id in found:
            raise BrokenDirectory(number, "id", f"{service.id!r} stands in an earlier row too")
        found[service.id] = service
    if not found:
        raise BrokenDirectory(2, "id", "there is no service at all")
    return list(found.values())


class _Row:
    """One row of the table, and what each of its columns must be."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self._number = number
        for column in sorted(COLUMNS - cells.keys()):
            raise self._broken(column, "the column is missing")
        # csv.DictReader puts a list where cells are left over and None where they are wanting
        if not all(isinstance(cell, str) for cell in cells.values()):
            raise self._broken("source", "the row has more or fewer cells than the heading")
        self._cells = {column: cell.strip() for column, cell in cells.items()}

    def service(self) -> Service:
        """All cells together."""
        self._matching("source", re.compile(r".+"), "every fact needs a source")
        minimum, maximum = self._age("minimum_age"), self._age("maximum_age")
        if minimum is not None and maximum is not None and minimum > maximum:
            raise self._broken("maximum_age", "it is below minimum_age")
        names = self._named("name_")
        for way, tongues in (("phone", "languages"), ("text", "text_languages")):
            if self._cells[way] and not self._cells[tongues]:
                raise self._broken(tongues, f"it has a {way} number, but nobody is understood there")
        return Service(
            id=self._matching("id", _ID, "small letters, digits and dashes"),
            name=names,
            discreet_name=self._named("discreet_", names),
            phone=self._matching(
                "phone", _PHONE, "digits as one dials them, or empty when there is none yet"
            ),
            text=self._matching("text", _TEXT, "'WORD to NUMBER', 'NUMBER', or empty"),
            needs=self._needs(),
            languages=self._languages("languages", interpreters=True),
            text_languages=self._languages("text_languages"),
            hours=self._hours(),
            minimum_age=minimum,
            maximum_age=maximum,
            live=self._answer("live"),
            youth_safe=self._answer("youth_safe"),
            assured=self._day("assured"),
            dialled=self._day("dialled") if self._cells.get("dialled") else "",
        )

    def _broken(self, column: str, reason: str) -> BrokenDirectory:
        return BrokenDirectory(self._number, column, reason)

    def _matching(self, column: str, form: re.Pattern[str], meaning: str) -> str:
        if not form.fullmatch(self._cells[column]):
            raise self._broken(column, meaning)
        return self._cells[column]

    def _named(self, prefix: str, like: Mapping[str, str] | None = None) -> dict[str, str]:
        """Take the cells of every ``prefix_<language>`` column, none empty, for the languages of `like` at least."""
        names = {
            column.removeprefix(prefix): cell
            for column, cell in self._cells.items()
            if column.startswith(prefix)
        }
        for language in sorted((like or {"en": ""}).keys() | names.keys()):
            if not names.get(language):
                raise self._broken(prefix + language, "every service needs a name in every language")
        return names

    def _needs(self) -> frozenset[str]:
        needs = frozenset(self._cells["needs"].split())
        if not needs or not needs <= set(NEEDS):
            raise self._broken("needs", f"one or more of: {' '.join(NEEDS)}")
        return needs

    def _languages(self, column: str, *, interpreters: bool = False) -> frozenset[str]:
        languages = frozenset(self._cells[column].split())
        for language in languages - ({"*"} if interpreters else set()):
            if not _LANGUAGE.fullmatch(language):
                raise self._broken(column, "ISO 639 codes with blanks between" + " (or *)" * interpreters)
        return languages

    def _hours(self) -> Hours:
        try:
            return Hours.parse(self._cells["hours"])
        except BrokenHours as broken:
            raise self._broken("hours", str(broken)) from broken

    def _age(self, column: str) -> int | None:
        if not (cell := self._cells[column]):
            return None
        if not (cell.isascii() and cell.isdigit() and int(cell) <= _OLDEST):
            raise self._broken(column, "years, or empty")
        return int(cell)

    def _answer(self, column: str) -> bool:
        return self._matching(column, re.compile(r"yes|no"), "yes or no") == "yes"

    def _day(self, column: str) -> str:
        try:
            return date.fromisoformat(self._cells[column]).isoformat()
        except ValueError:
            raise self._broken(column, "the day on which somebody made sure, such as 2026-11-23") from None
