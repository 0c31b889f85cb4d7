"""A conversation survives being written down."""

import json

from hypothesis import given
from hypothesis import strategies as st

from flows.state import State, Undo

WORDS = st.text(max_size=20)
SLOTS = st.dictionaries(WORDS, WORDS, max_size=4)
UNDO = st.builds(Undo, WORDS, st.dictionaries(WORDS, st.none() | WORDS, max_size=3))
STATES = st.builds(
    State,
    flow=WORDS,
    step=WORDS,
    language=WORDS,
    slots=SLOTS,
    doubts=st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=2),
    trail=st.lists(UNDO, max_size=3),
    tries=st.integers(0, 9),
    shown=st.lists(WORDS, max_size=3),
    page=st.lists(WORDS, max_size=3),
    said=st.lists(WORDS, max_size=3),
    since=WORDS,
    last=st.lists(WORDS, max_size=3),
    before=st.none() | st.dictionaries(WORDS, WORDS, max_size=2),
).filter(lambda state: state.flow and state.step)


@given(STATES)
def test_what_is_written_down_is_read_back(state: State) -> None:
    assert State.of(json.loads(json.dumps(state.plain()))) == state


def test_fields_of_another_release_are_left_out() -> None:
    assert State.of({"flow": "tip", "step": "place", "mood": "good"}) == State("tip", "place")
