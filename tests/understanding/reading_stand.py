"""The moment and the zone at which the corpora are read."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")
FRIDAY_NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=ZONE)
"""Friday, half past eleven at night."""
