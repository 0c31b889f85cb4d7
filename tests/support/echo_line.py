"""A line whose engine only says what it was handed, so that a door can be seen through."""

import json
import os
from collections.abc import Mapping
from gettext import GNUTranslations

from catalogues import compiled
from flask import Flask

from bot.channels.phone_page import LANGUAGES
from bot.messages import Answer, Inbound
from bot.setup.settings import Settings
from bot.web import create_app

FACTS = ("channel", "sender", "text", "media", "carrier", "message_id")


class Echo:
    """Answers with the facts of the message, or behaves as its text says."""

    def answer(self, inbound: Inbound) -> Answer:
        """Echo; `fail …` raises with the text in the exception, `say …` says it, `say nothing` is silent."""
        if inbound.text.startswith("fail "):
            raise RuntimeError(f"{inbound.sender} wrote {inbound.text}") from ValueError(inbound.text)
        if inbound.text.startswith("say "):
            return Answer(inbound.text.removeprefix("say ").removeprefix("nothing"))
        return Answer(json.dumps({name: getattr(inbound, name) for name in FACTS}, ensure_ascii=False))


def phone_words() -> Mapping[str, GNUTranslations]:
    """Compile the page's catalogues as they stand in the tree, whatever was compiled before."""
    return {language: compiled(language, "phone") for language in LANGUAGES}


def web() -> Flask:
    """Build the app as a gunicorn worker does."""
    return create_app(Echo(), Settings.read(os.environ), phone_words=phone_words())
