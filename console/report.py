"""An opened tip, as the line wrote it: read with care, because old tips outlive the code that wrote them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from console.failures import UnreadableReport

BEHAVIOUR_FIRST = ("control", "weapon", "child", "minor", "now", "past", "vehicle", "nuisance")
"""What people did to one another stands before anything that they merely had with them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, as exactly as it was told and no more."""

    day: date | None = None
    hour: str = ""
    """Such as ``02:10`` or ``02:00–03:00``; empty when only the day is known."""
    words: str = ""
    """What was told, where it is no date."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a program found in the account, and the words that it was found in."""

    kind: str
    """Such as ``vehicle``."""
    value: str
    """What is told of it, such as ``black honda``; often nothing."""
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one person told the line, less what named them."""

    account: str
    place: str
    outside: bool
    """A place was told that is not on the map."""
    when: Moment | None
    told: Moment | None
    facts: tuple[str, ...]
    """What the reading found, such as ``weapon``; behaviour first."""
    removed: tuple[str, ...]
    """The classes of what was taken out, such as ``phone``."""
    language: str
    """ISO 639-1, or empty when unsure."""
    recurs: tuple[str, ...] = ()
    """A habit: its days, then its hour or part of the day, such as ``fri night``."""
    row: int = 0
    """Which report in a row it is from one chat within half an hour; 0: one of the first two."""
    behaviour: tuple[str, ...] = ()
    """What a reviewer ticked before they released a copy; empty in the report itself."""
    found: tuple[Found, ...] = ()
    looks: bool = False
    """Only looks or presence were told, even when asked what was done."""

    @classmethod
    def read(cls, body: bytes, zone: tzinfo) -> "Report":
        """Read an opened body; raise UnreadableReport if it is not one of ours."""
        told = _object(body)
        return cls(
            account=_text(told, "account"),
            place=_text(told, "place"),
            outside=told.get("outside") is True,
            when=_moment(_text(told, "when"), zone),
            told=_moment(_text(told, "told"), zone, whole_hour=True),
            facts=tuple(sorted({*_list(told, "facts"), *_ongoing(told)}, key=_weight)),
            removed=_list(told, "removed"),
            language=_text(told, "language"),
            recurs=tuple(_text(told, "recurs").split()),
            row=_number(told, "row"),
            behaviour=_list(told, "behaviour"),
            found=tuple(_found(told)),
            looks=told.get("looks") is True,
        )


def _object(body: bytes) -> dict[str, object]:
    try:
        told = json.loads(body)
    except ValueError:
        raise UnreadableReport from None  # its message would quote the account
    if not isinstance(told, dict) or not isinstance(told.get("account"), str):
        raise UnreadableReport
    return told


def _text(told: dict[str, object], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _number(told: dict[str, object], name: str) -> int:
    value = told.get(name)
    return value if isinstance(value, int) else 0


def _list(told: dict[str, object], name: str) -> tuple[str, ...]:
    values = told.get(name)
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()


def _found(told: dict[str, object]) -> Iterator[Found]:
    rows = told.get("found")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            yield Found(_text(row, "kind"), _text(row, "value"), _text(row, "words"))


def _ongoing(told: dict[str, object]) -> set[str]:
    return {_text(told, "ongoing")} & {"now", "past"}


def _weight(fact: str) -> tuple[int, str]:
    return (BEHAVIOUR_FIRST.index(fact) if fact in BEHAVIOUR_FIRST else len(BEHAVIOUR_FIRST)), fact


def _moment(text: str, zone: tzinfo, *, whole_hour: bool = False) -> Moment | None:
    if not text:
        return None
    try:
        return Moment(day=date.fromisoformat(text))
    except ValueError:
        pass  # it says more than a day, or it is words
    try:
        told = datetime.fromisoformat(text)
        local = told.astimezone(zone) if told.tzinfo else told
    except (ValueError, OverflowError):
        return Moment(words=text)
    hour = f"{local:%H}:00–{(local.hour + 1) % 24:02}:00" if whole_hour else f"{local:%H:%M}"
    return Moment(day=local.date(), hour=hour)
