"""Who is at the desk: the session behind the cookie, the mark that each form carries, the way back."""

import hmac
import re
import secrets
from urllib.parse import parse_qsl, urlsplit

from flask import Response, current_app, g, request, url_for
from werkzeug.exceptions import HTTPException

from console.desk import desk
from console.failures import FormNotOurs, NotSignedIn
from storage import Session

OPEN = frozenset({"static", "sign_in", "enter"})
"""Endpoints for people who have not signed in."""

OUR_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
"""What ``secrets.token_urlsafe(32)`` makes; nothing else is handed back to a browser."""

RETURNS = frozenset({"queue", "tip", "letter_form", "release_form", "mislaned", "released", "released_tip"})
"""Pages a sign-in may lead back to."""


def cookie_name(purpose: str) -> str:
    """Return a cookie's name: over HTTPS one that no other host under our domain can set."""
    prefix = "__Host-" if desk().secure_cookie else ""
    return f"{prefix}porchlight-{purpose}"


def set_cookie(response: Response, purpose: str, value: str) -> None:
    """Give the browser a cookie that no script reads, no other site sends and no restart keeps."""
    response.set_cookie(
        cookie_name(purpose), value, httponly=True, samesite="Strict", secure=desk().secure_cookie, path="/"
    )


def session_token() -> str:
    """Return what the browser sent as its session's token, or nothing."""
    return request.cookies.get(cookie_name("session"), "")


def admit() -> None:
    """Let a request pass to a page of staff only with a live session, and a form only with its mark."""
    if request.endpoint is None or request.endpoint in OPEN:
        return
    token = session_token()
    session = desk().store.staff.session(token, desk().now()) if token else None
    if session is None:
        raise NotSignedIn
    g.session = session
    if request.method == "POST":
        check_form(token)


def session() -> Session:
    """Return the session that ``admit`` found."""
    found: Session = g.session
    return found


def visitor() -> str:
    """Return the random value that ties the sign-in form to the browser it was given to."""
    if "visitor" not in g:
        brought = request.cookies.get(cookie_name("visitor"), "")
        g.visitor = brought if OUR_TOKEN.fullmatch(brought) else secrets.token_urlsafe(32)
    return str(g.visitor)


def mark(cookie: str) -> str:
    """Return what a form carries: a keyed hash that only a page given to the holder of the cookie can know."""
    return hmac.new(cookie.encode(), b"porchlight console form", "sha256").hexdigest()


def check_form(cookie: str) -> None:
    """Refuse a form whose mark does not belong to the cookie it came with."""
    given = request.form.get("mark", "")
    if not cookie or not hmac.compare_digest(mark(cookie).encode(), given.encode()):
        raise FormNotOurs


def way_back(wanted: str) -> str:
    """Return the address of the wanted page, always one of ours and written by ourselves; else the queue's."""
    try:
        parts = urlsplit(wanted)
        endpoint, values = current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, ValueError):
        return url_for("queue")
    if endpoint not in RETURNS:
        return url_for("queue")
    kept = {name: value for name, value in parse_qsl(parts.query) if name in {"status", "after"}}
    return url_for(endpoint, **{**values, **kept})
