"""Which pages a member may open, which comes first, and which a sign-in leads back to."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException

from storage import Role, Session

BAR = ("queue", "released", "audit", "second_factor")
"""The links at the top of every page, in order."""
OPENED_BY: Mapping[str, Role | None] = {
    "queue": "intake",
    "tip": "intake",
    "letter_form": "intake",
    "release_form": "intake",
    "mislaned": "intake",
    "released": "partner",
    "released_tip": "partner",
    "audit": "admin",
    "second_factor": None,
}
"""The role that each page needs; a sign-in leads back to no others."""
CARRIED = frozenset({"status", "after", "before"})
"""What of an address's question is kept on the way back."""


def ways(session: Session) -> list[str]:
    """Return the endpoints at the top of a member's pages; the first is where a sign-in leads."""
    return [endpoint for endpoint in BAR if _opens(session, endpoint)]


def home(session: Session) -> str:
    """Return the address of a member's first page."""
    return url_for(ways(session)[0])


def way_back(wanted: str, session: Session) -> str:
    """Return the address of the wanted page, always one of ours and written by ourselves; else the member's first."""
    try:
        parts = urlsplit(wanted)
        endpoint, values = current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, ValueError):
        return home(session)
    if not _opens(session, endpoint):
        return home(session)
    kept = {name: value for name, value in parse_qsl(parts.query) if name in CARRIED}
    return url_for(endpoint, **{**values, **kept})


def _opens(session: Session, endpoint: str) -> bool:
    if endpoint not in OPENED_BY or endpoint not in current_app.view_functions:
        return False
    role = OPENED_BY[endpoint]
    return role is None or session.may(role)
