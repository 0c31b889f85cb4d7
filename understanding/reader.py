"""Read one message without any context: the only door to this room."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from understanding.bare import bare
from understanding.commands import choice, command, greeting, meanings, question
from understanding.lane.cues import Cues
from understanding.language import language
from understanding.matching.compiling import compiled
from understanding.matching.folding import fold, tidy
from understanding.named.naming import named
from understanding.reading import Lane, Reading
from understanding.what.looks import only_complains, only_looks
from understanding.what.telling import facts, flags, kept_in
from understanding.when.times import when
from understanding.where.places import Map, Place
from understanding.where.whereabouts import find_place


class Reader:
    """Knows the words of every language, the places and the zone; keeps nothing of what it reads.

    ``vocabularies`` are the parsed words files by language code. Raise BrokenVocabulary if one cannot be used.
    """

    def __init__(
        self,
        vocabularies: Mapping[str, Mapping[str, Any]],
        places: Sequence[Place],
        zone: tzinfo,
    ) -> None:
        self._vocabulary = compiled(vocabularies)
        self._map = Map(places, self._vocabulary)
        self._zone = zone

    def read(self, text: str, now: datetime) -> Reading:
        """Return what the message is and what it already says; ``now`` is when it came in, aware."""
        tidied = tidy(text)
        folded = fold(tidied)
        hits = self._vocabulary.hits(folded)
        place = find_place(folded, hits.words, self._vocabulary.phrases.known, self._map)
        told = when(folded, hits, now, self._zone, self._vocabulary.numbers)
        cues = Cues(hits, placed=place is not None, timed=told is not None)
        word = command(folded, hits, self._vocabulary)
        asked, meant = question(folded, hits), meanings(folded, hits)
        lane: Lane = "stop" if word == "stop" else "help" if word == "help" else cues.lane()
        if lane == "tip" and meant and "saw" not in meant:
            lane = "unclear"  # an answer, not a report: "someone to talk to"
        kept = named(tidied, folded, hits, self._vocabulary)
        seen = facts(folded, hits, self._vocabulary.numbers)
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
            facts=cues.facts() | flags(seen),
            found=kept_in(seen, kept.place),
            looks=lane in {"tip", "unclear"} and only_looks(hits, seen),
            complaint=lane in {"tip", "unclear"} and only_complains(hits, seen),
            bare=(place is not None or told is not None)
            and bare(folded, hits, self._vocabulary.phrases.known, self._map),
            first_person=lane == "help"
            or (lane == "crisis" and not cues.others)
            or (cues.mine and asked is None),
        )
