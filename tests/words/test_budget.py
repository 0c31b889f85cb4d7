"""What a reply costs: two segments for nearly all, never more than three, in every language."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.words.wording import Wording
from flows.book import book
from flows.conversation import converse
from flows.effects import SubmitTip
from flows.heard import Box, Heard
from flows.questions import QUESTIONS
from flows.state import State
from storage import Letter
from understanding.segments import count

LANGUAGES = ("en", "es", "ko")
NIGHT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
CODE = "7QMZ-2D9X-4KTB-H0RA"
BOX = Box(code=CODE, until=2_000_000_000, news="waiting", fresh=True)
LETTERS = {
    language: tuple(Letter(number, "staff", "2026-11-22", words) for number in (3, 2, 1))
    for language, words in {"en": "W" * 160, "es": "W" * 160, "ko": "차" * 70}.items()
}
"""The readers' letters fit one segment each."""
LONGEST = "Western Ave & I-10 Santa Monica Freeway"
HEARD = (
    *(Heard(text=str(number), choice=number) for number in (1, 1, 2, 2, 3, 4, 5, 6)),
    *(Heard(text=word, command=word) for word in ("skip", "back", "more", "more", "menu", "help")),
    *(Heard(text=word, question=word) for word in ("who", *sorted(QUESTIONS))),
    Heard(text="two men by a car, does anybody know", question="anonymous", lane="tip"),
    Heard(text="hm"),
    Heard(text="hi", greeting=True),
    Heard(
        text="two men by a car",
        lane="tip",
        known={"place": LONGEST, "ongoing": "now", "child": "yes"},
        removed=("phone", "email", "name", "address", "id"),
    ),
    Heard(
        text="two men by a car",
        lane="tip",
        known={"when": "2026-11-21T02:00-08:00"},
        removed=("phone", "name"),
    ),
    Heard(text="yesterday", known={"when": "2026-11-21T02:00-08:00"}),
    Heard(text="they come", lane="tip", known={"recurs": "mon tue wed thu sat 22:00", "place": LONGEST}),
    Heard(text="by the wall", known={"place": LONGEST}),
    Heard(text="call [phone 1]", lane="tip", doubts=(("[phone 1]", "2135550142", "42"),)),
    Heard(text="me", lane="help", first_person=True),
    Heard(text="me", lane="help", first_person=True, known={"minor": "yes"}),
    Heard(text="gun", lane="danger"),
    Heard(text="pills", lane="crisis"),
    Heard(text="pic", pictures=True),
    Heard(text=CODE, code="opens", box=BOX),
    Heard(text=CODE, code="wrong"),
    Heard(text="the car was blue [phone 1]", doubts=(("[phone 1]", "2135550142", "42"),), removed=("name",)),
    Heard(text="fix", command="fix"),
    Heard(text="erase", command="erase"),
)


def replies(
    wording: Wording, language: str, conversations: int = 250, turns: int = 14
) -> Iterator[tuple[list[str], str]]:
    """Walk the flows at random, as people do."""
    dice = random.Random(language)
    for _ in range(conversations):
        state, at = State(language=language), NIGHT + timedelta(hours=dice.randrange(24))
        for _ in range(turns):
            heard = dice.choice(HEARD)
            turn = converse(book, state, replace(heard, box=BOX) if state.code else heard)
            if SubmitTip() in turn.effects:
                state.slots, state.code = {}, CODE
            state.language = language
            said = wording.say(turn.say, state, at, LETTERS[language])
            state.page = list(said.page)
            state.shown += said.page
            yield turn.say, said.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_is_two_segments_nearly_always_and_three_at_most(wording: Wording, language: str) -> None:
    costs = [(count(text).segments, keys, text) for keys, text in replies(wording, language) if text]
    dear = {tuple(keys): text for segments, keys, text in costs if segments > 3}
    share = sum(segments <= 2 for segments, _, _ in costs) / len(costs)

    assert dear == {}
    assert share >= 0.95, sorted({tuple(keys) for segments, keys, _ in costs if segments == 3})


@pytest.mark.parametrize("language", LANGUAGES)
def test_s4_every_reply_in_the_help_lane_has_a_number_to_call(wording: Wording, language: str) -> None:
    lacking = [
        text
        for keys, text in replies(wording, language)
        if any(key.startswith("help.") for key in keys) and "888-373-7888" not in text and "911" not in text
    ]

    assert lacking == []
