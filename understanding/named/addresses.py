"""Find the sender's own address: a house number, and the unit, near words such as ``I live`` or ``우리 집``."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.named.cuts import AFTER, Cut, near

NEAR, BEHIND = 25, 12
"""Characters between a word for home and the number behind or before it, at most."""

_SIDE = r"(?: (?:n|s|e|w|no|so|north|south|east|west|norte|sur)\b\.?)?"
_KIND = r" (?:street|st|str|avenue|ave|av|boulevard|blvd|road|rd|drive|dr|place|pl|lane|ln|way|court|ct|terrace|circle)\b\.?"
_NO_HOUSE = r"(?! ?(?:am|pm|st|nd|rd|th|번가|가|cars|girls|people|men|women|years|times|days|blocks|minutes|hours|weeks)\b)"
_HOUSES = (
    re.compile(
        rf"(?<![\w$#.:/-])(?:calle |la )?\d{{1,5}}(?:[-/]?[a-z]\b|[-/]\d{{1,4}})?{_NO_HOUSE}{_SIDE}(?: [a-z][\w'.]{{1,20}}){{1,3}}?{_KIND}"
    ),
    re.compile(rf"(?<![\w$#.:/-])\d{{2,5}}{_NO_HOUSE}{_SIDE} [a-z][\w'.]{{2,20}}"),
    re.compile(r"\d{1,5} ?번지|\d{1,4} ?동 ?\d{1,5} ?호|\d{1,5} ?호(?![a-z선])|아파트 ?\d{1,5}"),
)
_UNIT = re.compile(
    r"(?:\b(?:apt|apartment|unit|suite|ste|room|rm|apto|depto|departamento|apartamento|cuarto|int|interior|num)\b\.? ?#?|# ?)"
    r"(?=\S{0,5}\d)[a-z]?\d{0,4}-?[a-z0-9]{1,4}\b",
)


def addresses(folded: str, hits: Hits) -> Iterator[Cut]:
    """Yield house numbers with their street, and units; only those that a word for the sender's home goes with."""
    homes = hits.of("naming.home")[:AFTER]
    if not homes:
        return
    for pattern in _HOUSES:
        for match in pattern.finditer(folded):
            if near(match.start(), match.end(), homes, NEAR, BEHIND):
                unit = _UNIT.match(folded, match.end() + 1) or _UNIT.match(folded, match.end() + 2)
                yield Cut(match.start(), unit.end() if unit else match.end(), "address")
    for match in _UNIT.finditer(folded):
        if near(match.start(), match.end(), homes, NEAR, BEHIND):
            yield Cut(match.start(), match.end(), "address")
