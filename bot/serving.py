"""How gunicorn serves the three apps: two workers, this machine only, and a log that holds nothing of what people write.

Used as ``gunicorn -c python:bot.serving "bot.app:web()"``; the names below are gunicorn's own settings.
"""

import logging
import os
import sys
from importlib import import_module
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # it carries no annotations

from bot import quiet
from bot.line import line_of
from bot.quiet import PlainError
from bot.setup.environment import is_loopback
from bot.setup.settings import BadSetting, Settings
from storage import StorageError

OPEN_DEMO = "PORCHLIGHT_BIND lets others than this machine in, and a demo is for nobody else: leave it out."
DOORS = {"bot.app:web()": "bot.web", "bot.app:signal()": "bot.signal_app", "bot.app:console()": "console.app"}
"""Our apps, and the module that each is made in: loaded once for all of its workers."""
READING = frozenset({"bot.app:web()", "bot.app:signal()"})
"""Apps that read what people write: the words are compiled once for all of their workers."""


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


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn carries no annotations
    """Check the settings and bring the database up to date once, before there are workers to do it one by one."""
    try:
        settings = Settings.read(os.environ)
        if settings.demo and not all(map(here_only, server.cfg.address)):
            raise BadSetting(OPEN_DEMO)
        line = line_of(settings)
        store = line.store
        store.migrate()
        founded = store.staff.founded()
        store.close()  # no connection may be open when the workers fork
        if server.app.app_uri in DOORS:
            import_module(DOORS[server.app.app_uri])
        if server.app.app_uri in READING:
            line.place.reader  # noqa: B018 - the workers inherit it; last, for it takes a second
    except (PlainError, StorageError) as error:
        sys.exit(f"Porchlight cannot start.\n{error}")
    if not founded:
        logging.getLogger("porchlight").warning(quiet.NOBODY_READS)


def here_only(address: object) -> bool:
    """Tell whether only this machine can call at an address: a host with its port, or the path of a socket."""
    return not isinstance(address, tuple) or is_loopback(address[0])


bind = "127.0.0.1:8000"
workers = 2
worker_class = "sync"
timeout = 20  # seconds; Twilio waits 15 (docs/usage/webhooks/webhooks-connection-overrides)
graceful_timeout = 20
logger_class = QuietLogger
accesslog = None
forwarded_allow_ips = ""  # no header says who calls or by what address: see bot.channels.signature
control_socket_disable = True  # nobody steers the line from a socket in a home folder
