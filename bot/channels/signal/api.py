"""What is asked of signal-cli-rest-api, in the two shapes in which its versions answer.

Texts are sent as they are: no styles that a person's own words could set, no preview of a link, no sign that we type, no
receipt that we read.
"""

from http import HTTPStatus
from urllib.parse import quote

from requests import Response

from bot.channels.signal.wire import Refused, Wire

LISTENING = 5.0
"""Seconds in which signal-cli answers as a rule, where nothing has to go over the network."""


class SignalApi:
    """The line's number at one signal-cli-rest-api; every method raises what ``wire`` does."""

    def __init__(self, wire: Wire, number: str) -> None:
        self._wire, self._number = wire, number
        self._path = quote(number, safe="")

    def send(self, to: str, text: str) -> int:
        """Send one text to a person's UUID; gives Signal's name for it, in milliseconds, or 0 where none was told."""
        return self._send(to, text)

    def send_probe(self, text: str) -> int:
        """Send a text to ourselves, which comes back by the way that all texts come."""
        return self._send(self._number, text, notify_self=True)

    def recall(self, to: str, timestamp: int) -> None:
        """Delete a text that was sent, on its recipient's phone too; a second time does nothing."""
        told = {"recipient": to, "timestamp": timestamp}
        self._wire.ask("DELETE", f"/v1/remote-delete/{self._path}", told)

    def trust(self, who: str) -> None:
        """Believe that a person's new key is theirs: of an anonymous person nobody could tell, anyway."""
        path = f"/v1/identities/{self._path}/trust/{quote(who, safe='')}"
        self._wire.ask("PUT", path, {"trust_all_known_keys": True})

    def listen(self) -> None:
        """See whether signal-cli itself answers; ``/v1/health`` says yes for it even where it is gone."""
        self._wire.ask("GET", "/v1/accounts", patience=LISTENING)

    def attachments(self) -> list[str]:
        """Name the files that came and were kept."""
        try:
            found = self._wire.ask("GET", "/v1/attachments").json()
        except ValueError:
            return []
        return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []

    def delete_attachment(self, name: str) -> None:
        """Delete one of them, unread; one that is gone already is no failure."""
        try:
            self._wire.ask("DELETE", f"/v1/attachments/{quote(name, safe='')}")
        except Refused as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    def _send(self, to: str, text: str, *, notify_self: bool = False) -> int:
        told = {
            "number": self._number,
            "recipients": [to],
            "message": text,
            "text_mode": "normal",
            "notify_self": notify_self,
        }
        return _timestamp(self._wire.ask("POST", "/v2/send", told))


def _timestamp(response: Response) -> int:
    """Read an answer that is an object, as in 0.100, or an array of one; raises Refused if our one recipient failed."""
    try:
        answer = response.json()
        told = answer[0] if isinstance(answer, list) else answer
        failed = (told.get("errors") or {}).get("recipients") or []
        if failed:
            raise Refused(HTTPStatus.BAD_REQUEST, {"error": str(failed[0].get("reason"))})
        return int(told.get("timestamp") or 0)
    except (ValueError, TypeError, IndexError, AttributeError):
        return 0  # it said that it was sent, whatever else it says
