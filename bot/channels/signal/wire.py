"""The way to signal-cli-rest-api: one fresh connection for each request, never without a limit, never repeated.

Three failures are told apart, because a text must neither be lost nor said twice: it was certainly not done, nobody knows
because no answer came in time (it usually was: signal-cli-rest-api can hang after sending), or nobody knows because
whoever took it died. The program's own words may repeat a number, and go no further.
"""

from http import HTTPStatus
from typing import Any

import requests
from requests.exceptions import ConnectTimeout, RequestException, Timeout
from urllib3.exceptions import NewConnectionError, ReadTimeoutError

CONNECT = 5.0
"""Seconds to wait for a connection."""
PATIENCE = 30.0
"""Seconds to wait for an answer: a send takes a second as a rule, and a minute in bad times."""


class Refused(Exception):
    """It answered, and did not do what was asked."""

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        super().__init__()
        self.status = status
        self.told = told
        """What the answer says, if that is an object of JSON."""


class Unreached(Exception):
    """It could not be reached; certainly nothing was done."""


class Unsure(Exception):
    """No answer came in time; what was asked was probably done."""


class Broken(Exception):
    """The connection ended without an answer; what was asked may have been done."""


class Wire:
    """One signal-cli-rest-api; every method raises Refused, Unreached, Unsure or Broken."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url, self._patience = url, patience

    def ask(
        self, method: str, path: str, told: object = None, *, patience: float | None = None
    ) -> requests.Response:
        """Ask once, and give the answer if it is a success; ``told`` is sent as JSON, ``patience`` is in seconds."""
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy may read what is sent on this machine
                response = session.request(
                    method,
                    f"{self._url}{path}",
                    json=told,
                    timeout=(CONNECT, patience or self._patience),
                    allow_redirects=False,
                    headers={"Connection": "close"},
                )
        except RequestException as error:
            raise _failure(error) from None  # its words hold the address, and so a number
        if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
            raise Refused(response.status_code, _object(response))
        return response


def _failure(error: RequestException) -> Exception:
    """Tell what is known after a request without an answer."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, ConnectTimeout) or isinstance(reason, NewConnectionError):
        return Unreached()
    if isinstance(error, Timeout) or isinstance(reason, ReadTimeoutError):
        return Unsure()
    return Broken()


def _object(response: requests.Response) -> dict[str, Any]:
    """Read an answer's object; empty if it is none."""
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
