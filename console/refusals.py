"""What a person reads when the console cannot do what was asked: one plain sentence, the right status, no traceback."""

import logging
from http import HTTPStatus

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug import Response as Answer
from werkzeug.exceptions import HTTPException

from console.failures import (
    FactorMissing,
    FormNotOurs,
    NoReason,
    NoSuchStatus,
    NotSignedIn,
    UnreadableReport,
)
from console.guard import session_token
from console.signing import sign_in_page
from storage import (
    MarkedJunk,
    NoMailbox,
    NoReaders,
    NoSuchTip,
    NotAllowed,
    StorageError,
    TakenBack,
    ThreadFull,
)

log = logging.getLogger("console")

FAILED = "request failed: %s at %s:%s"
"""All that is ever logged: a class, a module, a line. An error's message may quote a report."""

ANSWERS: tuple[tuple[type[Exception], int, str], ...] = (
    (NoSuchTip, 404, "no tip"),
    (NoSuchStatus, 400, "request"),
    (NoReason, 400, "no reason"),
    (TakenBack, 409, "taken back"),
    (NoMailbox, 409, "no mailbox"),
    (ThreadFull, 409, "thread full"),
    (MarkedJunk, 409, "junk"),
    (NoReaders, 409, "no readers"),
    (NotAllowed, 403, "not allowed"),
    (UnreadableReport, 500, "unreadable"),
    (StorageError, 503, "storage"),
    (Exception, 500, "fault"),
)
"""Which failure answers with which status and which sentence of refused.html; the first that fits."""


def refuse_well(app: Flask) -> None:
    """Let every failure of a request end in a page of ours."""
    app.register_error_handler(NotSignedIn, _ask_to_sign_in)
    app.register_error_handler(FactorMissing, lambda _: redirect(url_for("second_factor"), 303))
    app.register_error_handler(FormNotOurs, _form_not_ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failure)


def _ask_to_sign_in(_: NotSignedIn) -> Answer:
    wanted = _page_of_form() if request.method == "POST" else request.full_path.rstrip("?")
    if request.method != "POST" and not session_token():
        return redirect(url_for("sign_in", next=wanted), 303)
    return sign_in_page("expired", wanted=wanted, status=401)


def _page_of_form() -> str:
    """Return the page that a form was on: a sign-in cannot lead back to an address that only takes forms."""
    if request.endpoint in {"set_up_factor", "put_factor_away"}:
        return url_for("second_factor")
    tip_id = (request.view_args or {}).get("tip_id")
    return url_for("tip", tip_id=tip_id) if tip_id else url_for("queue")


def _form_not_ours(_: FormNotOurs) -> Response:
    if request.endpoint == "enter":
        return sign_in_page("form", wanted=request.form.get("next", ""), status=403)
    return _page(403, "form")


def _http(error: HTTPException) -> Answer:
    response = error.get_response()
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return response  # not a refusal but a way on
    response.set_data(render_template("refused.html", reason=_reason(response.status_code)))
    response.content_type = "text/html; charset=utf-8"
    return response


def _reason(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return "no page"
    return "fault" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "request"


def _failure(error: Exception) -> Response:
    status, reason = next((status, reason) for kind, status, reason in ANSWERS if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error(FAILED, type(error).__name__, *_place(error))
    return _page(status, reason)


def _place(error: Exception) -> tuple[str, int]:
    """Return the module and line that raised: enough to mend it, and nothing that it was about."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return (trace.tb_frame.f_globals.get("__name__", "?"), trace.tb_lineno) if trace else ("?", 0)


def _page(status: int, reason: str) -> Response:
    return make_response(render_template("refused.html", reason=reason), status)
