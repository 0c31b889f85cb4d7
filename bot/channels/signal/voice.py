"""The emergency voice: says a constant sentence to whoever wrote while nothing can be kept, so not even in the outbox.

It is the last resort. It speaks after the webhook was answered, because signal-cli-rest-api cannot send while it waits
for that; each sentence once, never again; and what it cannot say soon is not said.
"""

import logging
import os
import threading
import time
from queue import Full, Queue
from typing import NamedTuple

from bot import quiet
from bot.channels.signal.api import SignalApi
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure
from bot.mail import SOON

MOST = 100
"""Sentences that may wait; whoever writes after that hears nothing."""


class Spoken(NamedTuple):
    """What is to be said to one person, by UUID."""

    to: str
    text: str
    until: float
    """By a clock that nobody sets; later, the phone may be in another hand (B1)."""


class Voice:
    """A queue in memory and one thread, made in each process when they are first needed."""

    def __init__(self, api: SignalApi, most: int = MOST) -> None:
        self._api, self._most = api, most
        self._lock = threading.Lock()
        self._process = 0
        self._queue: Queue[Spoken] = Queue()

    def say(self, to: str, text: str) -> None:
        """Have a sentence said to a person's UUID; never waits and never raises."""
        spoken = Spoken(to, text, time.monotonic() + SOON)
        try:
            self._open().put_nowait(spoken)
        except Full:
            quiet.event("failed", level=logging.ERROR, channel="signal", outcome="full")

    def _open(self) -> Queue[Spoken]:
        """Give this process's queue: a thread does not live on in a process that was forked."""
        with self._lock:
            if self._process != os.getpid():
                self._process, self._queue = os.getpid(), Queue(self._most)
                threading.Thread(target=self._speak, args=(self._queue,), daemon=True).start()
            return self._queue

    def _speak(self, queue: Queue[Spoken]) -> None:
        """Say one sentence after another, for as long as the process lives."""
        while True:
            to, text, until = queue.get()
            if time.monotonic() >= until:
                quiet.event("failed", level=logging.ERROR, channel="signal", outcome="late")
                continue
            try:
                self._api.send(to, text)
            except (Refused, Unreached, Unsure, Broken) as error:
                quiet.event("failed", level=logging.ERROR, channel="signal", error=error)
