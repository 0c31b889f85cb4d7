"""What each text of the conversation asks of the database: heard from the line itself, so that the measure is fair."""

import functools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tools.bench.bare import Step
from tools.bench.parts import posted
from tools.bench.talk import Phones

RECEIPT = re.compile(rb"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
WHOSE = {"conversations": "sender", "counts": "shared"}
"""Whose row a table's is; every other table gets a new one."""

_STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO (\w+)|DELETE FROM (\w+))", re.IGNORECASE)
_BLOB = re.compile(r"X'([0-9A-F]*)'", re.IGNORECASE)


class NoReceiptError(Exception):
    """The bench's conversation did not end with a receipt: it no longer fits the flow, so mend tools/bench/talk.py."""


def listened(app: Flask, phones: Phones) -> list[Step]:
    """Hold a conversation and write down its statements, text by text; raises `NoReceiptError`."""
    with heard() as statements:
        texted(app, phones, next(phones.forms()))  # opens the database
        steps = []
        for form in phones.forms():
            statements.clear()
            answer = texted(app, phones, form)
            steps.append(step(statements))
    if not RECEIPT.search(answer):
        raise NoReceiptError(NoReceiptError.__doc__)
    return steps


def texted(app: Flask, phones: Phones, form: dict[str, str]) -> bytes:
    """Sign a text, hand it to the app, and give its answer."""
    return posted(app.wsgi_app, form, phones.signed(form))


def step(statements: list[str]) -> Step:
    """Count look-ups, and rows written with their size; a delete counts where it takes the sender's own row."""
    selects, writes = 0, []
    for statement in statements:
        found = _STATEMENT.match(statement)
        if found and found[2]:
            size = sum(len(blob) // 2 for blob in _BLOB.findall(statement)) or 8
            writes.append((WHOSE.get(found[2], "new"), size))
        elif found and found[3] == "conversations":
            writes.append(("gone", 0))
        elif found and not found[3]:
            selects += 1
    return Step(selects, writes)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Give a list to which every statement is added that a connection made from now on takes."""
    statements: list[str] = []

    class Heard(sqlite3.Connection):
        """A connection that can be listened to."""

        def __init__(self, *positional: object, **named: object) -> None:
            super().__init__(*positional, **named)  # type: ignore[arg-type]  # handed on as they came
            self.set_trace_callback(statements.append)

    connect = sqlite3.connect
    sqlite3.connect = functools.partial(connect, factory=Heard)  # type: ignore[assignment]  # put back below
    try:
        yield statements
    finally:
        sqlite3.connect = connect
