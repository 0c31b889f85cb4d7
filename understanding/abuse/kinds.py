"""Tell insults, threats, spam and other machines' answers from what people tell a line; a curse in a report is none."""

import re
from collections.abc import Mapping

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
GRAVE, MENACED = 0.55, 0.8
"""Chance of need, suicide or danger up to which it may be abuse; a threat against the line sounds so."""
MACHINE = 0.9
"""The same of a machine's answer."""
SAID = 0.2
"""Chance of need up to which its mere words, "reply HELP", "need cash", are no call where nobody speaks of themselves."""
TOLD = 0.8
"""Chance of a report up to which it may be an insult or an advert."""

_GROUPS = frozenset(
    f"abuse.{name}"
    for name in (
        *("insult", "rude", "curse", "threat", "menace", "spam", "advert", "offer", "bot", "machine"),
        *("away", "later"),
    )
)
_OURS = tuple(sorted(_GROUPS))
_LINK = re.compile(
    r"https?:|www\.|\b[a-z0-9-]+ ?\. ?(?:com|net|org|top|info|me|xyz|link|ly|io|kr|site|shop)\b"
)
_MONEY = re.compile(r"[$₩€]\s?[0-9]|[0-9]\s?(?:%|usd|dolares|dollars|만원|만 원|불\b)")


def abuse(
    folded: str, hits: Hits, cues: Cues, lane: Lane, chances: Mapping[str, float], *, placed: bool
) -> Abuse:
    """Return what a message is, if it is nobody's report and nobody's call; ``placed``: a place of ours is in it."""
    if hits.spans.keys().isdisjoint(_GROUPS) or "abuse.third" in hits:
        return ""
    grave = chances.get("help", 0) + chances.get("crisis", 0) + chances.get("danger", 0)
    if lane in SERIOUS and not (lane == "help" and chances and grave <= SAID and not cues.mine):
        return ""
    menaced = ("abuse.threat" in hits or "abuse.menace" in hits) and '"' not in folded
    if menaced and grave <= (GRAVE if cues.mine else MENACED):
        return "threat"
    notice = _notice(hits)
    machine = notice or "abuse.bot" in hits or "abuse.machine" in hits
    grave_enough = not notice and grave > (MACHINE if machine else GRAVE)
    if grave_enough or (not machine and chances.get("tip", 0) > TOLD):
        return ""
    return _other(folded, hits, cues, lane, placed=placed)


def _other(folded: str, hits: Hits, cues: Cues, lane: Lane, *, placed: bool) -> Abuse:
    """Return what it is that is no threat: an advert, a machine's words, an insult, or none of them."""
    if not _told(hits, "people", "offender", "weapon", "control"):
        advert = _advert(folded, hits, own=cues.mine)
        if advert and "abuse.spam" in hits:
            return "spam"
        if "abuse.bot" in hits or "abuse.machine" in hits or _notice(hits):
            return "bot"
        if advert:
            return "spam"
    return "insult" if not placed and _insult(hits, cues, lane) else ""


def _notice(hits: Hits) -> bool:
    """Whether somebody is away and answers later, and says no more than that."""
    return "abuse.away" in hits and "abuse.later" in hits and hits.length <= NOTICE


def _told(hits: Hits, *cues: str) -> bool:
    """Whether any of these cues stands outside what was found here."""
    return any(hits.outside(f"cues.{name}", *_OURS) for name in cues)


def _advert(folded: str, hits: Hits, *, own: bool) -> bool:
    """Whether it is an advert by its words, or by several signs; where somebody speaks of their own affairs, by several."""
    plain = "abuse.spam" in hits or "abuse.advert" in hits
    signs = len({*hits.of("abuse.offer"), *hits.of("abuse.spam"), *hits.of("abuse.advert")})
    several = bool(signs) and signs + bool(_LINK.search(folded)) + bool(_MONEY.search(folded)) >= ENOUGH
    return several or (plain and not own)


def _insult(hits: Hits, cues: Cues, lane: Lane) -> bool:
    """Whether somebody curses the line: plainly, or in a few words that speak of nobody and nothing else."""
    if _told(hits, "people", "witness", "trade", "doing", "weapon", "vehicle"):
        return False
    if "abuse.insult" in hits or "abuse.rude" in hits:
        return True
    return lane == "unclear" and "abuse.curse" in hits and not cues.mine and len(hits.words) <= BY_HAND
