"""The crew: which jobs the worker does, and which of them side by side, so that nothing slow makes another thing late."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

from bot import quiet
from bot.channels.account import Account
from bot.channels.outcome import Carrier
from bot.channels.signal.api import SignalApi
from bot.channels.signal.out import SignalOut
from bot.channels.signal.wire import Wire
from bot.channels.sms_out import SmsOut
from bot.learning import own_numbers
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.words.wording import Wording
from bot.worker import files, probing
from bot.worker.far import far
from bot.worker.files import Files
from bot.worker.loop import Job
from bot.worker.probing import Probing
from bot.worker.sending import Sending
from storage import StorageError, Store

SENDERS = 4
"""Threads that send answers: while one waits for a slow phone, the others go on."""
AFRESH = 5.0
"""Seconds at most to the next attempt of a sender whose database failed it."""

Jobs = Sequence[Job]


def crew(
    settings: Settings,
    store: Store,
    place: Place,
    wording: Wording,
    now: Callable[[], int],
    raise_alarm: Callable[[str], None] = lambda _: None,
    sent: Callable[[str], None] = lambda _: None,
) -> list[Jobs]:
    """Give the jobs at Twilio and at Signal, a list for each thread; a demo has none. ``now`` gives epoch seconds."""
    if settings.demo:
        return []
    ours = partial(own_numbers, settings.twilio, store)
    carriers: dict[str, Carrier] = {"sms": SmsOut(Account(settings.twilio), ours)}
    sending = Sending(store, carriers, place, wording, now, raise_alarm, sent)
    threads: list[Jobs] = [far(settings.twilio, store, now), [Job("nudges", sending.nudge)]]
    if settings.signal:
        api = SignalApi(Wire(settings.signal.api_url), settings.signal.number)
        carriers["signal"] = SignalOut(api, partial(note_captcha, store, now))
        # One for all, so that the log hears once of what fails.
        answering = Job("outbox", sending.answer, AFRESH)
        threads += [[answering]] * SENDERS
        probe = Probing(api, settings.signal.webhook_token, store, now)
        threads += [[Job("files", Files(api).round, files.EVERY)], [Job("probe", probe.round, probing.EVERY)]]
    return threads


def note_captcha(store: Store, now: Callable[[], int], token: str) -> None:
    """Keep a challenge's token for `porchlight signal captcha`; it tells of nobody, and no send fails for it."""
    try:
        store.chores.note("captcha", at=now(), token=token)
    except StorageError as error:
        quiet.event("failed", level=logging.ERROR, door="worker", job="outbox", error=error)
