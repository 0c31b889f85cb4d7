"""The worker's loop: small jobs, each in its own time, each failing on its own, told once and tried again by itself."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

from bot import quiet

ROUND = 60.0
"""Seconds between two rounds of a job that asks for nothing else."""
AGAIN = 1.0
"""Seconds to the next attempt after a failure; after each further one twice as long, up to the usual ones."""


@dataclass(slots=True)
class Job:
    """One thing to do again and again."""

    name: str
    run: Callable[[], float | None]
    """Do it once; gives the seconds to the next time, or None for the usual ones."""
    every: float = ROUND
    told: set[str] = field(default_factory=set)
    """The kinds of failure that the log has heard of since it last went well."""
    failures: int = 0
    """In a row."""


def keep(jobs: Sequence[Job], stopped: Event, clock: Callable[[], float] = time.monotonic) -> None:
    """Do each job when its time has come, until told to stop."""
    due = {job.name: clock() for job in jobs}
    while not stopped.is_set():
        for job in jobs:
            if due[job.name] <= clock() and not stopped.is_set():
                due[job.name] = clock() + attempt(job)
        stopped.wait(max(0.0, min(due.values()) - clock()))


def attempt(job: Job) -> float:
    """Do a job once, and give the seconds to the next time; whatever fails is told, and stops nobody else."""
    try:
        asked = job.run()
    except Exception as error:  # noqa: BLE001 - one job that fails must not stop the others
        return _failed(job, error)
    if job.told:
        quiet.event("over", door="worker", job=job.name)
        job.told.clear()
    job.failures = 0
    return job.every if asked is None else asked


def _failed(job: Job, error: Exception) -> float:
    """Tell each kind of failure once until the job goes well again, and leave it alone for longer each time."""
    kind = type(error).__name__
    if kind not in job.told:
        job.told.add(kind)
        quiet.event("failed", level=logging.ERROR, door="worker", job=job.name, error=error)
    job.failures += 1
    return min(max(AGAIN, job.every), AGAIN * 2.0 ** min(job.failures - 1, 6))
