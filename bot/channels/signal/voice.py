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
from bot.channels.outcome import Carrier, Outcome, Went
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure, Wire
from bot.mail import SOON, Mail
from bot.settings import Signal

MOST = 100
"""Sentences that may wait; whoever writes after that hears nothing."""


class Spoken(NamedTuple):
    """What is to be said to one person."""

    mail: Mail
    until: float
    """By a clock that nobody sets; later, the phone may be in another hand (B1)."""


class Voice:
    """A queue in memory and one thread, made in each process when they are first needed."""

    def __init__(self, carrier: Carrier, most: int = MOST) -> None:
        self._carrier, self._most = carrier, most
        self._lock = threading.Lock()
        self._process = 0
        self._queue: Queue[Spoken] = Queue()

    def say(self, address: str, text: str) -> None:
        """Have a sentence said; never waits and never raises."""
        spoken = Spoken(Mail(address, text), time.monotonic() + SOON)
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
            mail, until = queue.get()
            if time.monotonic() >= until:
                quiet.event("failed", level=logging.ERROR, channel="signal", outcome="late")
            elif self._carrier.send(mail, mail.text).went is not Went.SENT:
                quiet.event("failed", level=logging.ERROR, channel="signal", outcome="unreachable")


class Aloud:
    """The way out of the voice: one request, never repeated."""

    def __init__(self, signal: Signal) -> None:
        self._wire, self._number = Wire(signal.api_url), signal.number

    def send(self, mail: Mail, text: str) -> Outcome:
        """Send one text."""
        told = {"message": text, "number": self._number, "recipients": [mail.to], "text_mode": "normal"}
        try:
            self._wire.ask("POST", "/v2/send", told)
        except (Refused, Unreached, Unsure, Broken):
            return Outcome(Went.MAYBE)
        return Outcome(Went.SENT)

    def recall(self, mail: Mail) -> Outcome:
        """Call nothing back: nobody keeps what was said."""
        del mail
        return Outcome(Went.NEVER)
