"""What is wrong with the files of keys, for whoever asks how the line is; nothing is made or turned by asking."""

from collections.abc import Iterator

from storage.ground.errors import DayKeyTrouble, OldDayKeys, SpoiltNudgeKey, StorageError
from storage.ground.house import House

OVERDUE = 2
"""Noons; the worker turns the keys at each, and a turn does."""


def trouble(house: House, at: int) -> Iterator[StorageError]:
    """Give every trouble as the sentence that it is."""
    try:
        if (house.day_keys.age(at) or 0) >= OVERDUE:
            yield OldDayKeys()
        if house.out_key.spoilt:
            yield SpoiltNudgeKey()
    except DayKeyTrouble as error:
        yield error
