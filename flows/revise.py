"""Second thoughts: an edit replaces the last message, a taking back undoes it, where nothing came of it that stays.

A channel on which messages can be edited or deleted for everybody has names for them, stamps. By them a conversation knows
its last message, and keeps the way back to where it stood before: the difference alone, because a row holds little.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from flows.effects import Count, Draft, Effect, Undraft
from flows.state import State

Which = Literal["", "last", "earlier"]
NAMES = 3
"""Stamps that are remembered of one message: of the first wording, and of the last ones."""
UNDONE = (Draft, Undraft, Count)
"""Effects that stand in nobody's way: a draft is made anew or goes, and a month's count tells nothing of anybody."""
LASTING = ("own", "in need", "held")
"""What stays known all the same: whoever once spoke of their own need sends nothing by silence (A1)."""
BORDERED = frozenset({"help", "thread"})
"""Flows that end by the clock (B5, B8): an answer in them may be changed, not that somebody came or went."""
OURS = frozenset({"since", "last", "before", "drafted", "pace"})
"""Fields that do not go back: a draft is there or not, and a text was written, whatever was said since."""


class Mark(NamedTuple):
    """A message before it is heard."""

    stamps: list[str]
    """By what it may be named later: its own stamp, and those of what it replaces; none where the channel has none."""
    then: dict[str, Any]
    """Where the conversation stood."""


def which(state: State, about: str, *, taken_back: bool) -> Which:
    """Tell which message of this conversation is meant; one of before it, or of another sender's, is none of its business.

    The words with which a call for help began are heard anew rather than replaced: they were counted.
    """
    if not about:
        return ""
    began = state.flow == "help" and state.before is None
    if about in state.last and (taken_back or not began):
        return "last"
    return "earlier" if state.since and not _older(about, state.since) else ""


def begin(state: State, revises: Which, stamp: str, about: str) -> Mark:
    """Go back where the last message is changed, and mark what a message is called and where it met the conversation."""
    if revises == "last":
        go_back(state)
    known = state.last if revises == "last" else [about]
    found = [*dict.fromkeys(filter(None, (*known, stamp)))]
    stamps = [*found[:1], *found[1:][1 - NAMES :]]
    return Mark(stamps, {name: _copied(value) for name, value in state.plain().items()} if stamps else {})


def _copied(value: Any) -> Any:  # noqa: ANN401 - whatever a state holds
    """Copy what a turn changes in place."""
    return value.copy() if isinstance(value, dict | list) else value


def go_back(state: State) -> None:
    """Stand where the conversation stood before its last message."""
    lasting = {slot: state.slots[slot] for slot in LASTING if slot in state.slots}
    kept = {name: getattr(state, name) for name in OURS}
    then = State.of({} if state.before is None else _there(state.plain(), state.before))
    for name in State.__slots__:
        setattr(state, name, kept.get(name, getattr(then, name)))
    state.slots |= lasting
    state.before = {}


def remember(state: State, mark: Mark, effects: Sequence[Effect]) -> None:
    """Keep of a turn what undoes it, on a channel that has stamps.

    Nothing leads back behind what was forgotten on the way, nor over the border of a lane of its own: there is only the door.
    """
    if not mark.stamps:
        return
    flows, restarted = {state.flow, mark.then["flow"]}, not state.since
    if restarted or _older(mark.stamps[0], state.since):
        state.since = mark.stamps[0]
    undone = all(isinstance(effect, UNDONE) for effect in effects)
    barred = restarted or not undone or (len(flows) > 1 and flows & BORDERED)
    state.last = mark.stamps if undone else []
    state.before = None if barred else _way(state.plain(), mark.then)


def _older(one: str, other: str) -> bool:
    """Whether one stamp is of an earlier moment: they are numbers, and grow."""
    return (len(one), one) < (len(other), other)


def _way(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """Give what changes ``now`` into ``then``; of what was only added to, no more than how much was there."""
    names = (now.keys() | then.keys()) - OURS
    return {name: _step(now.get(name), then.get(name)) for name in names if now.get(name) != then.get(name)}


def _step(now: Any, then: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Write one difference down: nothing was there, a part of what is, a part behind something else, or another thing."""
    match now, then:
        case dict(), dict():
            return _way(now, then)
        case str(), str() if now.startswith(then):
            return len(then)
        case list(), list():
            kept = next(size for size in range(len(then), -1, -1) if then[len(then) - size :] == now[:size])
            return [then[: len(then) - kept], kept]
        case _:
            return then


def _there(now: Mapping[str, Any], way: Mapping[str, Any]) -> dict[str, Any]:
    """Go the way that ``_way`` gave."""
    changed = {name: _stepped(now.get(name), step) for name, step in way.items()}
    return {name: value for name, value in {**now, **changed}.items() if value is not None}


def _stepped(now: Any, step: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Undo one difference."""
    match now, step:
        case dict(), dict():
            return _there(now, step)
        case str(), int():
            return now[:step]
        case list(), [list() as head, int() as kept]:
            return [*head, *now[:kept]]
        case _:
            return step
