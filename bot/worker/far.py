"""What the worker does at Twilio besides sending: agree about the time, delete the copies there."""

import logging
from collections.abc import Callable
from functools import partial

from bot import quiet
from bot.channels.account import Account
from bot.learning import own_numbers
from bot.setup.settings import Twilio
from bot.worker.copies import Erasing
from bot.worker.loop import Job
from storage import Store


def far(settings: Twilio, store: Store, now: Callable[[], int]) -> list[Job]:
    """Give the jobs at Twilio; ``now`` gives epoch seconds."""
    account = Account(settings)
    erasing = Erasing(account, store, partial(own_numbers, settings, store), now)
    return [Job("clock", lambda: agree(account, store, now)), Job("twilio", erasing.round)]


def agree(account: Account, store: Store, now: Callable[[], int]) -> None:
    """Where our clock is doubted, ask for the time elsewhere, and go on if it is the same (F4)."""
    if store.clock.trusted(now()):
        return
    elsewhere = account.ask_date()
    if elsewhere is not None and store.hear(now(), elsewhere):
        quiet.event("agreed", level=logging.WARNING, door="worker", job="clock")
