"""What the worker does at Twilio: agree about the time, delete the copies there, send nudges."""

import logging
from collections.abc import Callable

from bot import quiet
from bot.app import Line
from bot.channels.account import Account
from bot.settings import Settings
from bot.worker.copies import Erasing
from bot.worker.loop import Job
from bot.worker.nudging import Nudging
from storage import Store


def far(line: Line, settings: Settings, now: Callable[[], int]) -> list[Job]:
    """Give the jobs at Twilio; ``now`` gives epoch seconds."""
    account = Account(settings.twilio)

    def ours() -> tuple[str, ...]:
        return own_numbers(settings, line.store)

    erasing = Erasing(account, line.store, ours, now)
    nudging = Nudging(account, line.store, line.place, line.wording, ours, now)
    return [
        Job("clock", lambda: agree(account, line.store, now)),
        Job("twilio", erasing.round),
        Job("nudges", nudging.round),
    ]


def own_numbers(settings: Settings, store: Store) -> tuple[str, ...]:
    """Give the line's own numbers: those that the operator named, else those that texts came to."""
    return settings.twilio.numbers or store.lines.known()


def agree(account: Account, store: Store, now: Callable[[], int]) -> None:
    """Where our clock is doubted, ask for the time elsewhere, and go on if it is the same (F4)."""
    if store.clock.trusted(now()):
        return
    elsewhere = account.ask_date()
    agreed = elsewhere is not None and store.hear(now(), elsewhere)
    if agreed:
        quiet.event("agreed", level=logging.WARNING, door="worker", job="clock")
