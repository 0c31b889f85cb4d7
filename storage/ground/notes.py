"""A small file of notes, as JSON: what is lost with it is worth no failure, so one that is not ours is an empty one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from storage.ground.connection import system_errors
from storage.ground.files import read_private, write_private


def read(path: Path) -> dict[str, Any]:
    """Read them; empty where there are none. Raises StorageError where the disk fails."""
    with system_errors():
        written = read_private(path)
    try:
        found = json.loads(written or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, notes: Mapping[str, Any]) -> None:
    """Put them in the place of what was there."""
    written = json.dumps(dict(notes), indent=1, sort_keys=True)
    with system_errors():
        write_private(path, f"{written}\n".encode("ascii"))
