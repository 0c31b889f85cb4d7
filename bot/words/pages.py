"""A page of a list, cut by what its text costs: what it leaves out, MORE brings."""

from collections.abc import Mapping

from understanding.segments import count

SEGMENTS = 2
"""What a page may cost, in segments, where it names more than one thing."""


def cut(
    frame: str, items: Mapping[str, str], values: Mapping[str, str], more: str, most: int
) -> tuple[str, tuple[str, ...]]:
    """Fill a frame with the lines of as many items as fit, at least one, and give the text and the items' ids.

    ``more`` is said where some are left out. A page that is said again shows no more than it did: ``most``; 0 is no limit.
    """
    if not items:
        return frame.format_map(values), ()
    for length in range(min(most or len(items), len(items)), 0, -1):
        shown = list(items.values())[:length]
        lines = "\n".join([*shown, more] if length < len(items) else shown)
        text = frame.format_map({**values, "services": lines, "letters": lines})
        if length == 1 or count(text).segments <= SEGMENTS:
            break
    return text, tuple(items)[:length]
