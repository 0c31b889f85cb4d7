"""A Flask app with nothing in it: no cookie, no static file, no page; what goes wrong is said as ``replies`` says it.

No secret key is set, so Flask can make no session: Twilio, for one, would keep a cookie for four hours and send it along
with every text between the same two numbers.
"""

from functools import partial

from flask import Flask
from werkzeug.exceptions import HTTPException

from bot.channels.replies import failure, refusal


def bare_app(door: str, largest: int) -> Flask:
    """Make the app of a door, by its name in the log, that takes bodies of so many bytes at most."""
    app = Flask("bot", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = largest
    app.url_map.merge_slashes = False  # //try is not an address we gave to anybody
    app.register_error_handler(HTTPException, refusal)
    app.register_error_handler(Exception, partial(failure, door=door))
    return app
