"""What is kept longer and what goes at once: holds, and stories that never should have come to the reports."""

from flask import redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.desk import desk
from console.failures import NoReason
from console.guard import session
from storage import NoSuchTip

LONGEST_REASON = 400
"""Letters; more would be a file of its own."""


def hold(tip_id: str) -> Answer:
    """Keep a report beyond its day, for a reason that only intake can read."""
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if not reason:
        raise NoReason
    desk().store.tips.hold(session(), tip_id, reason, desk().now())
    return redirect(url_for("tip", tip_id=tip_id, done="held"), 303)


def lift(tip_id: str) -> Answer:
    """End a hold, and lead back to the report if it is still there."""
    here = desk()
    here.store.tips.lift(session(), tip_id, here.now())
    try:
        here.store.tips.row(session(), tip_id, here.now())
    except NoSuchTip:
        return redirect(url_for("queue", done="gone"), 303)
    return redirect(url_for("tip", tip_id=tip_id, done="lifted"), 303)


def mislaned(tip_id: str) -> str:
    """Ask once more before a story is deleted."""
    row = desk().store.tips.row(session(), tip_id, desk().now())
    return render_template("mislaned.html", row=row)


def erase_mislaned(tip_id: str) -> Answer:
    """Delete what a person in trouble told of themself, with everything that hangs on it (A4)."""
    desk().store.tips.erase_mislaned(session(), tip_id, desk().now())
    return redirect(url_for("queue", done="gone"), 303)
