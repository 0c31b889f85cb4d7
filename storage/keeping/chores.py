"""What the worker did last, for whoever asks how it is: a small file beside the database, with words and numbers only."""

import json
from pathlib import Path
from typing import Any

from storage.ground.connection import system_errors
from storage.ground.database import Database
from storage.ground.files import read_private, write_private


class Chores:
    """The last round of each of the worker's jobs; never a text, a phone number or a provider's id."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database, self._path = database, path

    def note(self, job: str, **facts: int | str) -> None:
        """Put a job's last round in the place of the one before."""
        with self._database.write():  # other workers and threads write the same file
            self._write({**self._read(), job: facts})

    def forget(self, job: str) -> None:
        """Drop what a job noted, if it noted anything."""
        with self._database.write():
            found = self._read()
            if found.pop(job, None) is not None:
                self._write(found)

    def last(self, job: str) -> dict[str, Any]:
        """Give what a job noted last, with the moment it did; empty if it never did, or nobody could tell when."""
        return self.all().get(job, {})

    def all(self) -> dict[str, dict[str, Any]]:
        """Give what every job noted last, by its name; it waits for nobody, not even for the database."""
        read = self._read().items()
        return {
            job: found for job, found in read if isinstance(found, dict) and isinstance(found.get("at"), int)
        }

    def _write(self, noted: dict[str, Any]) -> None:
        """Put the file in place."""
        written = json.dumps(noted, indent=1, sort_keys=True)
        with system_errors():
            write_private(self._path, f"{written}\n".encode("ascii"))

    def _read(self) -> dict[str, Any]:
        """Read the file; nothing in it is worth failing for."""
        with system_errors():
            written = read_private(self._path)
        try:
            found = json.loads(written or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
