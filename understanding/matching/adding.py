"""Let a deployment add words of its own to those that are everybody's."""

from collections.abc import Mapping
from typing import Any


def together(words: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parsed words with a deployment's own added: lists are longer by its entries, single values are replaced.

    Whether a table or a group is one that we know, and its phrases can be read, is found when they are compiled.
    """
    made = dict(words)
    for name, more in own.items():
        old = made.get(name)
        if isinstance(old, Mapping) and isinstance(more, Mapping):
            made[name] = together(old, more)
        elif isinstance(old, list) and isinstance(more, list):
            made[name] = [*old, *more]
        else:
            made[name] = more
    return made
