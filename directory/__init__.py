"""Where help is, and which of it is open at a given moment. Pure: facts and the time are handed in."""

from directory.choose import Directory, UnknownService
from directory.hours import BrokenHours, Hours, NaiveTime
from directory.service import NEEDS, Need, Service
from directory.table import BrokenDirectory, services

__all__ = [
    "NEEDS",
    "BrokenDirectory",
    "BrokenHours",
    "Directory",
    "Hours",
    "NaiveTime",
    "Need",
    "Service",
    "UnknownService",
    "services",
]
