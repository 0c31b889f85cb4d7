"""What one reading costs, by language, beside Twilio's own check of a signature in the same run."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from twilio.request_validator import RequestValidator

from bot.setup.place import DEFAULT, load
from tools.corpus import AT, LANGUAGES, rows

TEXTS = 400  # of each language
ROUNDS = 5  # of which the quickest counts, text by text, so that whatever else the machine does is left out
MEDIAN, RARE = 0.5, 0.99


def costs() -> Iterator[tuple[str, float, float]]:
    """Yield what is timed, and the microseconds below which half and ninety-nine in a hundred stay."""
    reader = load(DEFAULT).reader
    checked = signature()
    yield "signature check", *timed([checked] * TEXTS)
    for language in LANGUAGES:
        texts = [row.text for row in rows("tuned", "lanes", language)]
        step = max(1, len(texts) // TEXTS)
        yield f"reading {language}", *timed([reading(reader.read, text) for text in texts[::step]])


def signature() -> Callable[[], object]:
    """Prepare Twilio's check of a text's usual nineteen fields."""
    fields = {f"Field{number}": "something like it" for number in range(18)} | {
        "Body": "girls on western and 3rd"
    }
    validator = RequestValidator("0" * 32)
    return lambda: validator.validate("https://line.example.org/sms", fields, "")


def reading(read: Callable[[str, datetime], object], text: str) -> Callable[[], object]:
    """Prepare one reading."""
    return lambda: read(text, AT)


def timed(calls: list[Callable[[], object]]) -> tuple[float, float]:
    """Return the microseconds of the middle call and of the hundredth from above, each the quickest of its rounds."""
    quickest = [float("inf")] * len(calls)
    for _ in range(ROUNDS):
        for number, call in enumerate(calls):
            began = time.perf_counter()
            call()
            quickest[number] = min(quickest[number], time.perf_counter() - began)
    ranked = sorted(quickest)
    return tuple(ranked[int(share * len(ranked))] * 1e6 for share in (MEDIAN, RARE))  # type: ignore[return-value]


def told() -> Iterator[str]:
    """Write the costs down, as microseconds and as shares of the signature check's median."""
    found = list(costs())
    unit = found[0][1]
    yield "One reading, microseconds (and times the signature check's median):"
    for name, median, rare in found:
        yield f"  {name:<16} p50 {median:7.1f} ({median / unit:4.1f})   p99 {rare:7.1f} ({rare / unit:4.1f})"
