"""How well everything is read on texts that nothing was tuned on: no change may make it worse unseen."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from bot.setup.reading import WEIGHTS
from tools.accuracy import scores
from tools.accuracy.report import ALARMS
from tools.accuracy.scores import Score
from tools.corpus import CORPUS, HALVES, LANGUAGES, fingerprint, learnt_from, rows
from understanding import Reading
from understanding.lane.scales import KINDS

Read = Callable[..., Reading]

LANES = {
    "en": {"danger": 0.93, "crisis": 0.90, "help": 0.86, "tip": 0.82, "stop": 0.82, "everyday": 0.06},
    "es": {"danger": 0.92, "crisis": 0.93, "help": 0.87, "tip": 0.80, "stop": 0.86, "everyday": 0.05},
    "ko": {"danger": 0.96, "crisis": 0.91, "help": 0.87, "tip": 0.86, "stop": 0.88, "everyday": 0.08},
}
"""What part of each must be read as `make accuracy` counts it: a little less than was measured. Of everyday texts, what
part may raise an alarm."""
AS_REPORTS = {"en": 4, "es": 4, "ko": 4}
"""Calls for help, of about 255, that may be taken for a report: it should be none, and is not yet."""
PLACES, TIMES = 0.93, 0.92
GONE = {"en": 0.87, "es": 0.89, "ko": 0.83}
KEPT = {"en": 0.96, "es": 0.94, "ko": 0.95}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_lane_is_read_about_as_well_as_was_measured(language: str, read: Read) -> None:
    _, table = scores.lanes(rows("untouched", "lanes", language), read)
    total = Counter[str]()
    for (label, _), count in table.items():
        total[label] += count

    def part(label: str, *lanes: str) -> float:
        return sum(table[label, lane] for lane in lanes) / total[label]

    floors = LANES[language]
    assert part("danger", *ALARMS) >= floors["danger"]
    assert part("crisis", *ALARMS) >= floors["crisis"]
    assert part("help", "help", *ALARMS) >= floors["help"]
    assert part("tip", "tip") >= floors["tip"]
    assert part("stop", "stop") >= floors["stop"]
    assert part("everyday", *ALARMS) <= floors["everyday"]
    assert table["help", "tip"] <= AS_REPORTS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_times_are_read_as_well_as_was_measured(language: str, read: Read) -> None:
    for kind, score, floor in (("places", scores.places, PLACES), ("times", scores.times, TIMES)):
        found = score(rows("untouched", kind, language), read).classes
        right = sum(one.right for one in found.values())

        assert right >= floor * sum(one.wanted for one in found.values()), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_the_sender_goes_and_what_tells_of_others_stays(language: str, read: Read) -> None:
    _, gone, kept = scores.names(rows("untouched", "names", language), read)

    assert part_of(gone) >= GONE[language]
    assert part_of(kept) >= KEPT[language]


def part_of(score: Score) -> float:
    return score.right / score.wanted


def test_there_are_thousands_of_texts_and_the_halves_share_none() -> None:
    for language in LANGUAGES:
        tuned, untouched = ({signless(row.text) for row in rows(half, "lanes", language)} for half in HALVES)

        assert min(len(tuned), len(untouched)) > 1_000
        assert not tuned & untouched - {""}


def signless(text: str) -> str:
    """Return the letters and digits of a text: what makes it another."""
    return re.sub(r"[\W_]+", "", text.lower())


def test_every_label_is_one_that_is_known() -> None:
    labels = {
        label
        for half in HALVES
        for language in LANGUAGES
        for row in rows(half, "lanes", language)
        for label in row.labels[0].split("|")
    }

    assert labels == set(KINDS)
    assert {table.name for table in (CORPUS / "tuned").iterdir()} == {
        table.name for table in (CORPUS / "untouched").iterdir()
    }


def test_the_weights_were_learnt_from_the_tuned_half_as_it_stands() -> None:
    """Whoever changes the tuned half runs `make train`."""
    head = WEIGHTS.read_text(encoding="utf-8").splitlines()[0]

    assert f"({fingerprint(learnt_from())})" in head
