"""A demo and a real line never stand on one database: a demo prints a passphrase, and lets anybody text it (E6).

What tells them apart is a file beside a demo's database, which is made before the database is. So it holds for every way
in, for every command, and while the database itself cannot be opened.
"""

from contextlib import suppress
from pathlib import Path

from bot.quiet import PlainError
from bot.setup.settings import Settings

REAL = "PORCHLIGHT_DATABASE names the database of a real line, and this is a demo: give the demo another one (porchlight demo: --folder)."
DEMO = "PORCHLIGHT_DATABASE names the database of a demo, whose passphrase was printed: give the line one of its own."


class WrongHouse(PlainError):
    """The database belongs to the other kind of line."""


def check(settings: Settings) -> None:
    """Let a demo open only what a demo made, and a real line nothing of that; raises WrongHouse."""
    if settings.demo:
        refuse(settings.database)
        with suppress(OSError):  # who cannot write here is told so when the database is made
            settings.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark(settings.database).touch(0o600)
    elif _there(mark(settings.database)):
        raise WrongHouse(DEMO)


def refuse(database: Path) -> None:
    """Keep a demo away from a database that no demo made; raises WrongHouse."""
    if _there(database) and not _there(mark(database)):
        raise WrongHouse(REAL)


def mark(database: Path) -> Path:
    """Name the file that stands beside a demo's database."""
    return Path(f"{database}.demo")


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no right to look: what cannot be looked at cannot be opened either
        return False
