"""Where a subcommand stands: the line that the environment names, and the present moment."""

import os
import time

from bot.app import Line, line_of
from bot.settings import Settings


def settings() -> Settings:
    """Read what the environment says; raises BadSetting."""
    return Settings.read(os.environ)


def line() -> Line:
    """Put together the line that the environment names; raises BadSetting or BrokenPlace."""
    return line_of(settings())


def now() -> int:
    """Give the time, in epoch seconds."""
    return int(time.time())
