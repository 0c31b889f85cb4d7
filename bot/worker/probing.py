"""Probing: every ten minutes a text to ourselves, because a signal-cli that hears nothing says that it is well."""

from collections.abc import Callable

from bot.channels.signal.api import SignalApi
from bot.channels.signal.probe import written
from bot.channels.signal.wire import Broken, Refused, Unreached, Unsure
from bot.setup.environment import Secret
from storage import Store

EVERY = 600.0
"""Seconds between two probes."""
AGAIN = 30.0
"""Seconds until another one where nobody took it: after a reboot the program needs half a minute until it listens."""


class Probing:
    """Sends the probes; the door notes each that comes back, as ``echo``. ``now`` gives epoch seconds."""

    def __init__(self, api: SignalApi, token: Secret, store: Store, now: Callable[[], int]) -> None:
        self._api, self._token, self._store, self._now = api, token, store, now

    def round(self) -> float | None:
        """Send one, and note how that went; gives the seconds to the next, or None for the usual ones."""
        at = self._now()
        try:
            self._api.send_probe(written(self._token, at))
        except Unreached:
            outcome = "unreachable"
        except Refused:
            outcome = "refused"
        except (Unsure, Broken):
            outcome = "unsure"
        else:
            outcome = "sent"
        self._store.chores.note("probe", at=at, outcome=outcome)
        return AGAIN if outcome == "unreachable" else None
