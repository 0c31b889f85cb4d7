"""Read one message without any context: the only door to this room."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from understanding.abuse.kinds import abuse
from understanding.asked import question
from understanding.bare import bare
from understanding.commands import choice, command, greeting, meanings
from understanding.lane.cues import Cues
from understanding.language import Languages
from understanding.matching.compiling import compiled
from understanding.matching.folding import fold, tidy
from understanding.named.naming import named
from understanding.reading import Lane, Reading
from understanding.what.looks import only_complains, only_looks
from understanding.what.telling import facts, flags, kept_in
from understanding.when.times import when
from understanding.where.learning import learnt
from understanding.where.places import Place
from understanding.where.whereabouts import NOWHERE, find_place


class Reader:
    """Knows the words of every language, the places and the zone; keeps nothing of what it reads.

    ``vocabularies`` are the parsed words files by language code, ``others`` everyday words of languages that we do not
    speak. Raise BrokenVocabulary if one cannot be used.
    """

    def __init__(
        self,
        vocabularies: Mapping[str, Mapping[str, Any]],
        places: Sequence[Place],
        zone: tzinfo,
        others: Mapping[str, str] | None = None,
    ) -> None:
        self._vocabulary = compiled(vocabularies)
        self._atlas = learnt(places, self._vocabulary)
        self._zone = zone
        self._languages = Languages(self._vocabulary.words, others or {}, self._vocabulary.phrases.known)

    def read(self, text: str, now: datetime) -> Reading:
        """Return what the message is and what it already says; ``now`` is when it came in, aware."""
        tidied = tidy(text)
        folded = fold(tidied)
        hits = self._vocabulary.hits(folded)
        found = find_place(folded, hits.words, self._atlas)
        told, recurs = when(folded, hits, now, self._zone, self._vocabulary)
        cues = Cues(hits, placed=found.told, timed=told is not None)
        word = command(folded, hits, self._vocabulary)
        asked, meant = question(folded, hits), meanings(folded, hits)
        lane: Lane = "stop" if word == "stop" else "help" if word == "help" else cues.lane()
        if lane == "tip" and ((meant and "saw" not in meant) or (asked and not cues.tells)):
            lane = "unclear"  # an answer, or a question that tells nothing: "someone to talk to", "do you save my number"
        harm = abuse(folded, hits, cues, lane, placed=found.place is not None)
        if harm and lane == "tip":
            lane = "unclear"  # nothing that a machine or an advert says is a report
        kept = named(tidied, folded, hits, self._vocabulary)
        if found.house and "address" in kept.removed:
            found = NOWHERE  # the crossing beside the sender's own house would name what was just taken out
        seen = facts(folded, hits, self._vocabulary.numbers)
        return Reading(
            lane=lane,
            language=self._languages.of(tidied, folded, hits),
            text=kept.text,
            removed=kept.removed,
            doubts=kept.doubts,
            place=found.place,
            outside=found.outside,
            when=told,
            recurs=recurs,
            command=word,
            question=asked,
            greeting=greeting(folded, hits),
            choice=choice(folded, hits, self._vocabulary),
            meanings=meant,
            facts=cues.facts() | flags(seen),
            found=kept_in(seen, kept.place),
            looks=lane in {"tip", "unclear"} and only_looks(hits, seen),
            complaint=lane in {"tip", "unclear"} and only_complains(hits, seen),
            bare=(found.told or told is not None) and not found.rough and bare(folded, hits, self._atlas),
            abuse=harm,
            first_person=lane == "help"
            or (lane == "crisis" and not cues.others)
            or (cues.mine and asked in {None, "safe", "shelter"} and not harm),
        )
