"""Find the sender's own address: a house number, and the unit, near words such as ``I live`` or ``우리 집``."""

import re
from collections.abc import Iterator, Sequence

from understanding.matching.hits import Hits, Span
from understanding.named.cuts import TRIED, Cut

NEAR, BEHIND = 30, 8
"""Characters between a word for home and the number behind or before it, at most."""
BUILDING = 24
"""Characters of a building's name, at most."""

_SIDE = r"(?: (?:n|s|e|w|no|so|north|south|east|west|norte|sur|사우스|노스|이스트|웨스트)\b\.?)?"
_KIND = r" (?:street|st|str|avenue|ave|av|boulevard|blvd|road|rd|drive|dr|place|pl|lane|ln|way|court|ct|terrace|circle)\b\.?"
_NO_HOUSE = (
    r"(?! ?(?:am|pm|st|nd|rd|th|번가|가|cars?|girls?|people|men|man|women|woman|guys?|years?|yrs?|yo|times?|days?|blocks?|minutes?|mins?|"
    r"hours?|hrs?|weeks?|months?|dollars|bucks|feet|miles|kids|johns|in|at|on|and|or|to|anos?|horas?|dias?|minutos?|cuadras?|"
    r"muchachas?|ninas?|hombres?|mujeres|veces|personas|meses|semanas|de|del|la|el|y|o|a|en|con|que|de la)\b)"
)
_STREET = r" (?!(?:apt|apartment|apartamento|departamento|depto|apto|unit|unidad|suite|cuarto|interior)\b)(?:\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}가|[a-z][\w'.]{2,20}|[가-힣]{2,6}(?=[\s),.]|$))"
_HOUSE = re.compile(
    rf"(?<![\w$#.:/-])(?:calle |la )?\d{{1,5}}(?:[-/]?[a-z]\b|[-/]\d{{1,4}})?{_NO_HOUSE}{_SIDE}"
    rf"(?: (?:\d{{1,2}}(?:st|nd|rd|th)|[a-z][\w'.]{{1,20}})){{1,3}}?{_KIND}"
)
_PLAIN = re.compile(rf"(?<![\w$#.:/-])\d{{2,5}}{_NO_HOUSE}{_SIDE}{_STREET}(?:{_KIND})?")
_OTHERS = (
    re.compile(r"\d{1,5} ?번지|\d{1,4} ?동 ?\d{1,5} ?호|\d{1,5}[a-z]? ?호(?![a-z선])|아파트 ?\d{1,5}"),
    re.compile(
        r"\b\d{3,5} de (?:la |el )?[a-z]{4,15}|\bcalle [a-z]{3,15}(?: st| street)? (?:#|numero |num |no\.? )?\d{2,5}"
    ),
    re.compile(r"\bp\.? ?o\.? ?box ?#?\d{1,6}"),
    re.compile(r"[가-힣]{2,6} \d{3,5}(?= ?에|번지|[ ,.]|$)"),
    re.compile(
        r"(?:(?:la |el )?[a-z]{4,15},? )?(?:edificio|casa|numero|num) #?\d{2,5}(?:,? (?:puerta|piso|cuarto|apto|apartamento|depto|int) #?\d{1,4}[a-z]?)?"
    ),
    re.compile(r"\b(?:la |el )[a-z]{4,15} \d{3,5}(?=[,.]|$)"),
    re.compile(r"# ?\d{1,4}[a-z]? (?:de|del|en) (?=\d)"),
    re.compile(
        r"\b[a-z]{4,15} (?:#|numero |num |no )?\d{2,5}(?=,? (?:apt|apartment|apartamento|departamento|depto|apto|int|interior|unidad|#))"
    ),
)
_UNIT = re.compile(
    r"(?:\b(?:apt|apartment|unit|suite|ste|room|rm|apto|depto|departamento|apartamento|unidad|cuarto|int|interior|num|no|아파트|유닛)\b\.? ?#?|# ?)"
    r"(?:(?=\S{0,5}\d)[a-z]?\d{0,4}-?[a-z0-9]{1,4}(?![a-z0-9])|[a-h]\b)|\d{1,4}[a-z]? ?호",
)
_NAMED = re.compile(
    r" (?:(?:at|in|is|en|es) )?(?:the |el |la |los |las )?(?P<it>(?:(?!(?:these|those|some|my|our|big|old|new|same|the|low|a|one|an|this|that|income|senior|public|unos|estos|mis|nuestros|at|in|en)\b)[a-z']{3,15} ){1,3}"
    r"(?:arms|apartments|apts|towers?|manor|villas?|gardens|lofts|residences?|terrace|estates|heights|condos|gables|chateau)|(?:apartamentos|edificio|condominios|torres?|residencial|villas?) (?!(?:de|del|en|que|donde|y|al|con|muy|grande|viejo)\b)[a-z']{3,15}(?: [a-z']{3,15})?)\b"
)
"""The name of a house of flats right behind a word for home."""
_BUILDING = re.compile(
    r"(?:(?<=[ .,])|^)(?!저는|제가|우리|저희|여기|지금)[가-힣]{2,8}(?: [가-힣]{1,8}){0,2} ?(?:아파트|빌라|팰리스|타워|맨션|콘도|하우스|가든|빌|코트|로프트|스퀘어|시티|플라자|힐|레지던스|오피스텔|빌리지|테라스)(?: [a-z가-힣]{1,2}동)? ?$"
)
"""The name of a building before the number of a flat in it."""
_OWN_UNIT = re.compile(
    r"\b(?:my|our|mi) (?:unit|apt|apartment|room|rm|apto|depa|departamento|apartamento|cuarto|suite|bungalow|trailer|cottage|flat|loft|door|puerta|casita|traila|house|space|lot)"
    r" (?:(?:number|numero|num|no) )?(?:(?:is|es) )?(?:el |la |the )?(?:number |numero |no )?#?(?P<unit>\d{1,5}[a-z]?|[a-z]\d{1,4})(?![\w:$])"
)
_ELSEWHERE = re.compile(
    r"\b(?:and|but|y|pero|so|because|porque|near|nearby|close|cerca)\b.*\b(?:house|casa|motel|building|place|apartment|edificio|hotel|he|she|they)\b"
    r"|\b(?:enfrente|frente|across|next|behind|opposite|atras|lado|junto|detras|beside)\b|옆집|앞집|윗집|아랫집|뒷집|맞은편|건너편"
)
_LEAD = re.compile(r",? ?")
_BESIDE = re.compile(r",? ?(?:(?:here )?(?:from|in|at|of|de|del|en|la del|el del|desde) )?(?:the |la |el )?")


