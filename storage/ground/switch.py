"""The switch: a file whose presence closes the line, so that it can be closed while nothing else works."""

from pathlib import Path

from storage.ground.connection import system_errors
from storage.ground.files import write_private


class Switch:
    """Open unless its file is there. Whoever asks looks at the disk each time, so every process agrees."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, database: Path) -> "Switch":
        """Give the switch of the line whose database that is, whatever became of the database."""
        return cls(Path(f"{database}.closed"))

    @property
    def closed(self) -> bool:
        """Whether the line is closed; a disk that cannot be asked closes nothing."""
        try:
            return self._path.exists()
        except OSError:
            return False

    def close(self) -> None:
        """Close the line; a second time does nothing."""
        with system_errors():
            write_private(self._path, b"")

    def open(self) -> None:
        """Open it again; a second time does nothing."""
        with system_errors():
            self._path.unlink(missing_ok=True)
