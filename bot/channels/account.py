"""Our account at Twilio, as far as this line reaches into it: list its own messages, delete them, send one nudge."""

# mypy: allow-untyped-calls
# (the library's client carries no annotations)

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.wire import ODD, Refused, Unreached, Unsure, Wire, connect
from bot.setup.settings import Twilio

__all__ = ["Account", "Copy", "Refused", "Unreached", "Unsure"]

PAGE = 100
"""Messages in one answer."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Twilio's copy of one message: what we need to know to delete it and to see that we took it, and no word of it."""

    sid: str
    created: int
    """Epoch seconds; zero where Twilio does not say it."""
    inbound: bool
    media: bool
    error: int
    """Why it was not delivered, as a number of Twilio's; zero if nothing is known to be wrong."""
    sender: str = field(default="", repr=False)
    """Whose it is, as our door calls them, if it came in; forgotten with the round."""


class Account:
    """One Twilio account; every method raises Refused, Unreached or Unsure."""

    def __init__(self, settings: Twilio) -> None:
        self._http = Wire()
        self._account = connect(settings, self._http).api.v2010.account

    @property
    def date(self) -> int | None:
        """What time it was there at the last answer, in epoch seconds."""
        return self._http.date

    def ask_date(self) -> int | None:
        """Ask for nothing but an answer, and give the time there; whatever else the answer says."""
        try:
            with suppress(Refused):
                self._account.fetch()
        except ODD:
            raise Unsure from None
        return self.date

    def messages(self, *, to: str | None = None, from_: str | None = None) -> Iterator[Copy]:
        """Give the messages to a number of ours, or from it, the newest first, page by page.

        What does not carry that number is passed over, whatever the list was asked for.
        """
        which = {"to": to} if to else {"from_": from_}
        try:
            for found in self._account.messages.stream(page_size=PAGE, **which):
                if found.sid and (found.to == to if to else found.from_ == from_):
                    yield _copy(found)
        except ODD:
            raise Unsure from None

    def delete(self, copy: Copy) -> None:
        """Delete a message and what hangs on it."""
        if not self._account.messages(copy.sid).delete():
            raise Unsure

    def delete_media(self, copy: Copy) -> None:
        """Delete the pictures of a message, unread."""
        try:
            for media in self._account.messages(copy.sid).media.stream(page_size=PAGE):
                self._account.messages(copy.sid).media(str(media.sid)).delete()
        except ODD:
            raise Unsure from None

    def nudge(self, to: str, from_: str, text: str, seconds: int) -> None:
        """Send the one text that this line ever sends by itself; it is dropped if it cannot leave within ``seconds``."""
        if self._http.session is not None:
            self._http.session.close()  # a connection kept too long may break after the text was taken
        try:
            self._account.messages.create(to=to, from_=from_, body=text, validity_period=seconds)
        except ODD:
            raise Unsure from None


def _copy(found: Any) -> Copy:  # noqa: ANN401 - the library's record
    """Keep of a record what is needed."""
    made = found.date_created or found.date_sent
    return Copy(
        sid=str(found.sid),
        created=int(made.timestamp()) if isinstance(made, datetime) else 0,
        inbound=found.direction == "inbound",
        sender=f"sms:{found.from_}" if found.direction == "inbound" else "",
        media=str(found.num_media or "0") != "0",
        error=found.error_code if isinstance(found.error_code, int) else 0,
    )
