"""The Signal door as one Flask app, for this machine alone: signal-cli-rest-api calls it, and nobody else.

It shares nothing with the public door but the database, and is restarted less often: what comes while it is away is lost.
"""

import logging
from typing import NoReturn

from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

from bot import quiet
from bot.channels import Answers
from bot.channels.bare import bare_app
from bot.channels.signal.door import LARGEST_BODY, PATH, SignalDoor
from bot.setup.settings import Settings
from bot.watch import Lookout
from bot.watch.page import watch_page
from storage import Store


def create_signal_app(engine: Answers, settings: Settings, store: Store) -> Flask:
    """Build the app around an engine; a line without Signal has the same address, and says there what is missing."""
    app = bare_app("signal", LARGEST_BODY)
    lookout = Lookout(store, settings)
    app.register_blueprint(watch_page(lookout.healthy, lookout.metrics))
    door = SignalDoor(engine, settings.signal, store) if settings.signal else not_set_up
    app.add_url_rule(PATH, "signal", door, methods=["POST"], provide_automatic_options=False)
    return app


def not_set_up() -> NoReturn:
    """Refuse, and say what is missing: a process that ended would be started again for ever."""
    quiet.event("refused", level=logging.WARNING, channel="signal", status=ServiceUnavailable.code)
    raise ServiceUnavailable(
        "Set SIGNAL_API_URL, SIGNAL_NUMBER and SIGNAL_WEBHOOK_TOKEN: this line has no Signal."
    )
