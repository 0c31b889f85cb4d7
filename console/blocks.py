"""Write house numbers as blocks: a copy for an agency names no neighbor's door of itself (E2)."""

import re

_NUMBER = r"(?<![\w$#.,:/-])(?P<number>\d{3,5})"
_UNIT = r"(?:,? ?(?:(?:apt|apartment|unit|apto|depto|departamento|suite)\b\.? ?#? ?\w{1,5}|# ?\w{1,5}|\d{1,4}호|\d{1,2}층))?"
# Words that stand behind a number which is no house's: what is counted, measured or paid.
_NO_STREET = (
    r"(?!(?:block|am|pm|and|or|to|the|a|of|is|was|at|in|on|with|who|i|he|she|it|girls?|m[ae]n|wom[ae]n|people|guys?|kids?|cars?"
    r"|years?|days?|hours?|min\w*|times|feet|ft|miles?|dollars?|bucks|cash|each|per|lbs?|cuadras?|dolares|pesos|de|la|el|las"
    r"|los|y|en|con|por|que|se|un|una|muchachas?|mujeres|hombres|personas|carros?|veces|horas?|anos?|años?|dias?|metros)\b)"
)
_STREET = re.compile(
    rf"{_NUMBER} (?P<street>(?:(?:n|s|e|w|north|south|east|west|norte|sur|este|oeste)\.? )?(?:(?:st|san|santa|santo)\.? )?{_NO_STREET}[^\W\d_][\w']{{2,}}){_UNIT}",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"(?P<street>[가-힣]{{2,}}) (?P<number>\d{{3,5}})(?![\w,.]|\s*(?:명|달러|불|원|시|분|살)){_UNIT}"
)
_ALREADY = re.compile(
    r"(?:block|blk|cuadra|room|rm|route|hwy|cuarto|habitacion|plate|plate is|plate number|placa|번호판)s? ?$",
    re.IGNORECASE,
)
_SAID = {"es": "cuadra {block} de {street}", "ko": "{street} {block}번대 블록"}


def by_block(text: str, language: str = "") -> str:
    """Return the text with ``318 Oxford apt 4`` as ``300 block of Oxford``; a reviewer sees it and may change it."""
    said = _SAID.get(language, "{block} block of {street}")

    def block(match: re.Match[str]) -> str:
        if _ALREADY.search(text, max(0, match.start() - len("habitacion ")), match.start()):
            return match[0]
        return said.format(block=int(match["number"]) // 100 * 100, street=match["street"])

    return _KOREAN.sub(block, _STREET.sub(block, text))
