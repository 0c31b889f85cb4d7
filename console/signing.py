"""Coming to the desk and leaving it."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.desk import desk
from console.failures import NotSignedIn
from console.guard import (
    DEVICE_KEPT,
    check_form,
    cookie_name,
    device,
    mark,
    session_token,
    set_cookie,
    visitor,
)
from console.ways import way_back
from storage import TooSoon, WrongPassphrase


def sign_in() -> Response:
    """Show the sign-in form."""
    return sign_in_page("out" if "out" in request.args else "", wanted=request.args.get("next", ""))


def enter() -> Answer:
    """Sign a member in and lead on to the page that was wanted."""
    check_form(request.cookies.get(cookie_name("visitor"), ""))
    staff, now, wanted = desk().store.staff, desk().now(), request.form.get("next", "")
    name, passphrase, code = (request.form.get(field, "") for field in ("name", "passphrase", "code"))
    try:
        token = staff.sign_in(name, passphrase, now, code, device())
    except TooSoon as wait:
        return sign_in_page("soon", wanted=wanted, status=429, seconds=wait.seconds)
    except WrongPassphrase:
        return sign_in_page("wrong", wanted=wanted, status=401)
    session = staff.session(token, now)
    if session is None:
        raise NotSignedIn  # revoked in this very moment
    if session_token():
        staff.sign_out(session_token(), now)
    response = make_response(redirect(way_back(wanted, session), 303))
    set_cookie(response, "session", token)
    set_cookie(response, "device", staff.device(session), kept=DEVICE_KEPT)
    return response


def sign_out() -> Answer:
    """End the session here and in the database."""
    desk().store.staff.sign_out(session_token(), desk().now())
    response = redirect(url_for("sign_in", out=1), 303)
    response.delete_cookie(
        cookie_name("session"), httponly=True, samesite="Strict", secure=desk().secure_cookie
    )
    return response


def sign_in_page(notice: str, *, wanted: str, status: int = 200, seconds: int = 0) -> Response:
    """Return the sign-in form under a notice: ``out``, ``wrong``, ``soon``, ``expired``, ``form`` or none."""
    page = render_template(
        "sign_in.html",
        notice=notice,
        seconds=seconds,
        wanted=wanted,
        name=request.form.get("name", ""),
        mark=mark(visitor()),
    )
    response = make_response(page, status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    set_cookie(response, "visitor", visitor())
    return response
