"""What every turn shares: the one bundle that a store hands to whoever acts inside a transaction."""

from datetime import tzinfo
from typing import NamedTuple

from storage.clock import Clock
from storage.database import Database
from storage.day_keys import DayKeys
from storage.keys import Keyring
from storage.nudges import NudgeKey
from storage.tombstones import Tombstones


class House(NamedTuple):
    """Database, keys and files of one line."""

    database: Database
    keyring: Keyring
    day_keys: DayKeys
    nudge_key: NudgeKey
    tombstones: Tombstones
    zone: tzinfo
    kept: int
    """Seconds that a report is kept after its last event."""
    clock: Clock
