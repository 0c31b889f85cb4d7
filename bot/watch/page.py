"""The pages of the watch: a yes or no, and numbers for a machine; for callers on this machine, and for nobody else."""

import re
from collections.abc import Callable
from ipaddress import ip_address

from flask import Blueprint, Response, abort, request

from bot.channels.replies import NO_STORE
from bot.watch.metrics import CONTENT_TYPE

PASSED_ON = frozenset({"forwarded", "via", "x-real-ip"})
"""Headers by which a proxy says that it asks for somebody else, beside all that begin with ``x-forwarded-``."""
HERE = re.compile(r"(?:(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)?")
"""The hosts that a caller on this machine names, if any: a proxy that passes its own on asks for somebody else."""


def watch_page(healthy: Callable[[], bool], metrics: Callable[[], str] | None = None) -> Blueprint:
    """Make ``/health`` and, where ``metrics`` are given, ``/metrics``."""
    page = Blueprint("watch", __name__)
    page.before_request(only_from_here)
    page.add_url_rule(
        "/health", "health", lambda: Response(status=200 if healthy() else 503, headers=NO_STORE)
    )
    if metrics:
        page.add_url_rule(
            "/metrics", "metrics", lambda: Response(metrics(), headers=NO_STORE, content_type=CONTENT_TYPE)
        )
    return page


def only_from_here() -> None:
    """Refuse whoever calls from elsewhere, or through a proxy that says so: to them there is no such page."""
    names = [name.lower() for name in request.headers.keys()]  # noqa: SIM118 - iterating it gives pairs
    passed_on = any(name in PASSED_ON or name.startswith("x-forwarded-") for name in names)
    if (
        passed_on
        or not _loopback(request.remote_addr or "")
        or not HERE.fullmatch(request.headers.get("Host", ""))
    ):
        abort(404)


def _loopback(address: str) -> bool:
    """Tell whether an address is this machine's own, in either form that a socket may show it in."""
    try:
        return ip_address(address.removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False
