"""The audit's page: who did what in which hour, for an admin; of a report it says only that it was one."""

from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from flask import render_template, request

from console.desk import desk
from console.guard import session
from storage import BrokenChain, Entry, Verb

LARGEST = 2**53
"""No audit has a number beyond; a longer one in an address is nobody's."""


class Act(NamedTuple):
    """One entry as it is shown."""

    actor: str
    verb: Verb
    day: date
    hour: str
    """Such as ``14:00–15:00``, where the line runs."""
    report: bool
    """Whether it was about a report."""


def audit() -> str:
    """Show a page of the audit, newest first, and if asked whether the whole of it is as it was written."""
    here, before = desk(), request.args.get("before", type=int)
    known = before if before and 0 < before < LARGEST else None
    entries, after = here.store.audit.page(session(), known)
    return render_template(
        "audit.html",
        acts=[_act(entry, here.zone) for entry in entries],
        before=known,
        after=after,
        today=here.today(),
        state=_state() if "checked" in request.args else "",
    )


def _act(entry: Entry, zone: tzinfo) -> Act:
    start = datetime.fromtimestamp(entry.hour, zone)
    end = datetime.fromtimestamp(entry.hour + timedelta(hours=1).seconds, zone)
    hour = f"{start:%H:%M}–{end:%H:%M}"
    return Act(entry.actor, entry.verb, start.date(), hour, entry.about is not None)


def _state() -> str:
    try:
        desk().store.audit.verify()
    except BrokenChain:
        return "broken"
    return "intact"
