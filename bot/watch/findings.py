"""What is wrong with the line, if anything is: pure, from facts to findings, each with one sentence and its mend."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.watch.facts import Facts
from bot.watch.words import NEARLY, WORDS

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LATE = 10 * MINUTE
"""Seconds without a sweep, or without a note of any job of the worker's (F3)."""
WAITED = 30
"""Seconds that an answer may wait (F3)."""
UNEMPTIED = MINUTE
"""Seconds for which readers may keep the write-ahead log from being emptied (F3)."""
COPIES = HOUR
"""Seconds without a round at Twilio that went well."""
UNHEARD = 25 * MINUTE
"""Seconds without an echo: two probes were lost, of one every ten minutes."""
SHARE, ENOUGH = 0.2, 10 * 2**30
"""A disk is nearly full with less than a fifth of it free, unless that is ten gibibytes all the same (F2)."""
JOBS = frozenset({"work", "sweep", "checkpoint", "twilio", "probe", "counted", "waves"})
"""What the worker notes, and nobody else."""
REMEMBERED = {
    "unreachable": HOUR,
    "captcha": DAY,
    "limited": 6 * HOUR,
    "blocked": DAY,
    "untrusted": DAY,
    "stale": HOUR,
}
"""What a sender may meet, and the seconds for which that is told, unless it is known to be over before."""
STEP = 10
"""Seconds that the moments of these are rounded down to, so that none tells when somebody was answered."""
SIGNALS = frozenset({"unreachable", "captcha", "limited", "blocked"})
"""Those of them that keep everybody on Signal without an answer."""
NEAR, SPENT = 0.8, 1.0
"""Parts of the half hour's budget of answers from which on that is told, and from which on reports wait."""
MISSED = 20 * MINUTE
"""Seconds for which it is told that a text did not reach us, after it was last seen in Twilio's list."""
WAVES = ("30007", "30032", "30034", "21610")
"""Why texts may fail in waves: the numbers that Twilio gives for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is watched. What cannot be told yet is no finding, neither good nor bad."""

    name: str
    told: str = ""
    """What is wrong and how it is mended; empty where all is well."""
    red: bool = False
    """Whether people may be unheard or a promise be broken now."""


def findings(facts: Facts) -> list[Finding]:
    """Look at everything."""
    return [*_here(facts), *_there(facts), *_met(facts), *_waves(facts)]


def _finding(name: str, *, wrong: bool, red: bool = True, told: str = "") -> Finding:
    return Finding(name, told or WORDS[name].wrong, red) if wrong else Finding(name)


def _here(facts: Facts) -> Iterator[Finding]:
    """Look at this machine."""
    yield _finding("storage", wrong=bool(facts.trouble), told=facts.trouble)
    little = facts.room is not None and facts.room.share < SHARE and facts.room.free < ENOUGH
    yield _finding("disk", wrong=little or facts.spent)
    yield _finding("clock", wrong=not facts.clock)
    yield _finding("closed", wrong=facts.closed, red=False)
    spent = facts.answers >= SPENT
    yield _finding("budget", wrong=facts.answers >= NEAR, red=spent, told="" if spent else NEARLY)
    ages = [age for job in JOBS if (age := facts.age(job)) is not None]
    yield from _late("worker", facts, min(ages, default=None), LATE)
    asks = facts.noted.get("sweep", {}).get("outcome") == "many"
    yield from _late("sweep", facts, facts.age("sweep"), LATE, wrong=asks)
    if not facts.trouble:
        yield _finding("outbox", wrong=facts.waiting.oldest > WAITED)
    emptied = facts.noted.get("checkpoint", {}).get("outcome", "done") == "done"
    yield _finding("wal", wrong=not emptied and (facts.age("checkpoint") or 0) > UNEMPTIED)


def _there(facts: Facts) -> Iterator[Finding]:
    """Look at Twilio and at Signal, where the line is on them."""
    if facts.twilio:
        noted = facts.noted.get("twilio", {})
        good = noted.get("good")
        age = max(0, facts.at - good) if isinstance(good, int) else None
        wrong = noted.get("outcome") == "unauthorized" or bool(noted.get("stuck"))
        yield from _late("twilio", facts, age, COPIES, wrong=wrong)
        missed = facts.age("missed")
        yield _finding("missed", wrong=missed is not None and missed <= MISSED)
    if facts.signal:
        yield from _late("deaf", facts, facts.age("echo"), UNHEARD)


def _late(name: str, facts: Facts, age: int | None, most: int, *, wrong: bool = False) -> Iterator[Finding]:
    """Find something late, once there was time enough for it; until then it is no finding."""
    waited = facts.at - facts.begun > most
    if wrong or waited or (age is not None and age <= most):
        yield _finding(name, wrong=wrong or age is None or age > most)


def _met(facts: Facts) -> Iterator[Finding]:
    """Look at what senders have met."""
    for name, seconds in REMEMBERED.items():
        age = facts.age(name)
        met = age is not None and age <= seconds
        if name == "unreachable":
            met = _unreachable(facts, met=met)
        yield _finding(name, wrong=met, red=name in SIGNALS)


def _unreachable(facts: Facts, *, met: bool) -> bool:
    """Tell whether Signal's program is away: the last probe says so, or a sender met it and nothing has left since."""
    probe = facts.noted.get("probe", {}) if facts.signal else {}
    if probe.get("outcome") == "unreachable":
        return True
    since = facts.noted["unreachable"]["at"] if met else facts.at
    passed = probe.get("outcome") == "sent" and probe["at"] > since
    return met and not passed and facts.at - since > WAITED + STEP


def _waves(facts: Facts) -> Iterator[Finding]:
    """Look at whether texts fail in waves."""
    told = str(facts.noted.get("waves", {}).get("told", "")).split()
    return (_finding(code, wrong=code in told, red=False) for code in WAVES)
