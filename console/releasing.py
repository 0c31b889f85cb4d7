"""Releasing: intake writes a copy for one agency, and says which behaviour was seen before anybody else reads of it."""

import json
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.blocks import by_block
from console.desk import desk
from console.guard import session
from console.report import BEHAVIOUR_FIRST, Moment, Report

BEHAVIOURS = ("held", "threatened", "taken", "offered", "minor", "weapon", "again")
"""What people do that a report may be passed on for (E2): deeds, never looks."""
FACTS = tuple(fact for fact in BEHAVIOUR_FIRST if fact != "minor")
"""What of the reading may stand in a copy: all but that the sender may be under 18, which is theirs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy as it stands in the form."""

    account: str
    place: str
    when: str
    facts: tuple[str, ...]
    behaviour: tuple[str, ...]
    language: str
    recurs: tuple[str, ...] = ()
    agency: str = ""

    @classmethod
    def of(cls, report: Report) -> "Draft":
        """Begin with what the report says, houses by their block; nobody has ticked a behaviour yet."""
        when = _written(report.when)
        account = by_block(report.account, report.language)
        return cls(account, report.place, when, report.facts, (), report.language, report.recurs)

    @classmethod
    def sent(cls) -> "Draft":
        """Read the form that was sent; what it may not hold is left out."""
        form = request.form
        return cls(
            account=form.get("account", "").replace("\r\n", "\n").strip(),
            place=form.get("place", "").strip(),
            when=form.get("when", "").strip(),
            facts=tuple(fact for fact in FACTS if fact in form.getlist("fact")),
            behaviour=tuple(deed for deed in BEHAVIOURS if deed in form.getlist("behaviour")),
            language=form.get("language", "")[:8],
            recurs=tuple(form.get("recurs", "")[:64].split()),
            agency=form.get("agency", ""),
        )

    def lacking(self, agencies: list[str]) -> str:
        """Name what a release still needs: ``account``, ``behaviour``, ``agency``; or nothing."""
        if not self.account:
            return "account"
        if not self.behaviour:
            return "behaviour"
        return "" if self.agency in agencies else "agency"

    def body(self) -> bytes:
        """Write the copy down as the agency will open it."""
        copy = {
            "account": self.account,
            "place": self.place or None,
            "when": self.when or None,
            "recurs": " ".join(self.recurs) or None,
            "facts": self.facts,
            "behaviour": self.behaviour,
            "language": self.language,
        }
        return json.dumps(copy, ensure_ascii=False).encode()


def release_form(tip_id: str) -> str:
    """Show the copy, which begins as the report itself."""
    here = desk()
    report = Report.read(here.store.tips.read(session(), tip_id, here.now()), here.zone)
    return _form(tip_id, Draft.of(report))


def release(tip_id: str) -> Answer | tuple[str, int]:
    """Hand the copy to the agency, or show the form again with what it lacks."""
    here, draft = desk(), Draft.sent()
    lacking = draft.lacking(here.store.releases.agencies(session()))
    if lacking:
        return _form(tip_id, draft, lacking), 422
    here.store.releases.release(session(), tip_id, draft.agency, draft.body(), here.now())
    return redirect(url_for("tip", tip_id=tip_id, done="released"), 303)


def _form(tip_id: str, draft: Draft, lacking: str = "") -> str:
    here = desk()
    return render_template(
        "release.html",
        row=here.store.tips.row(session(), tip_id, here.now()),
        draft=draft,
        lacking=lacking,
        agencies=here.store.releases.agencies(session()),
        releases=here.store.releases.of(session(), tip_id, here.now()),
        facts=FACTS,
        behaviours=BEHAVIOURS,
        today=here.today(),
    )


def _written(moment: Moment | None) -> str:
    """Write a moment into a line of the form, so that it can be read back."""
    if moment is None:
        return ""
    return moment.words or f"{moment.day} {moment.hour}".strip()
