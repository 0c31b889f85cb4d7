"""Put a vehicle together from the words that tell of it: its color, make, kind and plate."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from understanding.matching.hits import Hits, Span, marked
from understanding.reading import Fact

WITHIN = 25
"""Characters between a vehicle, or a word for its plate, and the plate, at most."""
LONGEST = 8
"""Characters of a plate, at most."""
TRIED = 12
"""Words for a plate that are followed in one message, at most."""
PARTS = {"colors": "color", "makes": "make", "bodies": "body"}
"""What each table of the words files tells of a vehicle; the groups in them are the English words."""

_EDGE, _END = r"(?<![a-z0-9$#@.])", r"(?![a-z0-9])"
# California's present shape needs no cue: seven characters that are nothing else (13 CCR 152.00 and what is on the road).
_CALIFORNIA = re.compile(rf"{_EDGE}\d-?[a-z]{{3}}[ -]?\d{{3}}{_END}")
# Shapes of other states, older plates, commercial ones and Mexico's (NOM-001-SCT-2-2016): near a vehicle only.
_OTHERS = re.compile(
    rf"{_EDGE}(?:[a-z]{{3}}-?\d{{3,4}}|[a-z]{{3}}-\d{{2,3}}-(?:\d{{2}}|[a-z])|\d{{3}}-?[a-z]{{3}}|\d[a-z]\d{{5}})(?:-[a-z])?{_END}",
)
# Behind "plate" whatever has a digit and is no clock time, as little as two characters: "starts with 8AB".
_TOLD = re.compile(
    rf"{_EDGE}(?!\d{{1,2}} ?(?:am|pm|st|nd|rd|th|min)\b)(?=[a-z-]{{0,7}}\d)"
    rf"(?:\d ?[a-z]{{3}} ?\d{{3}}|[a-z0-9]{{2,8}}(?:-[a-z0-9]{{1,5}}){{0,2}}){_END}",
)
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"[\w]")


class Part(NamedTuple):
    """Words that tell one thing of a vehicle."""

    start: int
    end: int
    kind: str
    value: str


def vehicles(folded: str, hits: Hits, named: Sequence[Part]) -> Iterator[Fact]:
    """Yield each vehicle, such as ``black honda suv``, and each plate; ``named`` are its other words."""
    told = sorted({*named, *_plates(folded, hits, named)}, key=lambda part: (part.start, -part.end, part))
    between = marked(hits.of("facts.trim"), hits.length) if len(told) > 1 else b""
    for parts in _together(told, folded, between):
        values = {part.kind: part.value for part in reversed(parts)}
        if values.keys() != {"color"}:
            value = " ".join(
                dict.fromkeys(values[kind].replace("_", " ") for kind in PARTS.values() if kind in values)
            )
            yield Fact("vehicle", value, parts[0].start, parts[-1].end)
        yield from (Fact("plate", part.value, part.start, part.end) for part in parts if part.kind == "plate")


def _together(told: Sequence[Part], folded: str, between: bytes | bytearray) -> Iterator[list[Part]]:
    """Yield the parts of one vehicle after another."""
    parts: list[Part] = []
    for part in told:
        if parts and part.start < parts[-1].end:
            if part[:2] == parts[-1][:2] and part.kind != parts[-1].kind:
                parts.append(part)  # a "suburban" is a make and a body
            continue  # "car" in "town car"
        if parts and not _goes_on(parts, part, folded, between):
            yield parts
            parts = []
        parts.append(part)
    if parts:
        yield parts


def _goes_on(parts: Sequence[Part], part: Part, folded: str, between: bytes | bytearray) -> bool:
    """Tell whether a part speaks of the vehicle so far."""
    same = [other.value for other in parts if other.kind == part.kind]
    if same and (part.kind in {"color", "plate"} or part.value not in same):
        return False
    start, end = parts[-1].end, part.start
    if part.kind == "plate" or {other.kind for other in parts} == {"plate"}:
        return end - start <= WITHIN
    return end - start <= WITHIN and all(
        between[at] or not _BETWEEN.match(folded[at]) for at in range(start, end)
    )


def _plates(folded: str, hits: Hits, named: Sequence[Part]) -> Iterator[Part]:
    if not _DIGIT.search(folded):
        return
    found: dict[int, tuple[int, int]] = {}
    for match in _CALIFORNIA.finditer(folded):
        found[match.start()] = match.span()
    for _, end in hits.of("facts.plate")[:TRIED]:
        told = _TOLD.search(folded, end, min(end + WITHIN + LONGEST, len(folded)))
        if told and told.start() - end <= WITHIN:
            found.setdefault(told.start(), told.span())
    if any(part.kind != "color" for part in named):
        for match in _OTHERS.finditer(folded):
            if _near(match.span(), named):
                found.setdefault(match.start(), match.span())
    for start, end in found.values():
        yield Part(start, end, "plate", re.sub(r"[ -]", "", folded[start:end]).upper())


def _near(span: Span, named: Sequence[Part]) -> bool:
    return any(span[0] - part.end in range(WITHIN) or part.start - span[1] in range(WITHIN) for part in named)
