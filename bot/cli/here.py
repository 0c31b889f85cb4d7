"""Where a subcommand stands: the line that the environment names, and the present moment."""

import os
import time

from bot.line import Line, line_of
from bot.setup import apart
from bot.setup.settings import Settings
from storage import Store


def settings() -> Settings:
    """Read what the environment says; raises BadSetting."""
    return Settings.read(os.environ)


def line() -> Line:
    """Put together the line that the environment names; raises BadSetting or BrokenPlace."""
    return line_of(settings())


def bare_store(found: Settings) -> Store:
    """Name the line's store for what needs nothing of its place: no days, no staff."""
    apart.check(found)
    return Store(found.database, found.secret.reveal().encode(), found.day_keys, erased=found.erased)


def now() -> int:
    """Give the time, in epoch seconds."""
    return int(time.time())
