"""``POST /signal``: what signal-cli-rest-api hands over, taken before it gets its answer.

It hands everything over once and never again, and while it waits for our answer it can do nothing else: it could not even
send. So the turn is taken and kept here, the answer to the person is put into the outbox, and 200 follows in
milliseconds. Nothing is sent from here, and no attachment is fetched.
"""

import hmac
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Response, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException

from bot import quiet
from bot.channels import Answers
from bot.channels.body import whole
from bot.channels.replies import NO_STORE
from bot.channels.signal.api import SignalApi
from bot.channels.signal.envelope import Found, Probe, Unreadable, read
from bot.channels.signal.loose import NotJson
from bot.channels.signal.probe import sent_at
from bot.channels.signal.voice import Voice
from bot.channels.signal.wire import Wire
from bot.messages import Inbound
from bot.setup.settings import Signal
from storage import StorageError, Store

PATH = "/signal"
LARGEST_BODY = 256 * 1024
"""Bytes of one call: a text of 2,000 characters with its styles and mentions is 30 KiB."""


class SignalDoor:
    """The view of one address, for one process of one line."""

    def __init__(self, engine: Answers, signal: Signal, store: Store) -> None:
        self._engine, self._signal, self._store = engine, signal, store
        self._voice = Voice(SignalApi(Wire(signal.api_url), signal.number))

    def __call__(self) -> Response:
        """Take what the present request hands over, and answer nothing: 200 says that it was taken."""
        at = datetime.now(UTC)
        try:
            handed_over = self._read(at)
        except HTTPException as error:
            quiet.event("refused", level=logging.WARNING, channel="signal", status=error.code)
            raise
        response = Response(headers=NO_STORE)
        for found in handed_over:
            self._take(found, at, response)
        return response

    def _read(self, at: datetime) -> list[Found]:
        """Read the request, once it is sure that whoever sends it knows the token."""
        tokens = request.args.getlist("token")
        known = self._signal.webhook_token.reveal().encode()
        if len(tokens) != 1 or not hmac.compare_digest(tokens[0].encode("utf-8", "replace"), known):
            raise Forbidden("The token does not fit: compare RECEIVE_WEBHOOK_URL with SIGNAL_WEBHOOK_TOKEN.")
        try:
            return read(whole(request.environ, LARGEST_BODY), self._signal.number, at)
        except NotJson:
            raise BadRequest("The body is no JSON.") from None

    def _take(self, found: Found, at: datetime, response: Response) -> None:
        """Take one thing; a text that nobody can keep is answered aloud, once the present request has its own answer."""
        seconds = int(at.timestamp())
        match found:
            case Inbound():
                answer = self._engine.answer(found)
                if answer.text and not answer.kept and found.kind != "group":
                    response.call_on_close(
                        lambda: self._voice.say(found.sender.partition(":")[2], answer.text)
                    )
            case Probe() if (sent := sent_at(self._signal.webhook_token, found.text)) is not None:
                with failing_quietly():
                    self._store.chores.note("echo", at=seconds, sent=sent)
            case Unreadable():
                quiet.event("unreadable", level=logging.WARNING, channel="signal")
                with failing_quietly():
                    self._store.add_counts({"signal unreadable": 1}, seconds)


@contextmanager
def failing_quietly() -> Iterator[None]:
    """Go on where our own books cannot be kept: the next message comes before them."""
    try:
        yield
    except StorageError as error:
        quiet.event("failed", level=logging.ERROR, door="signal", error=error)
