"""How gunicorn serves both apps: two workers, this machine only, and a log that holds nothing of what people write.

Used as ``gunicorn -c python:bot.serving "bot.app:web()"``; the names below are gunicorn's own settings.
"""

import os
import sys

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # it carries no annotations

from bot import quiet
from bot.settings import BadSetting, Settings


class QuietLogger(Logger):  # type: ignore[misc]  # its base is untyped
    """Gunicorn's logger without an access log, all of whose lines pass the quiet formatter."""

    def setup(self, cfg: object) -> None:
        """Let gunicorn set its handlers up, then put ours in their place."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        quiet.setup()

    def access(self, *_: object) -> None:
        """Write nothing: an access line holds an address, a path and the second of a text."""


def on_starting(_server: object) -> None:
    """Check the settings once, before there are workers to die of them one by one."""
    try:
        Settings.read(os.environ)
    except BadSetting as error:
        sys.exit(f"Porchlight cannot start.\n{error}")


bind = "127.0.0.1:8000"
workers = 2
worker_class = "sync"
timeout = 20  # seconds; Twilio waits 15 (docs/usage/webhooks/webhooks-connection-overrides)
graceful_timeout = 20
logger_class = QuietLogger
accesslog = None
forwarded_allow_ips = ""  # no header says who calls or by what address: see bot.channels.signature
control_socket_disable = True  # nobody steers the line from a socket in a home folder
