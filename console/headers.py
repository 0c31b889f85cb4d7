"""What every response tells the browser: run nothing, keep nothing, tell nobody."""

from flask import Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def protect(response: Response) -> Response:
    """Add our headers; only the stylesheet, which says nothing, may be kept by a browser."""
    response.headers.update(HEADERS)
    if response.mimetype != "text/css":
        response.headers["Cache-Control"] = "no-store"
    return response
