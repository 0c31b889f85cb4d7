"""What every page works with: one desk per app, laid once by create_app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from gettext import NullTranslations
from typing import cast

from flask import current_app

from storage import Store


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """What a mandated reporter must do about a child where the line runs: facts of the place, never of the code."""

    phone: str
    """The child protection line that takes such reports."""
    hours: int
    """How long there is for the written report, counted from learning of it."""
    law: str
    """Where the duty stands, as a lawyer would cite it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the pages are handed instead of reaching for it."""

    store: Store
    clock: Callable[[], int]
    """Epoch seconds."""
    place_name: str
    zone: tzinfo
    catalogues: Mapping[str, NullTranslations]
    """By language code; English is always among them."""
    duty: ReportingDuty
    secure_cookie: bool
    """Whether browsers reach the console over HTTPS only."""

    def now(self) -> int:
        """Return the present moment in epoch seconds."""
        return self.clock()

    def today(self) -> date:
        """Return the date where the line runs, which need not be the server's."""
        return datetime.fromtimestamp(self.clock(), self.zone).date()


def desk() -> Desk:
    """Return the desk of the app that answers this request."""
    return cast("Desk", current_app.extensions["console"])
