"""Watching: the worker looks at its own line, and has told what it finds."""

from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.watch import Lookout
from bot.worker.alarms import Alarms
from bot.worker.loop import Job
from storage import Store

EVERY = 20.0
"""Seconds between two looks."""


def watching(settings: Settings, store: Store, place: Place) -> Job:
    """Give the job, for a thread of its own: it may wait for the database and for whoever carries a message.

    Raises BadSetting where an address is not understood.
    """
    lookout = Lookout(store, settings)
    if settings.alerts:
        from bot.worker.alerts import Alerts  # noqa: PLC0415 - apprise takes half a second, and few processes need it

        tell = Alerts(settings.alerts, place.profile["name"]).tell
    else:
        tell = _log_only
    alarms = Alarms(store, tell)
    return Job("watch", lambda: alarms.hear(lookout.findings()), EVERY)


def _log_only(sentence: str) -> bool:
    """Leave it at the log, where it stands already."""
    del sentence
    return True
