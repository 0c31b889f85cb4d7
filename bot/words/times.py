"""How a time and a habit are said, no more exactly than they were told."""

from collections.abc import Callable
from datetime import datetime

PARTS = {6: "morning", 12: "afternoon", 18: "evening"}
"""Parts of a day by the hour at which they begin."""
HABITS = {
    **{part: f"part_{part}" for part in ("dawn", "morning", "afternoon", "evening", "night")},
    "noon": "part_afternoon",
    "midnight": "part_night",
}
"""The lines that say the part of the day of a habit; every other word of one is a day, with a line of its own."""

Say = Callable[..., str]
"""Says one line by its key and its values, in one language."""


def moment(when: str, say: Say) -> str:
    """Write a time that was read as numbers, and one that was not as it was told.

    Where only a day or a part of a day was told, the time is its start, and saying an hour would be too sure.
    """
    try:
        told = datetime.fromisoformat(when)
    except ValueError:
        return when
    named = {"month": str(told.month), "day": str(told.day)}
    if told.minute or told.hour % 6:
        return say("common.moment", clock=f"{told:%H:%M}", **named)
    if not told.hour:
        return say("common.moment_day", **named)
    return say("common.moment_part", part=say(f"common.part_{PARTS[told.hour]}"), **named)


def habit(recurs: str, say: Say) -> str:
    """Write a habit from the few words that are kept of it: its days, and its hour or part of the day."""
    return ", ".join(
        word if ":" in word else say(f"common.{HABITS.get(word, f'habit_{word}')}") for word in recurs.split()
    )
