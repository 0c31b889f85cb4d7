"""One deployment: a folder of facts, read once at start and made into what the line knows of its place."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.quiet import PlainError
from bot.setup.profile import check
from directory import BrokenDirectory, Directory, services
from understanding.where.places import places

if TYPE_CHECKING:
    from understanding.reader import Reader

DEFAULT = Path(__file__).parents[2] / "deployments" / "western"
"""The first place, where none is named."""
MISSING = "{} is missing: PORCHLIGHT_PLACE must name a folder like deployments/western."
LONGEST_KEPT = 3_650
"""Days; who must keep records for longer needs another store than this one."""


class BrokenPlace(PlainError):
    """The folder of a place cannot be used; the message says which file, and what to mend."""


@dataclass(frozen=True)
class Place:
    """What the line knows of where it is."""

    folder: Path
    profile: Mapping[str, Any]
    zone: tzinfo
    languages: tuple[str, ...]
    """The first is spoken where nothing else is known."""
    directory: Directory
    blocks: Mapping[str, str]
    """The coarse name that staff see, by the name of a place."""
    factor_required: bool
    """Whether staff must set up a second factor before anything opens."""
    kept: int
    """Seconds that a report is kept after its last event."""

    @cached_property
    def reader(self) -> "Reader":
        """Who reads what people write; made when it is first asked for, which not every process does.

        Raises ``BrokenPlace`` with one sentence.
        """
        from bot.setup import reading  # noqa: PLC0415 - a third of a second, which who never reads need not wait for

        try:
            return reading.reader_of(self.folder, self.languages, self.zone)
        except KeyError as error:
            raise BrokenPlace(f"{self.folder}: {error} is missing in a column of a table.") from None
        except ValueError as error:  # the words, the weights or the places
            raise BrokenPlace(f"{self.folder}: {error}") from error


def load(folder: Path) -> Place:
    """Read the folder of a place; raises ``BrokenPlace`` with one sentence."""
    profile = told(folder)
    try:
        found = services(rows(folder / "services.csv"))
        check(profile, frozenset(service.id for service in found))
        zone = ZoneInfo(profile["zone"])
        spots = places(rows(folder / "places.csv"))
        return Place(
            folder=folder,
            profile=profile,
            zone=zone,
            languages=tuple(profile["languages"]),
            directory=Directory(found, zone),
            blocks={spot.name: spot.block for spot in spots if spot.block},
            factor_required=second_factor(profile) == "required",
            kept=days(profile["records"]) * 24 * 3_600,
        )
    except FileNotFoundError as error:
        raise BrokenPlace(MISSING.format(error.filename)) from None
    except KeyError as error:
        raise BrokenPlace(f"{folder}: {error} is missing in a column of a table.") from None
    except ZoneInfoNotFoundError:
        raise BrokenPlace(
            f"{folder}/profile.toml: zone must be a time zone such as America/Los_Angeles."
        ) from None
    except (BrokenDirectory, ValueError) as error:
        raise BrokenPlace(f"{folder}: {error}") from error


def told(folder: Path) -> Mapping[str, Any]:
    """Read what the place says of itself, and none of its tables; raises ``BrokenPlace``."""
    try:
        return tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BrokenPlace(MISSING.format(error.filename)) from None
    except ValueError as error:  # no TOML, or no text
        raise BrokenPlace(f"{folder}: {error}") from error


def second_factor(profile: Mapping[str, Any]) -> str:
    """Say whether staff need a second factor; a place that says nothing requires one. Raises ValueError."""
    asked: str = profile.get("staff", {}).get("second_factor", "required")
    if asked not in {"required", "offered"}:
        raise ValueError('profile.toml: second_factor in [staff] must be "required" or "offered".')
    return asked


def days(records: Mapping[str, Any]) -> int:
    """Read for how many days a report is kept after its last event; raises ValueError with the mend."""
    found = records.get("days", 90)
    if type(found) is not int or not 1 <= found <= LONGEST_KEPT:
        raise ValueError(f"days in [records] must be a whole number from 1 to {LONGEST_KEPT}.")
    return found


def rows(table: Path) -> list[dict[str, str]]:
    """Read a table of facts."""
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
