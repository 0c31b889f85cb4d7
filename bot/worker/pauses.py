"""Pauses: until when a channel takes nothing from us, for whomever; what one thread learns, all of them know."""

import time
from collections.abc import Callable


class Pauses:
    """The channels that rest, by a clock that nobody sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def left(self, channel: str) -> float:
        """Give the seconds that a channel still rests; 0: it does not."""
        return max(0.0, self._until.get(channel, 0.0) - self._clock())

    def hold(self, channel: str, seconds: float) -> float:
        """Let it rest from now on, and not for less than it rests already; gives the seconds."""
        self._until[channel] = max(self._until.get(channel, 0.0), self._clock() + seconds)
        return self.left(channel)
