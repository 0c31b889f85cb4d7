"""The line that the settings ask for, put together without a door: its place, its words, its store and who answers."""

from dataclasses import dataclass

from bot.setup import apart, place
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.turn.engine import BUDGET, Engine
from bot.words import wording
from bot.words.catalogues import catalogue
from bot.words.wording import Wording
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
