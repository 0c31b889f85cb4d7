"""What may be logged: a closed list of events and facts, and nothing of what people write.

A log outlives every promise made about a message, so nothing is filtered *out* of it here; only what is
listed gets *in*. A text that was answered leaves no line at all: its exact second would be a record.
"""

import logging
import re
import sys
import threading
import time
from types import TracebackType
from typing import TextIO

from bot.crash import leave_no_image

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

EVENTS = frozenset(
    {
        *("ready", "refused", "failed", "swept", "braked", "agreed", "stuck", "stale", "missed"),
        *("raised", "over", "unlisted", "unreadable"),
    }
)
WORDS = {
    "channel": frozenset({"sms", "try", "chat", "signal"}),
    "door": frozenset({"web", "signal", "console", "worker", "cli"}),
    "job": frozenset(
        {
            "sweep",
            "unfinished",
            "checkpoint",
            "reserve",
            "clock",
            "twilio",
            "outbox",
            "nudges",
            "files",
            "probe",
            "stale",
            "watch",
            "count",
            "alerts",
        }
    ),
    "alarm": frozenset(
        {
            *("21610", "30007", "30032", "30034", "blocked", "budget", "captcha", "clock"),
            *("closed", "deaf", "disk", "limited", "missed", "outbox", "stale", "storage"),
            *("sweep", "twilio", "unreachable", "untrusted", "wal", "worker"),
        }
    ),
    "outcome": frozenset({"done", "late", "full", "clock", "many", "busy", "unauthorized", "unreachable"}),
}
NUMBERS = frozenset({"count", "status"})
LARGEST = 999_999
"""A number of seven digits or more could be somebody's."""

NOBODY_READS = "Nobody can read a report yet, so none is taken: run porchlight staff found NAME."
SAYINGS = frozenset(
    {
        ("porchlight", NOBODY_READS),
        ("console", "request failed: %s at %s:%s"),
        ("gunicorn.error", "Starting gunicorn %s"),
        ("gunicorn.error", "Listening at: %s (%s)"),
        ("gunicorn.error", "Using worker: %s"),
        ("gunicorn.error", "Booting worker with pid: %s"),
        ("gunicorn.error", "Worker exiting (pid: %s)"),
        ("gunicorn.error", "Worker (pid:%s) exited with code %s."),
        ("gunicorn.error", "Worker (pid:%s) was sent %s!"),
        ("gunicorn.error", "Worker (pid:%s) was sent %s! Perhaps out of memory?"),
        ("gunicorn.error", "WORKER TIMEOUT (pid:%s)"),
        ("gunicorn.error", "Handling signal: %s"),
        ("gunicorn.error", "Connection in use: %s"),
        ("gunicorn.error", "Can't connect to %s"),
        ("gunicorn.error", "Shutting down: %s"),
        ("gunicorn.error", "Reason: %s"),
    }
)
"""The few library lines an operator needs: logger and template, whose gaps hold a process, an address, a signal."""

LIBRARIES = ("apprise", "flask", "transitions", "twilio", "urllib3", "werkzeug")

_ours = logging.getLogger("porchlight")
_identifier = re.compile(r"[A-Za-z_][\w.]{0,59}", re.ASCII)


class PlainError(Exception):
    """An error whose words are all ours, hold nothing a person wrote, and may be printed."""


class _Line(str):
    """A line made by `event`: the only message that reaches the log as it is."""

    __slots__ = ()


def event(name: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Log one listed event with listed facts; what is not listed is counted as withheld, and never raises.

    A fact is a word or number of the lists above, or `error`: an exception, told as by `describe`.
    """
    if not _ours.isEnabledFor(level):
        return
    told = {key: word for key, fact in facts.items() if (word := _listed(key, fact))}
    if len(told) < len(facts):
        told["withheld"] = str(len(facts) - len(told))
    words = [name if name in EVENTS else "unlisted", *(f"{key}={word}" for key, word in told.items())]
    _ours.log(level, _Line(" ".join(words)))


def _listed(key: str, fact: object) -> str:
    if key == "error" and isinstance(fact, BaseException):
        return describe(fact)
    if key in NUMBERS and isinstance(fact, int) and abs(fact) <= LARGEST:
        return str(int(fact))
    return fact if isinstance(fact, str) and fact in WORDS.get(key, ()) else ""


def _safe_name(name: str) -> str:
    return name if _identifier.fullmatch(name) else "?"


class QuietFormatter(logging.Formatter):
    """Our own lines as they are; of any other record its level, its logger and the class of its exception.

    It formats rather than filters because a traceback is text too, and never passes a filter.
    """

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole line; a record of unknown make is never asked for its message."""
        line = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%SZ')} {record.levelname} {_words(record)}"
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        return f"{line} {describe(error)}" if error else line


def _words(record: logging.LogRecord) -> str:
    if isinstance(record.msg, _Line):
        return str(record.msg)
    if isinstance(record.msg, str) and (record.name, record.msg) in SAYINGS:
        return f"{record.name}: {record.getMessage()}"
    return _safe_name(record.name)


def describe(error: BaseException) -> str:
    """Name an exception by its class and the line that raised it; only a `PlainError` may speak."""
    name = _safe_name(type(error).__name__)
    if isinstance(error, PlainError):
        return f"{name}: {error}"
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    if not place:
        return name
    module = _safe_name(str(place.tb_frame.f_globals.get("__name__", "?")))
    return f"{name} at {module}:{place.tb_lineno}"


def setup(stream: TextIO | None = None) -> None:
    """Send every logger, warning and uncaught exception of this process through the quiet formatter.

    The handler writes to `stream`, by default standard error.
    """
    leave_no_image()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(QuietFormatter())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    _ours.setLevel(logging.INFO)
    logging.raiseExceptions = False  # otherwise a handler's own failure prints the message it failed on
    logging.lastResort = handler
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error and not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("uncaught").critical("", exc_info=(kind, error, trace))
