"""The worker's loop: small jobs, each in its own time, each failing on its own."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from bot import quiet

ROUND = 60.0
"""Seconds between two rounds of a job that asks for nothing else."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do again and again."""

    name: str
    run: Callable[[], float | None]
    """Do it once; gives the seconds to the next time, or None for the usual ones."""
    every: float = ROUND


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
        quiet.event("failed", level=logging.ERROR, door="worker", job=job.name, error=error)
        return job.every
    return job.every if asked is None else asked
