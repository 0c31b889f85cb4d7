"""The way back behind the last message: exact, small, and never into what was forgotten."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.book import book
from flows.conversation import converse
from flows.effects import Count, Draft, Forget, Undraft
from flows.heard import Box, Heard
from flows.revise import OURS, begin, remember, which
from flows.state import State, Undo
from flows.turn import Turn

SEEN = Heard(text="man yelling at girls by a black car", lane="tip")
SCARED = Heard(text="he wont let me leave", lane="help", first_person=True)
DANGER = Heard(text="he has a gun", lane="danger")
BOX = Box(code="7QMZ-2D9X-4KTB-H0RA", until=1800, news="waiting", fresh=True)
WORDS = st.text(max_size=8)
SLOTS = st.dictionaries(st.sampled_from(["account", "place", "when"]), WORDS, max_size=3)
STATES = st.builds(
    State,
    flow=st.sampled_from(["door", "tip"]),
    step=WORDS.filter(bool),
    language=WORDS,
    slots=SLOTS,
    doubts=st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=2),
    trail=st.lists(st.builds(Undo, WORDS, st.dictionaries(WORDS, st.none() | WORDS, max_size=2)), max_size=3),
    tries=st.integers(0, 9),
    shown=st.lists(WORDS, max_size=3),
    page=st.lists(WORDS, max_size=3),
    code=WORDS,
    until=st.integers(0, 9),
    said=st.lists(WORDS, max_size=3),
    since=st.just("100"),
)


def stands(state: State) -> dict[str, object]:
    """Where a conversation stands, without what is kept of its last message."""
    return {name: value for name, value in state.plain().items() if name not in OURS}


def number(choice: int) -> Heard:
    return Heard(text=str(choice), choice=choice)


class Signal:
    """Somebody whose phone names its messages 1000, 1001, …, and the line behind it, written down after every turn."""

    def __init__(self) -> None:
        self.state, self.count = State(), 1000
        self.turn = Turn(book, self.state)

    def say(self, *heard: Heard) -> list[str]:
        for one in heard:
            self._hear(one, "")
        return self.turn.say

    def edit(self, about: int, heard: Heard) -> list[str]:
        self._hear(heard, str(about))
        return self.turn.say

    def take_back(self, about: int) -> list[str]:
        self._hear(Heard(taken_back=True), str(about))
        return self.turn.say

    def _hear(self, heard: Heard, about: str) -> None:
        state, stamp = State.of(json.loads(json.dumps(self.state.plain()))), str(self.count)
        revises = which(state, about, taken_back=heard.taken_back)
        mark = begin(state, revises, stamp, about)
        late = bool(about) and not heard.taken_back and revises != "last"
        self.turn = converse(book, state, replace(heard, revises=revises, late=late))
        forgotten = Forget() in self.turn.effects
        if not forgotten and not state.blank:
            remember(state, mark, self.turn.effects)
        self.state, self.count = (State() if forgotten else state), self.count + 1


@pytest.fixture
def ana() -> Signal:
    return Signal()


@given(STATES, STATES)
def test_the_way_back_leads_exactly_to_where_the_conversation_stood(now: State, then: State) -> None:
    mark = begin(then, "", "101", "")
    before = stands(then)
    remember(now, mark, [])
    written = State.of(json.loads(json.dumps(now.plain())))

    assert which(written, "101", taken_back=True) == "last"
    begin(written, "last", "102", "101")
    assert stands(written) == before


def test_what_was_only_added_to_is_not_kept_twice(ana: Signal) -> None:
    ana.say(SEEN, replace(SEEN, text="he limps"))

    assert "yelling" not in json.dumps(ana.state.before)


def test_an_edit_of_the_first_words_replaces_the_account(ana: Signal) -> None:
    first = ana.say(replace(SEEN, text="man yeling at girls"))

    assert ana.edit(1000, SEEN) == first
    assert ana.state.slots["account"] == SEEN.text


def test_an_edited_message_is_still_the_last_by_its_first_and_by_its_latest_name(ana: Signal) -> None:
    ana.say(replace(SEEN, text="first"))
    for edition, about in enumerate((1000, 1000, 1002, 1003, 1000)):
        ana.edit(about, replace(SEEN, text=f"wording {edition}"))

    assert ana.state.slots["account"] == "wording 4"
    assert len(ana.state.last) == 3


def test_an_edit_of_an_earlier_message_is_more_of_the_story(ana: Signal) -> None:
    ana.say(SEEN, replace(SEEN, text="he limps"))
    ana.edit(1000, replace(SEEN, text="two men"))

    assert ana.state.slots["account"] == f"{SEEN.text}\nhe limps\ntwo men"


@pytest.mark.parametrize("new", [number(1), Heard(text="skip", command="skip"), number(9)])
def test_an_earlier_answer_that_is_edited_chooses_nothing_that_was_asked_since(
    ana: Signal, new: Heard
) -> None:
    """Else "2", edited into "1" because it goes on after all, would send the report."""
    ana.say(SEEN, number(2), Heard(text="skip", command="skip"), Heard(text="skip", command="skip"))
    assert ana.state.step == "review"

    assert ana.edit(1001, new) == ["common.still"]
    assert (ana.state.step, ana.turn.effects) == ("review", [])


def test_a_choice_is_edited_as_if_the_first_had_never_been(ana: Signal) -> None:
    ana.say(SEEN, number(1))
    ana.edit(1001, number(2))

    assert (ana.state.step, ana.state.slots["ongoing"]) == ("when", "past")
    assert "told emergency" not in ana.state.slots


def test_s3_danger_in_an_edit_is_answered_first(ana: Signal) -> None:
    ana.say(SEEN)

    assert ana.edit(1000, DANGER)[0] == "door.danger"


@pytest.mark.parametrize("word", ["exit", "stop", "erase"])
def test_s15_an_edit_into_a_word_that_leaves_leaves(ana: Signal, word: str) -> None:
    ana.say(SEEN)
    ana.edit(1000, Heard(text=word, command=word))

    assert ana.turn.effects[-1] == Forget()


def test_a_text_that_is_taken_back_is_undone_in_silence(ana: Signal) -> None:
    ana.say(SEEN)
    before = stands(ana.state)
    ana.say(number(1))

    assert ana.take_back(1001) == []
    assert stands(ana.state) == before


def test_a_first_text_that_is_taken_back_leaves_a_stranger(ana: Signal) -> None:
    ana.say(SEEN)
    ana.take_back(1000)

    assert ana.state == State()


def test_a_text_that_is_taken_back_by_both_its_names_is_undone_once(ana: Signal) -> None:
    ana.say(SEEN, number(1))
    ana.edit(1001, number(2))
    stood = ana.take_back(1002), stands(ana.state)

    assert (ana.take_back(1001), stands(ana.state)) == stood
    assert ana.state.step == "ongoing"


def test_an_earlier_text_that_is_taken_back_takes_the_chat_along(ana: Signal) -> None:
    ana.say(SEEN, number(1))

    assert ana.take_back(1000) == ["common.erased"]
    assert ana.turn.effects == [Forget()]


def test_s12_whoever_is_in_trouble_deletes_any_of_her_texts_and_her_phone_stays_dark(ana: Signal) -> None:
    ana.say(SCARED, number(1))

    assert ana.take_back(1000) == []
    assert ana.turn.effects == [Forget()]


def test_a_text_of_before_this_conversation_is_none_of_its_business(ana: Signal) -> None:
    ana.say(SEEN, number(1))

    assert which(ana.state, "999", taken_back=True) == ""
    assert which(ana.state, "1000", taken_back=True) == "earlier"


def test_words_that_were_edited_into_a_new_conversation_are_taken_back_by_their_old_name(ana: Signal) -> None:
    ana.edit(17, SEEN)
    ana.say(number(1))

    assert ana.take_back(17) == ["common.erased"]


def test_s9_a_call_for_help_keeps_no_way_back_to_other_words(ana: Signal) -> None:
    ana.say(SEEN, SCARED)

    assert "yelling" not in json.dumps(ana.state.plain())
    ana.take_back(1001)
    assert ana.state == State()


def test_a_call_for_help_that_is_edited_is_counted_once(ana: Signal) -> None:
    ana.say(replace(SCARED, text="he wont let me leev"))
    ana.edit(1000, SCARED)

    assert Count("help") not in ana.turn.effects
    assert ana.state.flow == "help"


def test_in_the_help_lane_an_answer_is_edited_like_any_other(ana: Signal) -> None:
    ana.say(SCARED, number(1))
    ana.edit(1001, number(2))

    assert (ana.state.slots["seen"], ana.state.step) == ("no", "need")


def test_b5_nothing_leads_back_into_the_help_lane(ana: Signal) -> None:
    ana.say(SCARED, number(3))
    ana.edit(1001, number(1))

    assert (ana.state.flow, ana.turn.say) == ("door", ["door.first"])


def test_b8_nothing_leads_back_into_a_thread(ana: Signal) -> None:
    """It closes half an hour after its receipt, whatever is edited then."""
    code = Heard(code="opens", box=BOX)
    ana.say(code, replace(DANGER, box=BOX))

    assert BOX.code not in json.dumps(ana.state.plain())
    assert ana.edit(1001, number(1)) == ["door.first"]


def test_b5_nothing_leads_back_behind_a_greeting_that_forgot(ana: Signal) -> None:
    ana.say(SEEN, Heard(text="menu", command="menu"))

    assert "yelling" not in json.dumps(ana.state.plain())
    assert ana.edit(1001, number(2)) == ["door.first"]


def test_a1_whoever_once_spoke_of_themself_sends_nothing_by_silence_though_it_is_edited(ana: Signal) -> None:
    ana.say(Heard(text="hi", greeting=True), number(1), SCARED)
    ana.edit(1002, SEEN)

    assert ana.state.slots["own"] == "yes"
    assert Draft() not in ana.turn.effects


def test_a_draft_follows_the_words_that_it_is_made_of(ana: Signal) -> None:
    ana.say(Heard(text="hi", greeting=True), number(1), SEEN)
    assert ana.turn.effects == [Draft(anew=True)]

    ana.edit(1002, replace(SEEN, text="man yelling at three girls"))
    assert ana.turn.effects == [Draft()]

    ana.say(replace(SEEN, text="he limps"))
    ana.take_back(1004)
    assert ana.turn.effects == [Draft()]


def test_a_draft_goes_with_the_words_that_it_is_made_of(ana: Signal) -> None:
    ana.say(Heard(text="hi", greeting=True), number(1), SEEN)
    ana.take_back(1002)

    assert ana.turn.effects == [Undraft()]
    assert (ana.state.step, ana.state.drafted) == ("account", False)


def test_words_that_are_edited_into_a_code_are_in_no_draft(ana: Signal) -> None:
    ana.say(Heard(text="hi", greeting=True), number(1), SEEN)
    ana.edit(1002, Heard(code="opens", box=BOX))

    assert ana.turn.effects == [Undraft()]


def test_what_left_is_not_undone(ana: Signal) -> None:
    ana.say(replace(SEEN, known={"place": "Main & 1st", "ongoing": "now"}), number(1))

    assert ana.state.last == []
    assert ana.take_back(1001) == ["common.erased"]


def test_a_channel_without_names_for_messages_keeps_no_way_back() -> None:
    state = State()
    mark = begin(state, "", "", "")
    converse(book, state, SEEN)
    remember(state, mark, [])

    assert (state.since, state.last, state.before) == ("", [], None)
