"""The body of a request, whole and never too large, as a door that reads it itself needs it."""

from wsgiref.types import WSGIEnvironment

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]  # it carries no annotations
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream


def whole(environ: WSGIEnvironment, largest: int) -> bytes:
    """Read one byte more than we take, for a body in chunks tells its length to nobody before its end.

    Raises RequestEntityTooLarge, or BadRequest for broken chunks.
    """
    try:
        body = get_input_stream(environ, max_content_length=largest + 1).read()
    except ParseException as error:  # what gunicorn finds in broken chunks, and leaves to whoever reads them
        raise BadRequest("The body is broken.") from error
    if len(body) > largest:
        raise RequestEntityTooLarge
    return body
