"""Alarms: what the watch finds is told once, and its end once; a restart or another worker repeats neither.

How far each telling is stands in a file of its own, not among the chores: a note there waits for the database, which may
be what is broken. Where that file cannot be written either, memory must do, and a restart says it again.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress

from bot import quiet
from bot.watch import Finding
from bot.watch.words import WORDS
from storage import StorageError, Store

RAISED, TOLD, COVERED, ENDED = "raised", "told", "covered", "ended"
"""Wrong, and nobody has heard of it yet · and it was told · and something else was told that it comes from · it was told,
is over, and nobody has heard of that yet. What is well has no state."""
WRONG = frozenset({RAISED, TOLD, COVERED})

LOOKS = {"wal": 15, "outbox": 3, "unreachable": 5}
"""Looks in a row that must find something wrong, where one is not enough: a backup may read for minutes, what keeps
an answer back may be known a moment later than that it waits, and Signal's program starts more slowly than we do."""
CALM = 3
"""Looks in a row that must find it well before it is over, so that what flickers is told once."""
MUTE = frozenset({"unreachable", "captcha", "limited", "blocked"})
CAUSES: Mapping[str, frozenset[str]] = {
    "sweep": frozenset({"storage", "clock"}),
    "outbox": frozenset({"storage"}) | MUTE,
    "stale": frozenset({"storage"}) | MUTE,
    "twilio": frozenset({"storage", "clock"}),
    "deaf": frozenset({"storage", "clock"}) | MUTE,
}
"""What else is wrong by itself where one of these is: one message for one cause."""
LASTING = frozenset({"stale"})
"""What is still told after its cause is gone, because it is a note of what was: it stays covered."""
FIRST, LONGEST = 30.0, 3_600.0
"""Seconds to the second attempt to tell, and at most to any later one."""


class Alarms:
    """Tells by ``tell``, which gives False where nobody could be reached; ``clock`` is one that nobody sets."""

    def __init__(
        self, store: Store, tell: Callable[[str], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._tell, self._clock = store, tell, clock
        self._states: dict[str, str] = {}
        self._unwritten = False
        self._wrong: Counter[str] = Counter()
        """How often in a row each thing was found wrong; below zero: well."""
        self._said: dict[str, str] = {}
        self._failed, self._not_before = 0, 0.0

    def hear(self, found: Iterable[Finding]) -> None:
        """Take the findings of one look, and tell what is new, unless another worker is about to."""
        looked = list(found)
        for finding in looked:
            before = self._wrong[finding.name]
            self._wrong[finding.name] = max(before, 0) + 1 if finding.told else min(before, 0) - 1
            if finding.told:
                self._said[finding.name] = finding.told
        with ExitStack() as stack:
            alone = True
            with suppress(StorageError):
                alone = stack.enter_context(self._store.told.alone())
            if alone:
                self._read()
                self._move_on([finding.name for finding in looked])
                self._tell_all()

    def _move_on(self, names: Iterable[str]) -> None:
        """Let each alarm go one step, and log what begins or ends."""
        before = dict(self._states)
        for name in names:
            after = self._after(name, before)
            if (after in WRONG) != (before.get(name) in WRONG):
                event = "raised" if after in WRONG else "over"
                quiet.event(event, level=logging.ERROR, door="worker", alarm=name)
            self._set(name, after)
        if self._states != before:
            self._write()

    def _after(self, name: str, states: Mapping[str, str]) -> str | None:
        """Give the state that an alarm comes to."""
        state, looks = states.get(name), self._wrong[name]
        if looks <= -CALM:
            return ENDED if state in {TOLD, ENDED} else None
        if looks < LOOKS.get(name, 1):
            return state
        if state in {TOLD, ENDED}:
            return TOLD
        if state == COVERED and name in LASTING:
            return COVERED
        causes = CAUSES.get(name, frozenset())
        return COVERED if any(cause in states or self._wrong[cause] > 0 for cause in causes) else RAISED

    def _tell_all(self) -> None:
        """Tell what nobody has heard of; where that fails, wait longer each time."""
        for name, state in sorted(self._states.items()):
            if state != ENDED and not (state == RAISED and self._wrong[name] > 0):
                continue
            if self._clock() < self._not_before:
                return
            words = WORDS[name]
            if not self._tell(words.over if state == ENDED else self._said.get(name, words.wrong)):
                self._not_before = self._clock() + min(LONGEST, FIRST * 2**self._failed)
                self._failed += 1
                return
            self._failed = 0
            self._set(name, None if state == ENDED else TOLD)
            self._write()

    def _set(self, name: str, state: str | None) -> None:
        if state is None:
            self._states.pop(name, None)
        else:
            self._states[name] = state

    def _read(self) -> None:
        """Learn what another worker, or one before us, has told."""
        if self._unwritten:
            self._write()
            return
        with suppress(StorageError):
            self._states = {name: how for name, how in self._store.told.read().items() if name in WORDS}

    def _write(self) -> None:
        """Write down how far each telling is, as soon as the disk lets us."""
        self._unwritten = True
        with suppress(StorageError):
            self._store.told.write(self._states)
            self._unwritten = False
