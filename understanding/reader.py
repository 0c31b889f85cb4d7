"""Read one message without any context: the only door to this room."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from understanding.abuse.kinds import abuse
from understanding.asked import question
from understanding.bare import bare
from understanding.commands import choice, command, greeting, meanings
from understanding.lane.cues import Cues
from understanding.lane.scales import Scales
from understanding.lane.settling import Besides, first_person, settle, still_asked
from understanding.language import Languages
from understanding.matching.compiling import compiled
from understanding.matching.folding import fold, tidy
from understanding.matching.hits import Hits
from understanding.named.learnt import Learnt
from understanding.named.naming import named
from understanding.reading import Fact, Reading, Recurs
from understanding.what.looks import only_accuses, only_complains, only_looks
from understanding.what.telling import facts, flags, kept_in
from understanding.when.times import when
from understanding.where.learning import learnt
from understanding.where.mentions import Mention
from understanding.where.places import Place
from understanding.where.whereabouts import NOWHERE, Whereabouts, find_place, mentions


class Look(NamedTuple):
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
    speak, ``scales`` weigh what no listed word decides, and ``names``, the lines of their weights, who is named where no
    rule sees it; without them the rules decide alone. Raise BrokenVocabulary or BrokenNaming if a file cannot be used.
    """

    def __init__(
        self,
        vocabularies: Mapping[str, Mapping[str, Any]],
        places: Sequence[Place],
        zone: tzinfo,
        others: Mapping[str, str] | None = None,
        scales: Scales | None = None,
        names: Iterable[str] = (),
    ) -> None:
        self.vocabulary = compiled(vocabularies)
        """The words, compiled."""
        self._atlas = learnt(places, self.vocabulary)
        self._zone = zone
        self._languages = Languages(self.vocabulary.words, others or {}, self.vocabulary.phrases.known)
        self._scales = scales
        known = (scales.frequent, scales.senses.of) if scales else (frozenset(), lambda _: ())
        self.learnt = Learnt(names, self.vocabulary, *known)
        """Who finds names where no rule sees them; without weights, none."""

    def look(self, text: str, now: datetime) -> Look:
        """Return what is seen of a message before its lane is chosen; ``now`` is when it came in, aware."""
        tidied = tidy(text)
        folded = fold(tidied)
        hits = self.vocabulary.hits(folded)
        places = mentions(folded, hits, self._atlas)
        found = find_place(folded, places, self._atlas)
        told, recurs = when(folded, hits, now, self._zone, self.vocabulary)
        cues = Cues(hits, placed=found.told, timed=told is not None)
        chances = self._scales.weigh(tidied, hits, cues.lane) if self._scales else {}
        return Look(tidied, folded, hits, places, found, told, recurs, cues, chances)

    def read(self, text: str, now: datetime) -> Reading:
        """Return what the message is and what it already says; ``now`` is when it came in, aware."""
        look = self.look(text, now)
        tidied, folded, hits, cues, found = look.tidied, look.folded, look.hits, look.cues, look.where
        seen = facts(folded, hits, self.vocabulary.numbers)
        besides = self._besides(look, seen)
        lane = settle(cues, look.chances, besides)
        doubtful = lane in {"tip", "unclear"}
        kept = named(tidied, folded, hits, self.vocabulary, self.learnt)
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
            command=besides.command,
            question=still_asked(lane, look.chances, besides, marked="?" in folded),
            greeting=greeting(folded, hits),
            choice=choice(folded, hits, self.vocabulary),
            meanings=besides.meanings,
            facts=cues.facts() | flags(seen),
            found=kept_in(seen, kept.place),
            looks=doubtful and (besides.looks or only_looks(hits, seen, "facts.guise")),
            accuses=doubtful and not besides.abuse and only_accuses(folded, hits),
            complaint=doubtful and only_complains(hits, seen),
            bare=besides.bare and not found.rough,
            abuse=besides.abuse,
            chances=look.chances,
            witnessed=cues.reported,
            first_person=first_person(cues, lane, besides),
        )

    def _besides(self, look: Look, seen: Sequence[Fact]) -> Besides:
        """Return what a message is besides its lane, as far as its lane may hang on that."""
        folded, hits = look.folded, look.hits
        asked = question(folded, hits)
        told = look.where.told or look.when is not None
        return Besides(
            command=command(folded, hits, self.vocabulary),
            question=asked,
            meanings=meanings(folded, hits),
            wholly=asked is not None and hits.cover(f"questions.{asked}", "fillers"),
            how="asking.form" in hits,
            bare=told and bare(folded, hits, look.places, self._atlas),
            looks=only_looks(hits, seen),
            abuse=abuse(
                folded, hits, look.cues, look.cues.lane, look.chances, placed=look.where.place is not None
            ),
        )
