"""`porchlight work`: the worker that deletes what has expired, minute by minute."""

import logging
import os
import signal
import time
from threading import Event

import click

from bot import quiet
from bot.app import line_of
from bot.settings import Settings
from storage import StorageError, Store

SWEEP = 60.0
"""Seconds between two sweeps; conversations last thirty minutes."""


@click.command()
def work() -> None:
    """Delete what has expired, until told to stop."""
    store = line_of(Settings.read(os.environ)).store
    quiet.setup()
    store.check()
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    quiet.event("ready", door="worker")
    while not stopped.is_set():
        sweep(store)
        stopped.wait(SWEEP)


def sweep(store: Store) -> None:
    """Delete what has expired, then empty the write-ahead log, where deleted rows live on."""
    try:
        store.sweep(int(time.time()))
        store.checkpoint()
    except StorageError as error:
        quiet.event("failed", level=logging.ERROR, door="worker", error=error)
