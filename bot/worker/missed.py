"""Texts that Twilio took and the line did not: found in Twilio's list, told to whoever runs the line, never answered late.

What the line has taken it knows for half an hour, by keyed hashes of Twilio's ids, so that a repeated text changes nothing.
Each id in the list is held against them, in memory: no id, number or word of it is kept, and no text is fetched. Whoever
was unheard may have had the fallback's word, and the phone may be in another hand by now (B1), so nobody is texted.
"""

import logging
from collections.abc import Iterable

from bot import quiet
from bot.channels.account import Copy
from bot.messages import PHONE_NUMBER
from storage import Store

YOUNGEST, OLDEST = 2 * 60, 28 * 60
"""Seconds: while it is younger Twilio may still repeat it to us, and when it is older we may have forgotten it."""
AGAIN = 600
"""Seconds until the same number of them is noted again."""


def look(store: Store, came: Iterable[Copy], at: int) -> None:
    """Look for messages that never reached a door, and note how many there are.

    What came in while the worker was away for longer than half an hour, nobody can tell.
    """
    count = sum(not store.taken(copy.sender, copy.sid) for copy in came)
    last = store.chores.last("missed")
    if count and (last.get("count") != count or not 0 <= at - last["at"] < AGAIN):
        store.chores.note("missed", at=at, count=count)
        quiet.event("missed", level=logging.ERROR, door="worker", job="twilio", count=count)


def concerns(copy: Copy, now: int) -> bool:
    """Tell whether a message should have reached us, and can still be looked for; ``now`` is the time at Twilio."""
    person = PHONE_NUMBER.fullmatch(copy.sender.removeprefix("sms:"))
    return bool(person) and YOUNGEST <= now - copy.created <= OLDEST
