"""Writing to whoever holds a report's code: a ready question first, own words second, and never unread before sending."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.desk import desk
from console.guard import session
from console.questions import QUESTIONS, questions
from console.report import Report
from console.wording import known, language, said_in
from understanding.discretion import contacts, indiscreet
from understanding.segments import count


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a letter may not be sent: ``empty``, ``long``, ``words`` or ``contacts``, and what it tripped over."""

    kind: str
    found: tuple[str, ...] = ()


def letter_form(tip_id: str) -> str:
    """Show the ready questions, in the language of the report and in the reader's."""
    here = desk()
    report = Report.read(here.store.tips.read(session(), tip_id, here.now()), here.zone)
    return _form(tip_id, theirs=known(report.language))


def preview_letter(tip_id: str) -> str | tuple[str, int]:
    """Show a letter as the phone would, for a last look; or the form again, and what is wrong with it."""
    theirs = known(request.form.get("language", ""))
    key = request.form.get("question", "")
    own = _line(request.form.get("text", ""))
    text = said_in(theirs, *QUESTIONS[key]) if key in QUESTIONS else own
    if "change" in request.form:
        return _form(tip_id, theirs=theirs, text=text)
    objection = objected(text)
    if objection:
        return _form(tip_id, theirs=theirs, text=text, objection=objection), 422
    row = desk().store.tips.row(session(), tip_id, desk().now())
    return render_template("preview.html", row=row, text=text, theirs=theirs)


def send_letter(tip_id: str) -> Answer | tuple[str, int]:
    """Add the letter that was looked at; what is forbidden is forbidden here, whatever the page let through."""
    text = _line(request.form.get("text", ""))
    objection = objected(text)
    if objection:
        theirs = known(request.form.get("language", ""))
        return _form(tip_id, theirs=theirs, text=text, objection=objection), 422
    desk().store.tips.write(session(), tip_id, text, desk().now())
    return redirect(url_for("tip", tip_id=tip_id, done="letter"), 303)


def objected(text: str) -> Objection | None:
    """Tell why a letter may not be sent, or None: it must fit one text, name nothing and lead nowhere (B9)."""
    if not text:
        return Objection("empty")
    if words := indiscreet(text):
        return Objection("words", tuple(words))
    if ways := contacts(text):
        return Objection("contacts", tuple(ways))
    return Objection("long") if count(text).segments > 1 else None


def _form(tip_id: str, *, theirs: str, text: str = "", objection: Objection | None = None) -> str:
    return render_template(
        "letter.html",
        row=desk().store.tips.row(session(), tip_id, desk().now()),
        questions=questions(theirs, language()),
        theirs=theirs,
        text=text,
        objection=objection,
    )


def _line(text: str) -> str:
    """Set a letter in one line, as it will stand inside a reply."""
    return " ".join(text.split())
