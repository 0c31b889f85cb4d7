"""`porchlight work`: the worker, which deletes in time, here and at Twilio, and sends the nudges that were asked for."""

import os
import signal
from threading import Event, Thread

import click

from bot import quiet
from bot.app import line_of
from bot.cli.here import now
from bot.settings import Settings
from bot.worker.counting import EVERY, Counting
from bot.worker.far import far
from bot.worker.loop import Job, keep
from bot.worker.near import Housekeeping
from bot.worker.watching import watching

LEAVE = 2.0
"""Seconds that a call to Twilio may take to end when we are told to stop; what it would have done is done next time."""


@click.command()
def work() -> None:
    """Delete what has expired, here and at Twilio, and send what was asked for, until told to stop."""
    settings = Settings.read(os.environ)
    line = line_of(settings)
    quiet.setup()
    line.store.check()
    line.store.chores.note("work", at=now())
    watch = watching(settings, line.store, line.place)
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    quiet.event("ready", door="worker")
    jobs = far(settings.twilio, line.store, line.place, line.wording, now)
    # A thread of its own, so that no answer that does not come makes a deletion here late.
    calls = Thread(target=keep, args=(jobs, stopped), daemon=True)
    if not settings.demo:
        calls.start()
    Thread(target=keep, args=([watch], stopped), daemon=True).start()
    count = Job("count", Counting(line.store, line.place.zone, now).round, EVERY)
    keep([*Housekeeping(line.store, now).jobs(), count], stopped)
    if not settings.demo:
        calls.join(LEAVE)
