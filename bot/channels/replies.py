"""How a door says no: a refusal in a sentence, a failure of ours in none."""

import logging

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from bot import quiet

NO_STORE = {"Cache-Control": "no-store"}


def refusal(error: HTTPException) -> Response:
    """Answer with the refusal's sentence, which is written for the operator and repeats nothing of the request."""
    headers = {**dict(error.get_headers()), **NO_STORE, "Content-Type": "text/plain; charset=utf-8"}
    return Response(f"{error.description}\n", error.code, headers)


def failure(error: Exception, door: str) -> Response:
    """Answer 500 and nothing: Twilio then asks the fallback address, which has the right words."""
    quiet.event("failed", level=logging.ERROR, door=door, error=error)
    return Response(status=500, headers=NO_STORE)
