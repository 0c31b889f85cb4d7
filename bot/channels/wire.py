"""The way to Twilio's REST API: the library's own, but silent, in a hurry, and with one form for every failure.

The library puts one failure into three classes, of which a list's has no code; so every answer that is no success is
raised here, below it. Its words, which may repeat a text or a number, go no further.
"""

# mypy: allow-untyped-calls
# (some of twilio.http carries no annotations)

import json
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from bot.setup.settings import TWILIO_API, Twilio

TIMEOUT = 10.0
"""Seconds to wait for a connection, and again for each part of an answer."""
LONGEST_WAIT = 3_600
"""Seconds; more than this no answer makes us wait."""

ODD = (TwilioException, ValueError, TypeError, KeyError, AttributeError)
"""What the library raises where an answer makes no sense."""

GONE, UNREADY, BUSY, UNKNOWN = 20404, 20009, 20429, 20003
"""Twilio's own numbers (docs/api/errors), which may come with another status than HTTP's."""


class Refused(Exception):
    """Twilio answered, and did not do what was asked."""

    def __init__(self, status: int, code: int, retry_after: int) -> None:
        super().__init__()
        self.status, self.code, self.retry_after = status, code, retry_after

    @property
    def gone(self) -> bool:
        """What was asked for is not there (any more)."""
        return self.status == HTTPStatus.NOT_FOUND or self.code == GONE

    @property
    def unready(self) -> bool:
        """A message cannot be deleted before it is final; whatever the status, the code is this."""
        return self.code == UNREADY

    @property
    def busy(self) -> bool:
        """We ask too often."""
        return self.status == HTTPStatus.TOO_MANY_REQUESTS or self.code == BUSY

    @property
    def unauthorized(self) -> bool:
        """The token is not the account's (any more)."""
        return self.status == HTTPStatus.UNAUTHORIZED or self.code == UNKNOWN


class Unreached(Exception):
    """Twilio could not be reached; certainly nothing was done."""


class Unsure(Exception):
    """Twilio's answer did not come, or made no sense; what was asked may have been done."""


class Wire(TwilioHttpClient):
    """The library's own way to the network, without its log, and with what the library throws away."""

    def __init__(self) -> None:
        super().__init__(timeout=TIMEOUT)
        self.date: int | None = None

    def request(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the library's own nine parameters
        """Ask, note what time it is there, and raise what is no success."""
        try:
            response = super().request(*args, **kwargs)
        except RequestException as error:
            failed = Unreached if _unsent(error) else Unsure
            raise failed from None  # its words hold the address, and so a number
        finally:
            self._test_only_last_request = self._test_only_last_response = None  # they hold texts and numbers
        self.date = _moment((response.headers or {}).get("Date", "")) or self.date
        if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
            wait = _seconds((response.headers or {}).get("Retry-After", ""), self.date)
            raise Refused(response.status_code, _code(response.text), wait)
        return response

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Write nothing: the parameters hold numbers and texts."""

    def log_response(self, status_code: int, response: object) -> None:
        """Write nothing."""


def connect(settings: Twilio, wire: Wire) -> Client:
    """Give the library's client on our wire; who stands in for one of Twilio's hosts stands in for all that we ask."""
    client = Client(settings.account, settings.token.reveal(), http_client=wire)
    client.edge = client.region = None  # else TWILIO_EDGE in the environment rewrites the address
    client.api.base_url = settings.api_url
    if settings.api_url != TWILIO_API:
        client.messaging.base_url = settings.api_url
    return client


def _unsent(error: RequestException) -> bool:
    """Tell whether a failure surely came before anything was sent: no name, or no connection."""
    if isinstance(error, ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, NoConnection) and isinstance(reason, NewConnectionError)


def _code(body: str) -> int:
    """Read Twilio's own number of a failure, in the old form or in that of RFC 9457; zero if there is none."""
    try:
        found = json.loads(body)["code"]
    except (ValueError, TypeError, KeyError):
        return 0
    return found if isinstance(found, int) else 0


def _moment(header: str) -> int:
    """Read a date of HTTP; zero if it is none."""
    try:
        found = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return 0
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _seconds(header: str, date: int | None) -> int:
    """Read how long to wait: seconds, or a date; zero if it says nothing."""
    asked = int(header) if header.isascii() and header.isdigit() else max(0, _moment(header) - (date or 0))
    return min(asked, LONGEST_WAIT) if header else 0
