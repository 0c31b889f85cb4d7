"""Reads JSON of unknown make: whatever is not of the kind that is asked for is nothing, and nothing is an error."""

import json
from typing import Any

Object = dict[str, Any]
NEVER = 10**15
"""Milliseconds; a time that late is none."""


class NotJson(ValueError):
    """The bytes are no JSON."""


def json_of(body: bytes) -> object:
    """Read JSON; raises NotJson, also where it is nested deeper than can be read."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotJson from None  # the reason repeats what was read


def obj(value: object) -> Object:
    """Give an object; empty if it is none."""
    return value if isinstance(value, dict) else {}


def part(holder: object, name: str) -> Object:
    """Give an object inside an object; empty if there is none."""
    return obj(obj(holder).get(name))


def elements(value: object) -> list[Any]:
    """Give a list; empty if it is none."""
    return value if isinstance(value, list) else []


def string(value: object) -> str:
    """Give a text; empty if it is none."""
    return value if isinstance(value, str) else ""


def whole_number(value: object, below: int) -> int:
    """Give a whole number above nothing and below a limit; anything else is 0."""
    return value if type(value) is int and 0 < value < below else 0


def moment(value: object) -> str:
    """Write a time in milliseconds, by which a phone names a message; empty if it is none."""
    return str(whole_number(value, NEVER) or "")