def addresses(folded: str, hits: Hits) -> Iterator[Cut]:
    """Yield house numbers with their street, and units; only those that a word for the sender's home goes with."""
    besides = hits.of("naming.by_home")
    homes = [span for span in hits.of("naming.home")[:TRIED] if not _touched(span, besides)]
    places = homes + [span for span in hits.of("naming.at")[:TRIED] if not _touched(span, besides)]
    if not places:
        return
    for pattern in (_PLAIN, _HOUSE, *_OTHERS):
        for match in pattern.finditer(folded):
            if _at_home(folded, match.start(), match.end(), homes) or any(
                0 <= match.start() - end <= len(" the ") for _, end in places
            ):
                yield _with_unit(folded, match.start(), match.end())
    for _, end in homes:
        if building := _NAMED.match(folded, end):
            yield Cut(*building.span("it"), "address")
    for match in _OWN_UNIT.finditer(folded):
        yield Cut(match.start("unit"), match.end("unit"), "address")
    for match in _UNIT.finditer(folded):
        if _at_home(folded, match.start(), match.end(), homes):
            named = _BUILDING.search(folded, max(0, match.start() - BUILDING), match.start())
            yield Cut(named.start() if named else match.start(), match.end(), "address")


def _touched(span: Span, others: Sequence[Span]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in others)


def _at_home(folded: str, start: int, end: int, homes: Sequence[Span]) -> bool:
    """Tell whether a word for home goes with this place, and no other house between them."""
    return any(
        (last <= start <= last + NEAR and not _ELSEWHERE.search(folded, first, start))
        or 0 <= first - end <= BEHIND
        for first, last in homes
    )


def house(folded: str, end: int) -> Cut | None:
    """Return the house and street, or the flat, that follow this place directly, as behind a name."""
    lead = _BESIDE.match(folded, end)
    match = (
        (
            _HOUSE.match(folded, lead.end())
            or _PLAIN.match(folded, lead.end())
            or _UNIT.match(folded, lead.end())
        )
        if lead
        else None
    )
    return _with_unit(folded, match.start(), match.end()) if match else None


def _with_unit(folded: str, start: int, end: int) -> Cut:
    lead = _LEAD.match(folded, end)
    unit = _UNIT.match(folded, lead.end()) if lead else None
    return Cut(start, unit.end() if unit else end, "address")
