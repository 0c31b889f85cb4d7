"""What a partner sees: the copies that intake wrote for their agency, and not one fact more than stands in them."""

from contextlib import suppress
from dataclasses import dataclass

from flask import render_template, request

from console.desk import desk
from console.failures import UnreadableReport
from console.guard import session
from console.report import Report
from storage import Copy

PAGE = 25
"""Copies on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    copy: Copy
    report: Report | None
    """None where the member does not have the key yet, or the copy is damaged."""


def released() -> str:
    """Show what was released to the partner's agency, the newest day first."""
    here = desk()
    after = request.args.get("after") or None
    page = here.store.releases.page(session(), here.now(), after, PAGE)
    return render_template(
        "released.html",
        lines=[Line(copy, _report(copy)) for copy in page.copies],
        next=page.next,
        after=after,
        today=here.today(),
    )


def released_tip(reference: str) -> str:
    """Show one released copy."""
    here = desk()
    copy = here.store.releases.read(session(), reference, here.now())
    report = Report.read(copy.body or b"", here.zone)
    return render_template("released_tip.html", copy=copy, report=report, duty=here.duty, today=here.today())


def _report(copy: Copy) -> Report | None:
    with suppress(UnreadableReport):
        return Report.read(copy.body or b"", desk().zone)
    return None
