"""The public door as one Flask app: texts from Twilio, a sign of life for this machine, and in a demo the phone in the browser."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from flask import Flask

from bot.channels import Answers
from bot.channels.bare import bare_app
from bot.channels.phone_page import phone_page
from bot.channels.sms import LARGEST_BODY, PATH, SmsDoor
from bot.setup.settings import Settings
from bot.watch.page import watch_page


def create_app(
    engine: Answers,
    settings: Settings,
    *,
    healthy: Callable[[], bool] = lambda: True,
    phone_words: Mapping[str, NullTranslations] | None = None,
) -> Flask:
    """Build the app around an engine.

    `healthy` tells whether the line behind this door can do its work; `phone_words` are the words of the phones in the
    browser, by default those that were compiled.
    """
    app = bare_app("web", LARGEST_BODY)
    app.register_blueprint(watch_page(healthy))
    if settings.demo:
        app.register_blueprint(phone_page(engine, settings, phone_words))
    door = SmsDoor(engine, settings)
    app.add_url_rule(PATH, "sms", door, methods=["POST"], provide_automatic_options=False)
    return app
