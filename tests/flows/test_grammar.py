"""A broken flow does not import."""

from typing import Any

import pytest

from flows.book import Book, book
from flows.effects import Forget
from flows.flow import BrokenFlow, Flow
from flows.grammar import Only, Step, answer, ask, choose, end, find, menu, tell, way

STOP = end("stop", "Bye.", does=Forget())


def broken(*steps: Step, **options: Any) -> str:
    with pytest.raises(BrokenFlow) as caught:
        Flow("trial", *steps, **options)
    return str(caught.value)


def test_a_way_that_leads_nowhere_is_refused() -> None:
    told = broken(menu("pick", "?", way("a", "A", to="stop"), way("b", "B", to="lost")), STOP)

    assert told == "trial: pick leads to lost, which is nowhere"


def test_a_step_that_nobody_reaches_is_refused() -> None:
    told = broken(
        menu("pick", "?", way("a", "A", to="stop"), way("b", "B", to="stop")), tell("alone", "Hm."), STOP
    )

    assert told == "trial: alone is never reached"


def test_a_flow_without_an_end_is_refused() -> None:
    assert "leads nowhere" in broken(ask("what", "?"))


def test_a_flow_that_could_fall_off_its_end_is_refused() -> None:
    told = broken(ask("what", "?"), tell("maybe", "Hm.", only=Only("what")))

    assert "may find nothing to follow it" in told


def test_two_steps_of_one_name_are_refused() -> None:
    assert broken(ask("what", "?"), ask("what", "??"), STOP) == "trial: two steps have one name"


def test_two_answers_of_one_meaning_are_refused() -> None:
    assert "one meaning" in broken(choose("what", "?", answer("a", "A"), answer("a", "B")), STOP)


def test_a_choice_needs_at_least_two_answers() -> None:
    assert "needs two to 9 answers" in broken(choose("what", "?", answer("a", "A")), STOP)


def test_a_condition_on_something_that_nothing_fills_is_refused() -> None:
    assert "depends on weather" in broken(tell("maybe", "Hm.", only=Only("weather")), STOP)


def test_s9_a_flow_that_keeps_no_words_may_ask_for_none() -> None:
    assert "keeps none" in broken(ask("what", "?"), STOP, keeps_words=False)


def test_s8_the_help_flow_keeps_no_words() -> None:
    assert book.by_name["help"].keeps_words is False
    assert {step.kind for step in book.by_name["help"].order} <= {"tell", "choose", "menu", "find"}


def test_a_way_into_a_flow_that_is_not_in_the_book_is_refused() -> None:
    lost = Flow(
        "trial",
        menu("pick", "?", way("a", "A", to="stop"), way("b", "B", to="ghost")),
        STOP,
        exits=("ghost",),
    )

    with pytest.raises(BrokenFlow, match="leads to the flow ghost"):
        Book(flows=(lost,), loose=())


def test_a_list_may_lead_back_to_a_question() -> None:
    flow = Flow(
        "trial",
        choose("what", "?", answer("a", "A"), answer("b", "B")),
        find("found", "{services}", way("other", "Other", to="what", clears="what"), none="Nothing."),
    )

    assert [step.name for step in flow.follows(flow.steps["found"])] == ["what"]
