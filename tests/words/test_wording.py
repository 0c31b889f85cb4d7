"""What the line says of times, numbers and services."""

from datetime import UTC, datetime

import pytest

from bot.words.wording import Wording
from flows.state import State

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("en", "2026-11-21T23:30-08:00", "When: 11/21 23:30"),
        ("en", "2026-11-21T18:00-08:00", "When: 11/21, evening"),
        ("en", "2026-11-20T00:00-08:00", "When: 11/20"),
        ("es", "2026-11-21T06:00-08:00", "Fecha: 21/11, en la mañana"),
        ("ko", "2026-11-21T12:00-08:00", "시간: 11월 21일 오후"),
        ("en", "some time ago", "When: some time ago"),
    ],
)
def test_a_time_is_said_no_more_exactly_than_it_was_told(
    wording: Wording, language: str, when: str, said: str
) -> None:
    review = wording.say(["tip.review"], State(language=language, slots={"when": when}), NIGHT).text

    assert said in review.split("\n")


def test_braces_that_somebody_wrote_are_only_braces(wording: Wording) -> None:
    state = State(language="en", slots={"place": "{line} {0} %s", "ongoing": "now"})

    assert "Where: {line} {0} %s" in wording.say(["tip.review"], state, NIGHT).text


def test_a_page_that_is_said_again_is_the_same_page(wording: Wording) -> None:
    state = State(flow="help", step="found", language="en", slots={"need": "talk"})
    first = wording.say(["help.found"], state, NIGHT)
    state.page, state.shown = list(first.page), list(first.page)

    assert wording.say(["help.found"], state, NIGHT).page == first.page


def test_more_shows_others_until_there_are_none(wording: Wording) -> None:
    state = State(flow="help", step="found", language="ko", slots={"need": "talk"})
    pages = []
    while page := wording.say(["help.found"], state, NIGHT).page:
        pages.append(page)
        state.shown = [*state.shown, *page]

    assert len(pages) > 1
    assert len({name for page in pages for name in page}) == sum(map(len, pages))


@pytest.mark.parametrize(
    ("language", "recurs", "said"),
    [
        ("en", "fri night", "When: Fridays, night"),
        ("en", "daily 22:00", "When: every day, 22:00"),
        ("es", "mon thu", "Fecha: los lunes, los jueves"),
        ("ko", "weekends dawn", "시간: 주말, 새벽"),
        ("en", "often midnight", "When: often, night"),
    ],
)
def test_a_habit_is_said_by_its_days_and_its_hour(
    wording: Wording, language: str, recurs: str, said: str
) -> None:
    review = wording.say(["tip.review"], State(language=language, slots={"recurs": recurs}), NIGHT).text

    assert said in review.split("\n")
