"""What becomes of a conversation that its sender sends: the sealed report, and the few coarse facts beside it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import get_args

from flows.state import State
from storage import Part, TipFacts

KINDS = ("control", "weapon", "nuisance", "vehicle")
"""What a report is mostly about, the weightiest first."""
BEGINS = {"dawn": 0, "midnight": 0, "morning": 6, "noon": 12, "afternoon": 12, "evening": 18, "night": 18}
"""The hour at which the part of the day of a habit begins."""
MANY = 3
"""Reports from one chat within the half hour from which on their readers are told which one this is (E2)."""
PARTS: tuple[Part, ...] = get_args(Part)
"""Quarters of a day, the first from midnight."""


def body(state: State, at: datetime) -> bytes:
    """Write down what the readers of the report may open; the sender is nowhere in it."""
    slots = state.slots
    report = {
        "account": account(state),
        "place": slots.get("place") or None,
        "outside": bool(slots.get("outside")) and not slots.get("place"),
        "when": slots.get("when") or None,
        "recurs": slots.get("recurs") or None,
        "ongoing": slots.get("ongoing") or None,
        "facts": [note for note in ("child", *KINDS) if slots.get(note)],
        "found": found(state),
        "looks": bool(slots.get("looks")) and not slots.get("did"),
        "language": state.language,
        "removed": removed(state),
        "row": state.pace.sent if state.pace.sent >= MANY else None,
        "told": at.replace(minute=0, second=0, microsecond=0).isoformat(),
    }
    return json.dumps(report, ensure_ascii=False).encode()


def account(state: State) -> str:
    """Put back what the sender said is part of what they saw; everything else in doubt stays out (D15)."""
    text = state.slots.get("account", "")
    theirs = state.slots.get("whose") == "theirs"
    for mark, words in state.doubts:
        text = text.replace(mark, words if theirs else "[phone]")
    return text


def found(state: State) -> list[dict[str, str]]:
    """Name what a program found in the account, each with the words that it was found in."""
    lines = state.slots.get("found", "").splitlines()
    return [dict(zip(("kind", "value", "words"), line.split("\t"), strict=True)) for line in lines]


def removed(state: State) -> list[str]:
    """Name what was taken out."""
    doubted = ["phone"] if state.doubts and state.slots.get("whose") != "theirs" else []
    return list(dict.fromkeys([*state.slots.get("removed", "").split(), *doubted]))


def coarse(state: State, at: datetime, blocks: Mapping[str, str]) -> TipFacts:
    """Keep beside the sealed report what the queue is sorted by, and nothing finer; ``at`` is in the place's zone."""
    slots = state.slots
    moment = moment_of(slots.get("when", ""), at)
    habit = None if slots.get("when") else hour_of(slots.get("recurs", ""))
    return TipFacts(
        block=blocks.get(slots.get("place", "")),
        day=moment.date().isoformat(),
        part=part(moment.hour if habit is None else habit),
        kind=next((kind for kind in KINDS if slots.get(kind)), "other"),
        child=bool(slots.get("child")),
        urgent=bool(slots.get("weapon")) or slots.get("ongoing") == "now",
    )


def moment_of(when: str, at: datetime) -> datetime:
    """Read the time that was told; where it was told in words only, or not at all, that of the report."""
    try:
        return datetime.fromisoformat(when) if when else at
    except ValueError:
        return at


def hour_of(recurs: str) -> int | None:
    """Read the hour at which a habit begins, where one was told: ``fri night``, ``daily 22:00``."""
    last = recurs.rpartition(" ")[2]
    return int(last[:2]) if last[:2].isdecimal() else BEGINS.get(last)


def part(hour: int) -> Part:
    """Name the quarter of the day of an hour from 0 to 23."""
    return PARTS[hour // 6]
