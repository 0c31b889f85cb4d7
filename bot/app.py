"""Where everything meets: the one module that knows every room, and hands each what it needs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from bot import quiet
from bot.learning import Learning
from bot.setup import apart, place
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.signal_app import create_signal_app
from bot.turn.engine import BUDGET, Engine
from bot.watch import Lookout
from bot.web import create_app
from bot.words import wording
from bot.words.catalogues import catalogue
from bot.words.wording import Wording
from console.app import create_app as create_console
from console.desk import ReportingDuty
from flows.book import book
from storage import Store


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to answer, without a door."""

    place: Place
    wording: Wording
    store: Store
    engine: Engine


def line(where: Place, store: Store, *, budget: int = BUDGET) -> Line:
    """Put a line together for a place and a store; ``budget``: how many answers it gives in an hour."""
    words = wording.Wording(book, where, {language: catalogue(language) for language in where.languages})
    return Line(where, words, store, Engine(book, where, words, store, budget=budget))


def store_of(settings: Settings, where: Place) -> Store:
    """Name the store that the settings ask for; nothing is opened yet."""
    return Store(
        settings.database,
        settings.secret.reveal().encode(),
        settings.day_keys,
        zone=where.zone,
        factor_required=where.factor_required and not settings.demo,
        kept=where.kept,
        erased=settings.erased,
    )


def line_of(settings: Settings) -> Line:
    """Put together the line that the settings ask for; raises WrongHouse where it is another's."""
    apart.check(settings)
    where = place.load(settings.place)
    return line(where, store_of(settings, where), budget=settings.budget)


def web(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the public door."""
    quiet.setup()
    settings = Settings.read(variables)
    ready = line_of(settings)
    ready.place.reader  # noqa: B018 - made before the first text comes
    engine = ready.engine if settings.demo else Learning(ready.engine, ready.store)
    return create_app(engine, settings, healthy=Lookout(ready.store, settings).healthy)


def signal(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the Signal door."""
    quiet.setup()
    settings = Settings.read(variables)
    ready = line_of(settings)
    ready.place.reader  # noqa: B018 - made before the first text comes
    return create_signal_app(ready.engine, settings, ready.store)


def console(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the staff door."""
    quiet.setup()
    settings = Settings.read(variables)
    apart.check(settings)
    where = place.load(settings.place)
    duty = where.profile["reporting"]
    return create_console(
        store_of(settings, where),
        secure_cookie=not settings.demo,
        place_name=where.profile["name"],
        zone=where.zone,
        translations={language: catalogue(language, "console") for language in where.languages},
        duty=ReportingDuty(phone=duty["phone"], hours=duty["hours"], law=duty["law"]),
    )
