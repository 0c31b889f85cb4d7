"""The machine itself: what it may write to a disk behind our back, its clock, its Python, what it knows of time zones."""

import ctypes
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.cli.doctor.finding import Finding, look

SWAPS = Path("/proc/swaps")
BLOCKS = Path("/sys/class/block")
UNSYNCHRONIZED = 5
"""What adjtimex(2) gives where nothing keeps the clock right: TIME_ERROR."""
ROOM = 512
"""Bytes; more than any system's struct timex."""
ZONES_OLD = 2
"""Years after which rules of summer time may have changed unnoticed."""


def machine(today: date) -> Iterator[Finding]:
    """Look at everything that needs no setting."""
    if sys.platform != "linux":
        yield look(
            "not-linux",
            "This is no Linux, so a crash may leave an image of memory and much here cannot be looked at:"
            " run the line on Linux.",
        )
    if open_swaps():
        yield look(
            "swap",
            "This machine may write memory to a disk, and nothing shows that it is encrypted: swapoff -a, or encrypt it.",
        )
    if not clock_kept():
        yield look(  # a host may keep the clock of its guests without their kernel's knowledge
            "clock-unkept",
            "Nothing is seen to keep this machine's clock right, and every deletion and staff code goes by it:"
            " turn NTP on (timedatectl set-ntp true).",
        )
    if today > (end := date(2016 + sys.version_info.minor, 10, 31)):  # PEP 602: five years, ending in October
        yield look(
            "python-old",
            f"Python 3.{sys.version_info.minor} has had no repairs since {end:%Y-%m}: install a newer one, then make setup.",
        )
    known = zones_of()
    if known and today.year - known >= ZONES_OLD:
        yield look(
            "zones-old",
            f"The rules of summer time here are of {known}: update the system's tzdata, or install the newest release.",
        )


def open_swaps() -> list[str]:
    """Name the swap that is neither memory itself (zram) nor seen to be encrypted; a file of swap cannot be seen to be."""
    try:
        rows = [line.split() for line in SWAPS.read_text("utf-8", "replace").splitlines()[1:]]
    except OSError:
        return []
    return [row[0] for row in rows if row and not _closed(Path(row[0]))]


def _closed(device: Path) -> bool:
    name = device.resolve().name
    if name.startswith("zram"):
        return True
    try:
        return (BLOCKS / name / "dm" / "uuid").read_text("utf-8").startswith("CRYPT-")
    except OSError:
        return False


def clock_kept() -> bool:
    """Tell whether the kernel thinks that its clock is kept right, by whatever does it; true where it cannot be asked."""
    if sys.platform != "linux":
        return True
    state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(ROOM))
    return state != UNSYNCHRONIZED


def zones_of() -> int:
    """Give the year of the rules of time zones that are used; zero where nobody says it."""
    for folder in map(Path, zoneinfo.TZPATH):
        try:
            with (folder / "tzdata.zi").open(encoding="utf-8", errors="replace") as rules:
                return _year(rules.readline().rpartition(" ")[2])
        except OSError:
            continue
    try:
        return _year(version("tzdata"))
    except PackageNotFoundError:
        return 0


def _year(release: str) -> int:
    """Read the year of a release such as ``2026b`` or ``2026.2``."""
    return int(release[:4]) if release[:4].isdigit() else 0
