"""One turn taken apart, in process and without load: where its microseconds go."""

import fcntl
import functools
import io
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

from flask import Flask

import bot.turn.engine
import storage.ground.sealing
import storage.line.turn
from bot.words.wording import Wording
from storage.ground.day_keys import DayKeys
from storage.ground.keys import Keyring
from tools.bench.talk import TEXTS, Phones
from understanding.reader import Reader

WARM_UP = 50  # conversations
MEASURED = 500

DOOR = "HTTP door: signature, form, TwiML"
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("engine and the rest", bot.turn.engine.Engine, "answer"),
    ("reading", Reader, "read"),
    ("flow", bot.turn.engine, "hear"),
    ("flow", bot.turn.engine, "sparing"),
    ("wording", Wording, "say"),
    ("names and sealing", storage.line.turn, "alias"),
    ("names and sealing", Keyring, "message"),
    ("names and sealing", Keyring, "receipt"),
    ("names and sealing", storage.ground.sealing, "open_"),
    ("names and sealing", storage.ground.sealing, "close"),
    ("names and sealing", storage.ground.sealing, "seal"),
    ("day keys", DayKeys, "pair"),
    ("lock", fcntl, "flock"),
)
"""What is timed: its part, where it lives, its name. A part's time leaves out the parts called from within it."""


class Stopwatch:
    """Time spent in each part, in seconds."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its own time is added to a part."""

        @functools.wraps(function)
        def wrapper(*positional: Any, **named: Any) -> Any:  # noqa: ANN401  # it stands for any function
            self._inner.append(0.0)
            began = time.perf_counter()
            try:
                return function(*positional, **named)
            finally:
                whole = time.perf_counter() - began
                self.spent[part] += whole - self._inner.pop()
                self._inner[-1] += whole

        return wrapper


def parts(app: Flask, phones: Phones) -> dict[str, float]:
    """Take many conversations through the app without a server; microseconds a turn by part, the most costly first."""
    watch = Stopwatch()
    with watched(watch):
        door = watch.timed(DOOR, app.wsgi_app)
        for number in range(WARM_UP + MEASURED):
            if number == WARM_UP:
                watch.spent.clear()
            for form in phones.forms():
                posted(door, form, phones.signed(form))
    costly = sorted(watch.spent.items(), key=lambda found: -found[1])
    return {part: microseconds(seconds) for part, seconds in costly}


def whole(app: Flask, phones: Phones, target: str) -> float:
    """Take as many conversations through an app without looking inside; microseconds a turn."""
    spent = 0.0
    for _ in range(MEASURED):
        for step, form in enumerate(phones.forms()):
            signature = phones.signed(form)
            began = time.perf_counter()
            posted(app.wsgi_app, form, signature, target.format(step=step))
            spent += time.perf_counter() - began
    return microseconds(spent)


def microseconds(seconds: float) -> float:
    """Spread the seconds of all conversations over their turns."""
    return seconds / (MEASURED * len(TEXTS)) * 1e6


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Put the stopwatch around every part, and around what SQLite does for connections made from now on."""

    class Connection(sqlite3.Connection):
        """A connection whose statements are timed, COMMIT apart."""

        statement = watch.timed("statements", sqlite3.Connection.execute)
        commit_ = watch.timed("commit: on the disk for good", sqlite3.Connection.execute)
        executemany = watch.timed("statements", sqlite3.Connection.executemany)

        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            cursor: sqlite3.Cursor = (self.commit_ if sql == "COMMIT" else self.statement)(sql, *values)
            return cursor

    changed = [*PARTS, ("", sqlite3, "connect")]
    kept = [getattr(owner, name) for _, owner, name in changed]
    for (part, owner, name), function in zip(changed, kept, strict=True):
        put = watch.timed(part, function) if part else functools.partial(function, factory=Connection)
        setattr(owner, name, put)
    try:
        yield
    finally:
        for (_, owner, name), function in zip(changed, kept, strict=True):
            setattr(owner, name, function)


def posted(door: WSGIApplication, form: dict[str, str], signature: str, target: str = "/sms") -> bytes:
    """Hand a text to an app as gunicorn does (PEP 3333), and give its answer."""
    body = urlencode(form).encode()
    path, _, query = target.partition("?")
    environment = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_TWILIO_SIGNATURE": signature,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    return b"".join(door(environment, lambda *_: lambda _: None))
