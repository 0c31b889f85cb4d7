"""The staff console as a WSGI app: who may come in, which pages there are, what every response carries."""

import time
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from gettext import NullTranslations

from flask import Flask, g, url_for

from console import audit, keeping, letters, released, releasing, second_factor, signing, tips, wording
from console.desk import Desk, ReportingDuty, desk
from console.guard import admit, mark, session_token
from console.headers import protect
from console.refusals import refuse_well
from console.ways import home, ways
from storage import Store

LONGEST_FORM = 64 * 1024
"""Bytes; the longest form holds the copy of a report of 4,000 letters, each Hangul nine bytes on its way."""


def create_app(
    store: Store,
    *,
    secure_cookie: bool,
    clock: Callable[[], int] = lambda: int(time.time()),
    place_name: str,
    zone: tzinfo,
    translations: Mapping[str, NullTranslations],
    duty: ReportingDuty,
) -> Flask:
    """Return the console over ``store``, in the languages of ``translations`` and in English."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_FORM
    catalogues = {wording.FALLBACK: NullTranslations(), **translations}
    app.extensions["console"] = Desk(store, clock, place_name, zone, catalogues, duty, secure_cookie)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(date=date.fromisoformat, short=_short)
    wording.speak(app)
    refuse_well(app)
    app.before_request(admit)
    app.after_request(protect)
    app.context_processor(_frame)
    _lay_out(app)
    return app


def _lay_out(app: Flask) -> None:
    app.add_url_rule("/sign-in", view_func=signing.sign_in)
    app.add_url_rule("/sign-in", view_func=signing.enter, methods=["POST"])
    app.add_url_rule("/sign-out", view_func=signing.sign_out, methods=["POST"])
    app.add_url_rule("/second-factor", view_func=second_factor.second_factor)
    app.add_url_rule("/second-factor", view_func=second_factor.set_up_factor, methods=["POST"])
    app.add_url_rule("/second-factor/away", view_func=second_factor.put_factor_away, methods=["POST"])
    app.add_url_rule("/audit", view_func=audit.audit)
    app.add_url_rule("/", view_func=tips.queue)
    app.add_url_rule("/tips/<tip_id>", view_func=tips.tip)
    app.add_url_rule("/tips/<tip_id>/status", view_func=tips.set_status, methods=["POST"])
    _lay_out_desk(app)


def _lay_out_desk(app: Flask) -> None:
    """Lay out what intake does with a report, and what partners see of it."""
    app.add_url_rule("/tips/<tip_id>/letter", view_func=letters.letter_form)
    app.add_url_rule("/tips/<tip_id>/letter", view_func=letters.preview_letter, methods=["POST"])
    app.add_url_rule("/tips/<tip_id>/letter/send", view_func=letters.send_letter, methods=["POST"])
    app.add_url_rule("/tips/<tip_id>/release", view_func=releasing.release_form)
    app.add_url_rule("/tips/<tip_id>/release", view_func=releasing.release, methods=["POST"])
    app.add_url_rule("/tips/<tip_id>/hold", view_func=keeping.hold, methods=["POST"])
    app.add_url_rule("/tips/<tip_id>/hold/end", view_func=keeping.lift, methods=["POST"])
    app.add_url_rule("/tips/<tip_id>/mislaned", view_func=keeping.mislaned)
    app.add_url_rule("/tips/<tip_id>/mislaned", view_func=keeping.erase_mislaned, methods=["POST"])
    app.add_url_rule("/released", view_func=released.released)
    app.add_url_rule("/released/<reference>", view_func=released.released_tip)


def _frame() -> dict[str, object]:
    """Return what the frame around every page shows."""
    page: dict[str, object] = {
        "place": desk().place_name,
        "language": wording.language(),
        "languages": wording.languages(),
        "home": url_for("queue"),
    }
    if "session" in g:
        page |= {"member": g.session.member, "mark": mark(session_token())}
        page |= {"home": home(g.session), "ways": ways(g.session)}
    return page


def _short(tip_id: str) -> str:
    """Return what people call a report by: the end of its id, which is random."""
    return tip_id[-6:]
