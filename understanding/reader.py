"""Read one message without any context: the only door to this room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from understanding.bare import bare
from understanding.commands import choice, command, greeting, meanings, question
from understanding.lane.choosing import choose
from understanding.lane.cues import Cues
from understanding.lane.scales import Scales
from understanding.lane.senses import Senses
from understanding.language import language
from understanding.matching.compiling import compiled
from understanding.matching.folding import fold, tidy
from understanding.matching.hits import Hits
from understanding.named.naming import named
from understanding.reading import Lane, Reading
from understanding.when.times import when
from understanding.where.places import Map, Place
from understanding.where.whereabouts import find_place


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a message before its lane is chosen."""

    tidied: str
    folded: str
    hits: Hits
    place: str | None
    when: datetime | None
    cues: Cues


class Reader:
    """Knows the words of every language, the places and the zone; keeps nothing of what it reads.

    ``vocabularies`` are the parsed words files by language code, ``weights`` the lines of the weights file; without
    them the rules decide alone. Raise BrokenVocabulary or BrokenWeights if one cannot be used.
    """

    def __init__(
        self,
        vocabularies: Mapping[str, Mapping[str, Any]],
        places: Sequence[Place],
        zone: tzinfo,
        weights: Iterable[str] = (),
        senses: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._vocabulary = compiled(vocabularies)
        self._map = Map(places, self._vocabulary)
        self._zone = zone
        self.senses = Senses(senses or {})
        self._scales = Scales(weights, self.senses)

    def look(self, text: str, now: datetime) -> Look:
        """Return what is seen of a message before its lane is chosen; ``now`` is when it came in, aware."""
        tidied = tidy(text)
        folded = fold(tidied)
        hits = self._vocabulary.hits(folded)
        place = find_place(folded, hits.words, self._vocabulary.phrases.known, self._map)
        told = when(folded, hits, now, self._zone, self._vocabulary.numbers)
        return Look(
            tidied, folded, hits, place, told, Cues(hits, placed=place is not None, timed=told is not None)
        )

    def read(self, text: str, now: datetime) -> Reading:
        """Return what the message is and what it already says; ``now`` is when it came in, aware."""
        look = self.look(text, now)
        tidied, folded, hits, place, told, cues = (
            look.tidied,
            look.folded,
            look.hits,
            look.place,
            look.when,
            look.cues,
        )
        word = command(folded, hits, self._vocabulary)
        asked, meant = question(folded, hits), meanings(folded, hits)
        chances = self._scales.weigh(tidied, hits, cues.lane())
        lane: Lane = "stop" if word == "stop" else "help" if word == "help" else choose(cues, chances)
        if lane == "tip" and meant and "saw" not in meant:
            lane = "unclear"  # an answer, not a report: "someone to talk to"
        kept = named(tidied, folded, hits, self._vocabulary)
        return Reading(
            lane=lane,
            language=language(tidied, folded, hits, self._vocabulary.words),
            text=kept.text,
            removed=kept.removed,
            doubts=kept.doubts,
            place=place,
            when=told,
            command=word,
            question=asked,
            greeting=greeting(folded, hits),
            choice=choice(folded, hits, self._vocabulary),
            meanings=meant,
            facts=cues.facts(),
            bare=(place is not None or told is not None)
            and bare(folded, hits, self._vocabulary.phrases.known, self._map),
            first_person=lane == "help"
            or (lane == "crisis" and not cues.others)
            or (cues.mine and asked is None),
        )
