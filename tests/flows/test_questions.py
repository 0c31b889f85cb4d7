"""What people ask most: what is answered beside it, what waits, and what is said where no phone company listens."""

import pytest

from flows.book import Book, book
from flows.conversation import converse
from flows.flow import BrokenFlow
from flows.grammar import lines
from flows.heard import Heard
from flows.state import State


def said(state: State, heard: Heard) -> list[str]:
    """Take one turn, and give the keys of what is said."""
    return converse(book, state, heard).say


def reporting() -> State:
    """Somebody who has begun a report."""
    state = State()
    converse(
        book,
        state,
        Heard(text="two girls by a black car", lane="tip", known={"place": "Western Ave & 3rd St"}),
    )
    return state


def test_a_report_that_asks_is_answered_and_stays_a_report() -> None:
    state = State()
    keys = said(state, Heard(text="two girls by a car. is it anonymous?", lane="tip", question="anonymous"))

    assert keys[0] == "questions.anonymous"
    assert state.flow == "tip"
    assert "two girls" in state.slots["account"]


def test_a_call_for_help_that_asks_stays_a_call_for_help() -> None:
    state = State()

    assert said(state, Heard(lane="help", question="call", first_person=True)) == ["help.seen"]


def test_what_a_question_tells_amid_a_report_is_not_lost() -> None:
    state = reporting()
    said(state, Heard(text="will they come? a white van", question="police", known={"vehicle": "yes"}))

    assert "white van" in state.slots["account"]


def test_s4_who_asks_for_a_bed_gets_a_number_and_then_safe_places() -> None:
    state = State()

    assert said(state, Heard(text="do you have beds", question="shelter", known={"need": "safe"})) == [
        "help.seen"
    ]
    assert state.slots["need"] == "safe"
    assert said(state, Heard(text="2", choice=2))[-1] == "help.found"


def test_a_witness_who_asks_for_a_bed_is_asked_whom_it_is_for() -> None:
    state = reporting()
    state.slots["witness"] = "yes"

    assert said(state, Heard(text="is there a shelter for her", question="shelter"))[-1] == "door.about"


def test_c6_another_language_amid_a_report_loses_nothing() -> None:
    state = reporting()
    keys = said(state, Heard(text="je ne sais pas", command="foreign"))

    assert keys[0] == "common.other_language"
    assert state.slots["account"] == "two girls by a black car"


def test_a_picture_beside_another_language_adds_no_words_that_would_not_fit() -> None:
    keys = said(reporting(), Heard(text="je ne sais pas", command="foreign", pictures=True))

    assert "common.other_language" in keys
    assert "common.pictures" not in keys


def test_s19_a_channel_that_no_phone_company_sees_says_so() -> None:
    keys = said(State(), Heard(text="is this anonymous", question="anonymous", unseen=True))

    assert keys[0] == "unseen.questions.anonymous"


def test_a_line_for_no_line_is_refused() -> None:
    with pytest.raises(BrokenFlow, match="is no line"):
        _ = Book(flows=book.flows, loose=(lines("unseen", nothing="Nothing."),)).unseen
