"""The second factor's page: a picture for the phone, a first code, the spare codes once; and the way back out."""

from typing import NamedTuple

import segno
from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug import Response as Answer

from console.desk import desk
from console.guard import look_again, session
from storage import FactorIsSet, Proposal, TooSoon, WrongCode, WrongPassphrase

GROUP = 4
"""Characters of the key that stand together, for whoever types it."""


class Squares(NamedTuple):
    """A QR code as one path of an SVG, whose unit is a module."""

    size: int
    path: str


def second_factor() -> Response:
    """Show how to set a second factor up or, if there is one, how to put it away."""
    factors = desk().store.staff.factors
    left = factors.spares_left(session())
    return _set_up_page(factors.propose(session())) if left is None else _set_page(left)


def set_up_factor() -> Answer:
    """Take the first code of the app, and show the spare codes this once."""
    factors, sealed = desk().store.staff.factors, request.form.get("proposal", "")
    try:
        spares = factors.set_up(session(), sealed, request.form.get("code", ""), desk().now())
    except WrongCode:
        return _set_up_page(factors.again(session(), sealed), notice="wrong", status=400)
    except FactorIsSet:  # the page was sent twice
        return redirect(url_for("second_factor"), 303)
    look_again()
    return make_response(render_template("spare_codes.html", codes=spares))


def put_factor_away() -> Answer:
    """Take the second factor away from whoever gives passphrase and code once more."""
    staff = desk().store.staff
    passphrase, code = request.form.get("passphrase", ""), request.form.get("code", "")
    try:
        staff.put_factor_away(session(), passphrase, code, desk().now())
    except TooSoon as wait:
        return _refused("soon", 429, wait.seconds)
    except WrongPassphrase:
        return _refused("wrong", 403)
    return redirect(url_for("second_factor", away=1), 303)


def squares(text: str) -> Squares:
    """Draw a text as a QR code, with the margin of four modules that cameras need."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=4)]
    dark = [
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, module in enumerate(row)
        if module
    ]
    return Squares(len(rows), "".join(dark))


def _refused(notice: str, status: int, seconds: int = 0) -> Response:
    left = desk().store.staff.factors.spares_left(session())
    return _set_page(left or 0, notice, status, seconds)


def _set_page(left: int, notice: str = "", status: int = 200, seconds: int = 0) -> Response:
    page = render_template("second_factor_set.html", left=left, notice=notice, seconds=seconds)
    response = make_response(page, status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _set_up_page(proposal: Proposal, notice: str = "", status: int = 200) -> Response:
    address = proposal.address(session().member, f"Porchlight {desk().place_name}")
    key = proposal.secret
    page = render_template(
        "second_factor.html",
        qr=squares(address),
        key=" ".join(key[start : start + GROUP] for start in range(0, len(key), GROUP)),
        sealed=proposal.sealed,
        required=desk().store.staff.factors.required,
        notice=notice or ("away" if "away" in request.args else ""),
    )
    return make_response(page, status)
