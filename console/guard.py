"""Who is at the desk: the session behind the cookie, and the mark that each form carries."""

import hmac
import re
import secrets

from flask import Response, g, request

from console.desk import desk
from console.failures import FactorMissing, FormNotOurs, NotSignedIn
from storage import Session

OPEN = frozenset({"static", "sign_in", "enter"})
"""Endpoints for people who have not signed in."""

OUR_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
"""What ``secrets.token_urlsafe(32)`` makes; nothing else is handed back to a browser."""

SETTING_UP = frozenset({"second_factor", "set_up_factor", "sign_out"})
"""Endpoints for people who must set a second factor up before anything else opens."""

DEVICE_KEPT = 180 * 24 * 60 * 60
"""Seconds after which a browser that nobody signed in with is a stranger's again."""


def cookie_name(purpose: str) -> str:
    """Return a cookie's name: over HTTPS one that no other host under our domain can set."""
    prefix = "__Host-" if desk().secure_cookie else ""
    return f"{prefix}porchlight-{purpose}"


def set_cookie(response: Response, purpose: str, value: str, *, kept: int | None = None) -> None:
    """Give the browser a cookie that no script reads and no other site sends; kept for seconds, or till it closes."""
    response.set_cookie(
        cookie_name(purpose),
        value,
        max_age=kept,
        httponly=True,
        samesite="Strict",
        secure=desk().secure_cookie,
        path="/",
    )


def session_token() -> str:
    """Return what the browser sent as its session's token, or nothing."""
    return request.cookies.get(cookie_name("session"), "")


def device() -> str:
    """Return what the browser was given when somebody signed in with it before, or nothing."""
    return request.cookies.get(cookie_name("device"), "")


def admit() -> None:
    """Let a request pass to a page of staff only with a live session, and a form only with its mark.

    Every page seals a little of what lies under an old key again, as long as there is any.
    """
    if request.endpoint is None or request.endpoint in OPEN:
        return
    token = session_token()
    session = desk().store.staff.session(token, desk().now()) if token else None
    if session is None:
        raise NotSignedIn
    g.session = session
    if not session.complete and request.endpoint not in SETTING_UP:
        raise FactorMissing
    if request.method == "POST":
        check_form(token)
    else:
        desk().store.staff.reseal(session)


def look_again() -> None:
    """Find the session anew, when something in this request has changed what it opens."""
    g.session = desk().store.staff.session(session_token(), desk().now()) or g.session


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
