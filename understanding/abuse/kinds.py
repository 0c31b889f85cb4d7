"""Tell insults, threats, spam and other machines' answers from what people tell a line; a curse in a report is none."""

import re

from understanding.lane.cues import Cues
from understanding.matching.hits import Hits
from understanding.reading import Abuse, Lane

BY_HAND = 9
"""Words up to which a lone curse, with nobody else spoken of, is meant for whoever reads it."""
ENOUGH = 2
"""Signs of an advert, or of a machine, that make one."""
NOTICE = 160
"""Characters up to which somebody's being away and answering later is a machine's notice."""
SERIOUS = frozenset({"danger", "crisis", "help", "stop"})
"""Lanes that nothing here overrules."""

_GROUPS = frozenset(
    f"abuse.{name}" for name in ("insult", "curse", "threat", "spam", "offer", "bot", "away", "later")
)
_OURS = tuple(sorted(_GROUPS))
_LINK = re.compile(
    r"https?:|www\.|\b[a-z0-9-]+ ?\. ?(?:com|net|org|top|info|me|xyz|link|ly|io|kr|site|shop)\b"
)
_MONEY = re.compile(r"[$₩€]\s?[0-9]|[0-9]\s?(?:%|usd|dolares|dollars|만원|만 원|불\b)")


def abuse(folded: str, hits: Hits, cues: Cues, lane: Lane, *, placed: bool) -> Abuse:
    """Return what a message is, if it is nobody's report and nobody's call; ``placed``: a place of ours is in it."""
    if lane in SERIOUS or _GROUPS.isdisjoint(hits.spans) or "abuse.third" in hits:
        return ""
    if not _told(hits, "people", "offender", "weapon", "control"):
        advert = _advert(folded, hits, own=cues.mine)
        if advert and "abuse.spam" in hits:
            return "spam"
        if "abuse.bot" in hits or ("abuse.away" in hits and "abuse.later" in hits and hits.length <= NOTICE):
            return "bot"
        if advert:
            return "spam"
    if "abuse.threat" in hits:
        return "threat"
    return "insult" if not placed and _insult(hits, cues, lane) else ""


def _told(hits: Hits, *cues: str) -> bool:
    """Whether any of these cues stands outside what was found here."""
    return any(hits.outside(f"cues.{name}", *_OURS) for name in cues)


def _advert(folded: str, hits: Hits, *, own: bool) -> bool:
    """Whether it is an advert by its words, or by several signs; where somebody speaks of their own affairs, by several."""
    plain = "abuse.spam" in hits
    signs = len({*hits.of("abuse.offer"), *hits.of("abuse.spam")})
    several = bool(signs) and signs + bool(_LINK.search(folded)) + bool(_MONEY.search(folded)) >= ENOUGH
    return several or (plain and not own)


def _insult(hits: Hits, cues: Cues, lane: Lane) -> bool:
    """Whether somebody curses the line: plainly, or in a few words that speak of nobody and nothing else."""
    if _told(hits, "people", "witness", "trade", "doing", "weapon", "vehicle"):
        return False
    if "abuse.insult" in hits:
        return True
    return lane == "unclear" and "abuse.curse" in hits and not cues.mine and len(hits.words) <= BY_HAND
