"""The schema of a file: which migrations it has had, and those that it still needs."""

import sqlite3
from collections.abc import Collection, Sequence

NAMES = ("the_line_answers", "nothing_to_seize", "a_line_that_survives")
"""All migrations, in order. What they do is loaded only for a file that needs one of them: a line starts a fifth sooner."""


def begin(connection: sqlite3.Connection, names: Collection[str]) -> bool:
    """Make the tables of an older release in a new file: those that these migrations make; False if one is not known."""
    if tuple(names) != NAMES[: len(names)]:
        return False
    _apply(connection, stop_before=NAMES[len(names) :])
    return True


def applied(connection: sqlite3.Connection) -> list[str]:
    """Name the migrations that a database has had, in order."""
    if not columns(connection, "_sqlite_migrations"):
        return []
    found = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'porchlight' ORDER BY rowid"
    )
    return [name for (name,) in found]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Name a table's columns; none if there is no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})
    return [name for (name,) in found]


def migrate(connection: sqlite3.Connection, check: bytes) -> bytes:
    """Bring the schema up to date inside the caller's transaction; gives the key check the database was made with."""
    if not set(NAMES) <= set(applied(connection)):
        _apply(connection)
    connection.execute(
        "INSERT INTO settings (name, value) VALUES ('check', :check) ON CONFLICT (name) DO NOTHING",
        {"check": check},
    )
    kept: bytes = connection.execute("SELECT value FROM settings WHERE name = 'check'").fetchone()[0]
    return kept


def _apply(connection: sqlite3.Connection, *, stop_before: Sequence[str] = ()) -> None:
    from storage.ground import migrations  # noqa: PLC0415 - most starts find a file that needs none, and need not wait

    migrations.apply(connection, stop_before=stop_before)
