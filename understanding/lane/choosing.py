"""Choose the lane by what the rules say and what the scales say; in doubt nobody is guessed at."""

from collections.abc import Mapping
from typing import Literal

from understanding.lane.cues import Cues
from understanding.reading import Lane

ALARMS = frozenset({"danger", "crisis"})
"""Lanes that are heard before any answer."""
ALARM = 0.35
"""Chance of danger or crisis from which on it is one; the likelier of the two names it."""
LIKELIEST = 0.28
"""The same where nothing else is as likely."""
HEARD = 0.2
"""The same where the rules hear danger, too."""
RULED = 0.8
"""The same where the rules see a plain report."""
EITHER = 0.5
"""Times the chance of danger from which on it is suicide: the answer to suicide names 911 as well, the other no 988."""
SEEN = 0.25
"""Chance of a report from which on it is one where the rules see one, too."""
HELP = 0.3
"""Chance of the sender's own need from which on it is one."""
TIP = 0.35
"""Chance of a witness's report from which on it is one."""
OWN = 0.03
"""Chance of the sender's own need or suicide up to which a message may be a report: more is asked (A2)."""
WITNESSED = 0.12
"""The same where the rules see a plain report, too."""
SHADE = 0.01
"""The same where the rules see something that could be the sender's own, or of somebody close; also a witness's story may
sound like that: "I work at the motel"."""
OPT_OUT = 0.55
"""Chance of an opt-out from which on it is one, where nothing speaks of need."""
NEEDLESS = 0.4
"""Chance of need, danger or suicide up to which an opt-out may be one."""
FAREWELL = 0.1
"""The same of suicide alone: "don't write to me anymore" may be a goodbye."""
PLAIN = 0.95
"""Chance from which on the scales decide against the rules: an alarm in a short idiom or in what is told as past, need
in a plain report."""


def choose(cues: Cues, chances: Mapping[str, float]) -> Lane:
    """Return the lane of a message that is no command: danger before crisis before help before a report.

    A single word is for the rules alone, for no lone word is guessed at (S24); so is "I want to report something".
    """
    if not chances or cues.lone or cues.announced:
        return cues.lane
    own = chances["help"] + chances["crisis"]
    if chances["stop"] >= OPT_OUT and _needless(own, chances) and not (cues.reported or cues.has("not_out")):
        return "stop"
    alarm = alarmed(cues, chances)
    if alarm:
        return alarm
    needy = chances["help"] >= (PLAIN if cues.reported else max(HELP, chances["tip"])) and not cues.declared
    if cues.bare or cues.minor or needy:
        return "help"
    seen = chances["tip"] + chances["danger"] >= SEEN if cues.reported else chances["tip"] >= TIP
    enough = seen and not cues.pleads
    most = SHADE if cues.own or cues.shaded else WITNESSED if cues.reported else OWN
    return "tip" if enough and own <= most else "unclear"


def _needless(own: float, chances: Mapping[str, float]) -> bool:
    return own + chances["danger"] <= NEEDLESS and chances["crisis"] <= FAREWELL


def alarmed(cues: Cues, chances: Mapping[str, float]) -> Literal["danger", "crisis"] | None:
    """Return whether somebody may be hurt now or by their own hand; an idiom, or what is told as past, must be plain."""
    if cues.called:
        return "danger"
    alarm = chances["danger"] + chances["crisis"]
    likeliest = alarm >= max(chance for kind, chance in chances.items() if kind not in ALARMS)
    usual = LIKELIEST if likeliest else ALARM
    if alarm < (PLAIN if cues.idle else RULED if cues.reported else HEARD if cues.danger else usual):
        return None
    if chances["crisis"] > chances["danger"] * EITHER:
        return "crisis"
    return "danger" if chances["danger"] >= PLAIN or not cues.over else None
