"""What the worker did last, for whoever asks how it is: a small file beside the database, with words and numbers only."""

from pathlib import Path
from typing import Any

from storage.ground import notes
from storage.ground.database import Database


class Chores:
    """The last round of each of the worker's jobs; never a text, a phone number or a provider's id."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database, self._path = database, path

    def note(self, job: str, **facts: int | str) -> None:
        """Put a job's last round in the place of the one before."""
        with self._database.write():  # other workers and threads write the same file
            notes.write(self._path, {**notes.read(self._path), job: facts})

    def forget(self, job: str) -> None:
        """Drop what a job noted, if it noted anything."""
        with self._database.write():
            found = notes.read(self._path)
            if found.pop(job, None) is not None:
                notes.write(self._path, found)

    def last(self, job: str) -> dict[str, Any]:
        """Give what a job noted last, with the moment it did; empty if it never did, or nobody could tell when."""
        return self.all().get(job, {})

    def all(self) -> dict[str, dict[str, Any]]:
        """Give what every job noted last, by its name; it waits for nobody, not even for the database."""
        read = notes.read(self._path).items()
        return {
            job: found for job, found in read if isinstance(found, dict) and isinstance(found.get("at"), int)
        }
