"""Settle the lane of a message by what else it is: a command, an answer, a question, a mere place, mere looks, abuse."""

from collections.abc import Mapping
from typing import NamedTuple

from understanding.lane.choosing import ALARMS, PLAIN, choose
from understanding.lane.cues import Cues
from understanding.reading import Abuse, Lane

PERSONAL = frozenset({None, "safe", "shelter"})
"""Questions, or none, in which "me" may be somebody in need."""
ASKED = 0.9
"""Chance of a lane from which on a question that is only part of a message leaves it as it is."""


class Besides(NamedTuple):
    """What a message is besides, in the words of `understanding.reading.Reading`."""

    command: str | None
    question: str | None
    meanings: frozenset[str]
    wholly: bool
    """It is that question and nothing else."""
    how: bool
    """It asks in so many words: "how do I erase this"."""
    bare: bool
    """It tells a place or a time and nothing else."""
    looks: bool
    abuse: Abuse
    """It is said at the line, by a machine, or to sell something."""


def settle(cues: Cues, chances: Mapping[str, float], besides: Besides) -> Lane:
    """Return the lane: a command's own, else the one chosen, unless the message is something else.

    Whatever is said at the line is no report and no need, but it may opt out, unless a machine says it. An answer, a mere
    question, a mere place or time is no report, and a mere question no call for help. The line's own words, answers and
    questions raise no alarm that the rules do not see, and opt nobody out: "already over", "do these disappear?"; only
    "no texts" may. Mere looks raise none either: "he has a tattoo on his neck".
    """
    if besides.command in {"stop", "help"}:
        return "stop" if besides.command == "stop" else "help"
    lane = choose(cues, chances)
    plain = besides.command or besides.meanings or besides.wholly or (besides.looks and not cues.mine)
    if lane in ALARMS and plain:
        lane = cues.lane
    if lane == "unclear" and besides.looks and not cues.mine and chances.get("tip", 0) >= ASKED:
        lane = "tip"  # whose looks are told is somebody else
    if lane == "stop":
        return "stop" if _leaves(chances, besides) else "unclear"
    return "unclear" if besides.abuse or _no_lane(lane, chances, cues, besides) else lane


def _leaves(chances: Mapping[str, float], besides: Besides) -> bool:
    """Whether what sounds like an opt-out is one, and no answer, no question, no mere insult and no machine's notice."""
    asks = besides.wholly and (
        besides.how or besides.question != "delete"
    )  # "delete my number" asks for no answer
    answers = besides.command or besides.meanings - {"decline"} or asks
    other = besides.abuse or besides.question not in {None, "wrong"}
    enough = PLAIN if besides.abuse == "bot" else ASKED if other else 0
    return not answers and chances.get("stop", 0) >= enough


def _no_lane(lane: Lane, chances: Mapping[str, float], cues: Cues, besides: Besides) -> bool:
    """Whether a message is too little for the lane that was chosen: "someone to talk to", "do you save my number"."""
    mere = besides.question is not None and not cues.tells
    mere = mere and (besides.wholly or chances.get(lane, 0) < ASKED)
    if lane == "tip":
        return mere or besides.bare or (bool(besides.meanings) and "saw" not in besides.meanings)
    return lane == "help" and mere and cues.lane == "unclear"


def still_asked(lane: Lane, chances: Mapping[str, float], besides: Besides, *, marked: bool) -> str | None:
    """Return what is asked; a plain report asks nothing without a question mark: "there are beds in that spa"."""
    told = lane == "tip" and chances.get("tip", 0) >= ASKED and not (marked or besides.wholly)
    return None if told else besides.question


def first_person(cues: Cues, lane: Lane, besides: Besides) -> bool:
    """Whether the sender's own need or danger is spoken of; what the rules alone hear as need may be that (S10)."""
    return (
        lane == "help"
        or (lane == "unclear" and cues.lane == "help" and not besides.abuse)
        or (lane == "crisis" and not cues.others)
        or (lane == "danger" and cues.help)
        or (cues.mine and besides.question in PERSONAL and not besides.abuse)
    )
