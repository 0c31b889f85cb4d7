"""The deployment's own calendar, from epoch seconds: the coarse times that are all we keep."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

HOUR = 3_600
DAY = 24 * HOUR
SHORTEST_OFFSET = 15 * 60
"""Every zone's noon falls on a quarter of an hour."""
QUARTER_HOURS = 6
"""A tip's time is kept as a quarter of a day: night, morning, afternoon, evening."""


def noon_day(at: int, zone: tzinfo) -> int:
    """Number the days that begin at local noon, so that a busy night falls within one."""
    return _noon_day(at - at % SHORTEST_OFFSET, zone)


@lru_cache(maxsize=16)
def _noon_day(at: int, zone: tzinfo) -> int:
    return (datetime.fromtimestamp(at, zone) - timedelta(hours=12)).toordinal()


def month(at: int, zone: tzinfo) -> str:
    """Name the local month, ``2026-11``."""
    return f"{datetime.fromtimestamp(at, zone):%Y-%m}"


def local_day(at: int, zone: tzinfo) -> str:
    """Name the local day, ``2026-11-23``: all that is kept of when a letter was written or a copy released."""
    return f"{datetime.fromtimestamp(at, zone):%Y-%m-%d}"


def quarter(at: int, zone: tzinfo) -> tuple[str, int]:
    """Name the local day, ``20261123``, and its quarter, 0 to 3."""
    local = datetime.fromtimestamp(at, zone)
    return f"{local:%Y%m%d}", local.hour // QUARTER_HOURS


def quarter_start(at: int, zone: tzinfo) -> int:
    """Give the start of the local quarter of a day, so that a stored time tells no more than that."""
    local = datetime.fromtimestamp(at, zone)
    into = timedelta(hours=local.hour % QUARTER_HOURS, minutes=local.minute, seconds=local.second)
    return int((datetime.fromtimestamp(at, UTC) - into).timestamp())


def minute_start(at: int) -> int:
    """Give the start of the minute."""
    return at - at % 60


def hour_start(at: int) -> int:
    """Give the start of the hour."""
    return at - at % HOUR
