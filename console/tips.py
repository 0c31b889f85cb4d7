"""The queue and one tip: coarse facts in the list, the account only where a reviewer opens it."""

from typing import cast

from flask import redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.desk import desk
from console.failures import NoSuchStatus
from console.guard import session
from console.report import Report
from console.ways import home
from storage import STATUSES, Status

PAGE = 25
"""Rows of the queue on one page."""


def queue() -> str | Answer:
    """Show the reports, urgent first, then newest; all of them or those with one status. Others are led to their own page."""
    if not session().may("intake"):
        return redirect(home(session()), 303)
    wanted = request.args.get("status", "")
    status = next((known for known in STATUSES if known == wanted), None)
    after = request.args.get("after") or None
    here = desk()
    return render_template(
        "queue.html",
        page=here.store.tips.page(session(), here.now(), after, PAGE, status=status),
        after=after,
        status=status,
        statuses=STATUSES,
        today=here.today(),
        done=request.args.get("done", ""),
        closed=here.store.switch.closed,
    )


def tip(tip_id: str) -> str:
    """Show one report with its letters, opened with the key of the session."""
    here = desk()
    tips, asked = here.store.tips, (session(), tip_id, here.now())
    report = Report.read(tips.read(*asked), here.zone)
    return render_template(
        "tip.html",
        row=tips.row(*asked),
        report=report,
        letters=tips.letters(*asked),
        reason=tips.reason(*asked),
        releases=here.store.releases.of(*asked),
        statuses=STATUSES,
        duty=here.duty,
        today=here.today(),
        done=request.args.get("done", ""),
    )


def set_status(tip_id: str) -> Answer:
    """Give a report the status that a reviewer chose."""
    status = cast("Status", request.form.get("status", ""))
    if status not in STATUSES:
        raise NoSuchStatus
    desk().store.tips.set_status(session(), tip_id, status, desk().now())
    return redirect(url_for("tip", tip_id=tip_id, done="status"), 303)
