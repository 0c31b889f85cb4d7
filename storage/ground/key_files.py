"""What is wrong with the files of keys, for whoever asks how the line is; nothing is made or turned by asking."""

from collections.abc import Iterator

from storage.ground.errors import DayKeyTrouble, StorageError
from storage.ground.house import House

OVERDUE = 2
"""Noons; the worker turns the keys at each, and a turn does."""


class OldDayKeys(StorageError):
    """The day keys were not turned for days, so whoever takes them and the secret can still tell who wrote then: start `porchlight work`."""


class SpoiltNudgeKey(StorageError):
    """The key beside the day keys (`.nudge`) is not whole, so nobody who waits for a text gets it: delete it, and a new one is made."""


def trouble(house: House, at: int) -> Iterator[StorageError]:
    """Give every trouble as the sentence that it is."""
    try:
        if (house.day_keys.age(at) or 0) >= OVERDUE:
            yield OldDayKeys()
        if house.out_key.spoilt:
            yield SpoiltNudgeKey()
    except DayKeyTrouble as error:
        yield error
