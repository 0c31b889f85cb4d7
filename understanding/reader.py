"""Read one message without any context: the only door to this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from understanding.abuse.kinds import abuse
from understanding.asked import question
from understanding.bare import bare
from understanding.commands import choice, command, greeting, meanings
from understanding.lane.choosing import choose
from understanding.lane.cues import Cues
from understanding.lane.scales import Scales
from understanding.language import Languages
from understanding.matching.compiling import compiled
from understanding.matching.folding import fold, tidy
from understanding.matching.hits import Hits
from understanding.named.naming import named
from understanding.reading import Lane, Reading, Recurs
from understanding.what.looks import only_complains, only_looks
from understanding.what.telling import facts, flags, kept_in
from understanding.when.times import when
from understanding.where.learning import learnt
from understanding.where.mentions import Mention
from understanding.where.places import Place
from understanding.where.whereabouts import NOWHERE, Whereabouts, find_place, mentions

ALARMS = frozenset({"danger", "crisis"})
"""Lanes that are heard before any answer."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a message before its lane is chosen."""

    tidied: str
    folded: str
    hits: Hits
    places: Sequence[Mention]
    where: Whereabouts
    when: datetime | None
    recurs: Recurs | None
    cues: Cues
    chances: Mapping[str, float]
    """Of each kind that the scales know, from 0 to 1; without scales none."""


class Reader:
    """Knows the words of every language, the places and the zone; keeps nothing of what it reads.

    ``vocabularies`` are the parsed words files by language code, ``others`` everyday words of languages that we do not
    speak, ``scales`` weigh what no listed word decides; without them the rules decide alone. Raise BrokenVocabulary if
    a file cannot be used.
    """

    def __init__(
        self,
        vocabularies: Mapping[str, Mapping[str, Any]],
        places: Sequence[Place],
        zone: tzinfo,
        others: Mapping[str, str] | None = None,
        scales: Scales | None = None,
    ) -> None:
        self._vocabulary = compiled(vocabularies)
        self._atlas = learnt(places, self._vocabulary)
        self._zone = zone
        self._languages = Languages(self._vocabulary.words, others or {}, self._vocabulary.phrases.known)
        self._scales = scales

    def look(self, text: str, now: datetime) -> Look:
        """Return what is seen of a message before its lane is chosen; ``now`` is when it came in, aware."""
        tidied = tidy(text)
        folded = fold(tidied)
        hits = self._vocabulary.hits(folded)
        places = mentions(folded, hits, self._atlas)
        found = find_place(folded, places, self._atlas)
        told, recurs = when(folded, hits, now, self._zone, self._vocabulary)
        cues = Cues(hits, placed=found.told, timed=told is not None)
        chances = self._scales.weigh(tidied, hits, cues.lane()) if self._scales else {}
        return Look(tidied, folded, hits, places, found, told, recurs, cues, chances)

    def read(self, text: str, now: datetime) -> Reading:
        """Return what the message is and what it already says; ``now`` is when it came in, aware."""
        look = self.look(text, now)
        tidied, folded, hits, cues, found = look.tidied, look.folded, look.hits, look.cues, look.where
        word = command(folded, hits, self._vocabulary)
        asked, meant = question(folded, hits), meanings(folded, hits)
        only = _tells(look) and bare(folded, hits, look.places, self._atlas)
        seen = facts(folded, hits, self._vocabulary.numbers)
        looks = only_looks(hits, seen)
        lane = _lane(look, word, asked, meant, only=only, looks=looks)
        harm = abuse(folded, hits, cues, cues.lane(), placed=found.place is not None)
        if harm and lane != "stop":
            lane = "unclear"  # nothing that a machine, an advert or a curse at the line says is a report or a need
        kept = named(tidied, folded, hits, self._vocabulary)
        if found.house and "address" in kept.removed:
            found = NOWHERE  # the crossing beside the sender's own house would name what was just taken out
        return Reading(
            lane=lane,
            language=self._languages.of(tidied, folded, hits),
            text=kept.text,
            removed=kept.removed,
            doubts=kept.doubts,
            place=found.place,
            outside=found.outside,
            when=look.when,
            recurs=look.recurs,
            command=word,
            question=asked,
            greeting=greeting(folded, hits),
            choice=choice(folded, hits, self._vocabulary),
            meanings=meant,
            facts=cues.facts() | flags(seen),
            found=kept_in(seen, kept.place),
            looks=looks and lane in {"tip", "unclear"},
            complaint=lane in {"tip", "unclear"} and only_complains(hits, seen),
            bare=only and not found.rough,
            abuse=harm,
            chances=look.chances,
            witnessed=cues.reported,
            first_person=_own(cues, lane, asked, harm=bool(harm)),
        )


def _own(cues: Cues, lane: Lane, asked: str | None, *, harm: bool) -> bool:
    """Whether the sender's own need or danger is spoken of; what the rules alone hear as need may be that (S10)."""
    return (
        lane == "help"
        or (lane == "unclear" and cues.lane() == "help" and not harm)
        or (lane == "crisis" and not cues.others)
        or (lane == "danger" and cues.help)
        or (cues.mine and asked in {None, "safe", "shelter"} and not harm)
    )


def _lane(
    look: Look, word: str | None, asked: str | None, meant: frozenset[str], *, only: bool, looks: bool
) -> Lane:
    """Return the lane: a command's own, else the one chosen.

    An answer, a mere question, or ``only`` a place or a time is no report, and a mere question no call for help. The
    line's own words, answers and questions raise no alarm that the rules do not see, and opt nobody out: "already
    over", "send it, no code". Only "no texts" may. Mere looks raise none either: "he has a tattoo on his neck".
    """
    if word in {"stop", "help"}:
        return "stop" if word == "stop" else "help"
    lane = choose(look.cues, look.chances)
    wholly = asked is not None and look.hits.cover(f"questions.{asked}", "fillers")
    plain = word or meant or wholly or (looks and not look.cues.mine)
    if lane in ALARMS and plain:
        lane = look.cues.lane()
    if lane == "stop" and (word or meant - {"decline"} or (wholly and "asking.form" in look.hits)):
        return "unclear"
    answer = meant and "saw" not in meant  # "someone to talk to"
    mere = asked and not look.cues.tells  # "do you save my number"
    if lane == "tip" and (answer or mere or only):
        return "unclear"
    return "unclear" if lane == "help" and mere and look.cues.lane() == "unclear" else lane


def _tells(look: Look) -> bool:
    """Whether a place or a time is told."""
    return look.where.told or look.when is not None
