"""`porchlight work`: the worker, which deletes in time, here and at Twilio, and sends what is to be sent."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread

import click

from bot import quiet
from bot.cli.here import now
from bot.line import line_of
from bot.setup.settings import Settings
from bot.worker.counting import EVERY, Counting
from bot.worker.crew import crew
from bot.worker.loop import Job, keep
from bot.worker.near import Housekeeping
from bot.worker.troubles import Troubles
from bot.worker.watching import watching
from storage import StorageError

LEAVE, FINISH = 2.0, 8.0
"""Seconds that a call may take to end when we are told to stop, and that a text may that is just being sent. What a call
would have done is done next time; a text whose end we did not hear is sent once more at most."""
SENDING = frozenset({"outbox", "nudges"})


@click.command()
def work() -> None:
    """Delete what has expired, here and at Twilio, and send what is to be sent, until told to stop."""
    settings = Settings.read(os.environ)
    line = line_of(settings)
    quiet.setup()
    line.store.check()
    with suppress(StorageError):  # a full disk must not keep the worker from deleting
        line.store.chores.note("work", at=now())
    watch = watching(settings, line.store, line.place)
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    quiet.event("ready", door="worker")
    troubles = Troubles(line.store, now)
    met = (troubles.raise_alarm, troubles.sent)
    threads = [
        Thread(target=keep, args=(jobs, stopped), name=jobs[0].name, daemon=True)
        for jobs in (*crew(settings, line.store, line.place, line.wording, now, *met), [watch])
    ]
    for thread in threads:
        thread.start()
    count = Job("count", Counting(line.store, line.place.zone, now).round, EVERY)
    keep([*Housekeeping(line.store, now, troubles.raise_alarm).jobs(), count], stopped)
    leave(threads)


def leave(threads: Sequence[Thread]) -> None:
    """Wait for what is on its way, but not for long."""
    told = time.monotonic()
    for thread in threads:
        until = told + (FINISH if thread.name in SENDING else LEAVE)
        thread.join(max(0.0, until - time.monotonic()))
