"""What the worker does at Twilio: agree about the time, delete the copies there, send nudges."""

import logging
from collections.abc import Callable
from functools import partial

from bot import quiet
from bot.channels.account import Account
from bot.channels.sms_out import SmsOut
from bot.learning import own_numbers
from bot.place import Place
from bot.settings import Twilio
from bot.wording import Wording
from bot.worker.copies import Erasing
from bot.worker.loop import Job
from bot.worker.sending import Sending
from bot.worker.troubles import Troubles
from storage import Store


def far(settings: Twilio, store: Store, place: Place, wording: Wording, now: Callable[[], int]) -> list[Job]:
    """Give the jobs at Twilio; ``now`` gives epoch seconds."""
    account, ours = Account(settings), partial(own_numbers, settings, store)
    erasing = Erasing(account, store, ours, now)
    troubles = Troubles(store, now)
    carriers = {"sms": SmsOut(account, ours)}
    sending = Sending(store, carriers, place, wording, now, troubles.raise_alarm, troubles.sent)
    return [
        Job("clock", lambda: agree(account, store, now)),
        Job("twilio", erasing.round),
        Job("outbox", sending.round),
    ]


def agree(account: Account, store: Store, now: Callable[[], int]) -> None:
    """Where our clock is doubted, ask for the time elsewhere, and go on if it is the same (F4)."""
    if store.clock.trusted(now()):
        return
    elsewhere = account.ask_date()
    if elsewhere is not None and store.hear(now(), elsewhere):
        quiet.event("agreed", level=logging.WARNING, door="worker", job="clock")
