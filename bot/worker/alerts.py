"""Alerts: how an alarm reaches whoever runs the line, by mail, chat or telephone; apprise knows a hundred and more ways.

A message is one sentence of ours and the name of the place. Addresses hold passwords, and apprise's log repeats them in
part, so that log is shut, and what it would say is said here in a word.
"""

import logging
from collections.abc import Sequence

import apprise

from bot import quiet
from bot.setup.environment import BadSetting, Secret

COUNTED = ("first", "second", "third", "fourth", "fifth")
_ASSET = apprise.AppriseAsset(
    app_id="Porchlight",
    app_desc="Porchlight",
    app_url="",
    async_mode=False,
    interpret_escapes=False,
    pem_autogen=False,
    pgp_autogen=False,
    storage_mode=apprise.PersistentStoreMode.MEMORY,
)
"""Nothing about the machine goes with a message, nothing is written to the disk, and no thread outlives a call."""


class Alerts:
    """The addresses that alarms are sent to; raises BadSetting where apprise does not know one."""

    def __init__(self, addresses: Sequence[Secret], place: str) -> None:
        logging.getLogger("apprise").setLevel(logging.CRITICAL)
        self._place = place
        self._ways = [_way(address, number) for number, address in enumerate(addresses)]
        self._broken: set[int] = set()

    def tell(self, sentence: str) -> bool:
        """Send a sentence to every address; tells whether it reached one, or there is none. It may take a minute."""
        reached = [self._send(number, way, sentence) for number, way in enumerate(self._ways)]
        return any(reached) or not reached

    def _send(self, number: int, way: apprise.NotifyBase, sentence: str) -> bool:
        """Send it to one address; that it fails is logged once, until it works again."""
        try:
            reached = bool(way.notify(body=f"{self._place}: {sentence}"))
        except Exception:  # noqa: BLE001 - a hundred modules of strangers, and none may stop the watch
            reached = False
        if not reached and number not in self._broken:
            quiet.event("failed", level=logging.ERROR, door="worker", job="alerts", count=number + 1)
        self._broken = self._broken - {number} if reached else self._broken | {number}
        return reached


def _way(address: Secret, number: int) -> apprise.NotifyBase:
    """Make apprise's own object of an address."""
    found = apprise.Apprise.instantiate(address.reveal(), asset=_ASSET)
    if not isinstance(found, apprise.NotifyBase):
        which = COUNTED[number] if number < len(COUNTED) else f"{number + 1}th"
        raise BadSetting(
            f"PORCHLIGHT_ALERTS is malformed: apprise does not know the {which} address; compare it with its documentation."
        )
    return found
