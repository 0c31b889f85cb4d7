"""What a turn does with what was heard; the transcripts show the same in words."""

from dataclasses import replace

import pytest

from flows.book import book
from flows.conversation import converse
from flows.effects import Count, Effect, Forget, Recall, SubmitTip, Undraft
from flows.heard import Box, Heard
from flows.state import State
from flows.turn import Turn

SEEN = Heard(text="man yelling at girls by a black car", lane="tip")
BOX = Box(code="7QMZ-2D9X-4KTB-H0RA", until=1800, news="waiting", fresh=True)
SCARED = Heard(text="he wont let me leave", lane="help", first_person=True)


def number(choice: int) -> Heard:
    return Heard(text=str(choice), choice=choice)


def command(word: str) -> Heard:
    return Heard(text=word, command=word)


@pytest.fixture
def state() -> State:
    return State()


def say(state: State, *heard: Heard) -> Turn:
    turn = None
    for one in heard:
        turn = converse(book, state, one)
    return turn


def test_a_stranger_gets_the_first_text_whatever_unclear_thing_they_say(state: State) -> None:
    assert say(state, Heard(text="hmm")).say == ["door.first"]


def test_s1_a_known_sender_who_starts_over_gets_the_very_same_first_text(state: State) -> None:
    say(state, SEEN, number(1), command("exit"))

    assert say(state, Heard(text="hi", greeting=True)).say == ["door.first"]


def test_what_the_first_message_tells_is_not_asked_again(state: State) -> None:
    told = replace(SEEN, known={"place": "Main & 1st", "ongoing": "now"})

    assert say(state, told).say == ["tip.thanks", "tip.emergency", "tip.review"]


def test_a_report_is_sent_only_when_its_sender_says_so(state: State) -> None:
    turn = say(state, replace(SEEN, known={"place": "Main & 1st", "ongoing": "now"}))

    assert turn.effects == []
    assert say(state, number(1)).effects == [SubmitTip()]


def test_three_texts_of_one_thought_are_one_account(state: State) -> None:
    say(state, SEEN, replace(SEEN, text="plate 8abc123"), replace(SEEN, text="he has a knife"))

    assert state.slots["account"] == "man yelling at girls by a black car\nplate 8abc123\nhe has a knife"


def test_a_few_words_that_answer_nothing_are_kept_rather_than_lost(state: State) -> None:
    say(state, SEEN, Heard(text="les quito el cel"), Heard(text="hm"))

    assert state.slots["account"] == "man yelling at girls by a black car\nles quito el cel"


def test_s7_what_was_skipped_is_not_asked_again(state: State) -> None:
    say(state, SEEN, command("skip"), command("skip"))

    assert (state.step, state.slots["ongoing"], state.slots["place"]) == ("review", "", "")


def test_back_undoes_one_answer_and_then_the_one_before(state: State) -> None:
    say(state, SEEN, number(2), Heard(text="last night"), command("back"))

    assert (state.step, "when" in state.slots) == ("when", False)

    say(state, command("back"))

    assert (state.step, "ongoing" in state.slots) == ("ongoing", False)


def test_back_stops_at_what_was_sent(state: State) -> None:
    say(state, replace(SEEN, known={"place": "Main & 1st", "ongoing": "now"}), number(1))

    assert say(state, replace(command("back"), box=BOX)).say == ["thread.sent"]


def test_an_answer_that_tells_more_is_not_asked_about_it_again(state: State) -> None:
    say(state, SEEN)

    told = say(state, Heard(text="now at main and 1st", known={"ongoing": "now", "place": "Main & 1st"}))

    assert told.say == ["tip.emergency", "tip.review"]


def test_a_greeting_or_a_stray_word_is_not_an_account(state: State) -> None:
    say(state, number(1), Heard(text="hi", greeting=True), command("more"), number(3))

    assert "account" not in state.slots


def test_what_somebody_wrote_in_a_crisis_of_their_own_is_not_kept(state: State) -> None:
    say(state, Heard(text="i cannot go on", lane="crisis", first_person=True))

    assert "go on" not in str(state.plain())


def test_fixing_the_place_asks_only_for_the_place(state: State) -> None:
    say(state, replace(SEEN, known={"place": "Main & 1st", "ongoing": "now"}), number(2), number(3))

    assert say(state, Heard(text="Main and 2nd", known={"place": "Main & 2nd"})).say == ["tip.review"]
    assert state.slots["place"] == "Main & 2nd"


def test_an_answer_that_is_not_understood_is_asked_again_with_more_help_each_time(state: State) -> None:
    say(state, SEEN)
    rungs = [say(state, Heard(text="?")).say for _ in range(4)]

    assert rungs == [["common.again"], ["common.example"], ["common.stuck"], ["common.stuck"]]


def test_s3_danger_is_answered_before_anything_is_asked(state: State) -> None:
    danger = Heard(text="he has a gun now", lane="danger")

    assert say(state, danger).say == ["door.danger"]
    assert book.lines["door.danger"].startswith("Call {emergency} now.")


def test_danger_about_somebody_else_goes_on_as_a_report_with_what_was_written(state: State) -> None:
    say(state, Heard(text="girl dragged into a car", lane="danger"), number(2))

    assert (state.flow, state.slots["account"]) == ("tip", "girl dragged into a car")


def test_danger_about_the_sender_keeps_none_of_its_words(state: State) -> None:
    say(state, Heard(text="he is hitting me", lane="danger", first_person=True), number(1))

    assert state.flow == "help"
    assert "hitting" not in str(state.plain())


def test_danger_in_the_middle_of_a_report_is_added_to_it(state: State) -> None:
    turn = say(state, SEEN, Heard(text="he is hitting her", lane="danger"))

    assert turn.say[0] == "common.danger"
    assert "hitting" in state.slots["account"]


def test_a_call_for_help_in_the_middle_of_a_report_leaves_it_and_its_words(state: State) -> None:
    say(state, SEEN, SCARED)

    assert state.flow == "help"
    assert "yelling" not in str(state.plain())


def test_s10_a_call_for_help_never_becomes_a_report_unasked(state: State) -> None:
    say(state, SCARED, number(1), number(2), SEEN)

    assert (state.flow, state.step) == ("door", "first")


def test_an_unclear_text_waits_until_its_sender_says_what_it_is(state: State) -> None:
    say(state, Heard(text="something odd on my street"))

    assert say(state, number(1)).say == ["tip.unfinished", "tip.ongoing"]
    assert state.slots["account"] == "something odd on my street"


def test_an_unclear_text_is_dropped_when_it_was_about_the_sender(state: State) -> None:
    say(state, Heard(text="he hits"), number(2))

    assert state.flow == "help"
    assert "hits" not in str(state.plain())


def test_a_report_after_an_unclear_text_is_asked_about_rather_than_taken(state: State) -> None:
    say(state, Heard(text="scared rn"), SEEN)

    assert state.flow == "door"


def test_the_month_counts_a_call_for_help_and_nothing_else(state: State) -> None:
    assert say(state, SCARED).effects == [Count("help"), Undraft(earlier=True)]
    assert say(state, number(2)).effects == []


def test_s12_the_help_lane_has_no_back(state: State) -> None:
    say(state, SCARED, number(2))

    assert say(state, command("back")).say == ["help.need"]


@pytest.mark.parametrize("question", ["who", "wrong"])
def test_s16_whoever_asks_who_this_is_gets_the_first_text_and_nothing_is_left(
    state: State, question: str
) -> None:
    turn = say(state, SEEN, Heard(text="who is this", question=question))

    assert turn.say == ["door.first"]
    assert replace(state, said=[]) == State()


@pytest.mark.parametrize(("word", "effects"), [("exit", [Recall(), Forget()]), ("erase", [Forget()])])
def test_s15_leaving_forgets_at_once(state: State, word: str, effects: list[Effect]) -> None:
    turn = say(state, SEEN, command(word))

    assert turn.effects == effects
    assert "yelling" not in str(state.plain())


def test_s21_the_limit_is_told_before_the_first_number(state: State) -> None:
    turn = say(state, replace(SCARED, known={"minor": "yes"}))

    assert turn.say[0] == "help.young"


def test_pictures_are_refused_and_the_words_beside_them_are_heard(state: State) -> None:
    turn = say(state, replace(SEEN, pictures=True))

    assert turn.say[:2] == ["common.pictures", "tip.thanks"]


def test_a_carrier_that_has_answered_help_is_not_talked_over(state: State) -> None:
    assert say(state, Heard(text="HELP", carrier="HELP")).say == []
    assert say(state, number(2)).say == ["help.seen"]


def test_help_in_the_middle_of_a_report_does_not_lose_it(state: State) -> None:
    say(state, SEEN, command("help"), number(1))

    assert state.slots["account"] == SEEN.text


def test_a_step_that_a_new_release_dropped_starts_its_flow_over_and_keeps_what_is_known() -> None:
    state = State(flow="tip", step="gone", slots={"account": "seen", "told thanks": "yes"}, said=["tip.gone"])

    assert say(state, number(1)).say == ["tip.place"] or state.step in {"ongoing", "place", "review"}
    assert state.slots["account"] == "seen"


def test_a_number_that_only_the_sender_can_place_is_asked_by_its_last_digits(state: State) -> None:
    doubt = replace(
        SEEN,
        text="call [phone 1]",
        known={"place": "x", "ongoing": "now"},
        doubts=(("[phone 1]", "2135550142", "42"),),
    )

    assert say(state, doubt).say[-1] == "tip.whose"
    assert state.slots["doubtful"] == "42"
    assert "2135550142" not in str(state.slots)


def test_an_account_has_an_end_and_says_so(state: State) -> None:
    turn = say(state, SEEN, *(replace(SEEN, text="x" * 1600) for _ in range(3)))

    assert turn.say[0] == "common.full"
    assert len(state.slots["account"]) == 4000


def test_a_habit_is_asked_neither_whether_it_goes_on_nor_when(state: State) -> None:
    say(state, replace(SEEN, known={"recurs": "fri night"}))

    assert (state.step, "ongoing" in state.slots, state.slots["recurs"]) == ("place", False, "fri night")


def test_a_habit_is_an_answer_to_when(state: State) -> None:
    say(state, SEEN, number(2), Heard(text="every friday night", known={"recurs": "fri night"}))

    assert (state.step, state.slots["recurs"]) == ("place", "fri night")


def test_a_habit_that_is_fixed_is_asked_anew(state: State) -> None:
    say(state, replace(SEEN, known={"recurs": "fri night", "place": "Main & 1st"}), number(2), number(2))

    assert (state.step, "recurs" in state.slots) == ("ongoing", False)


def test_a_place_off_the_map_is_said_once_and_never_asked_for() -> None:
    state, outside = State("door", "first"), replace(SEEN, known={"outside": "yes", "ongoing": "now"})
    first = say(state, outside)
    again = say(state, Heard(text="it was on Dunmore", lane="tip", known={"outside": "yes"}))

    assert "tip.outside" in first.say
    assert {"tip.outside", "tip.place"}.isdisjoint(again.say)
    assert "tip.place" not in first.say


def test_a_place_off_the_map_can_be_told_anew() -> None:
    state = State("door", "first")
    say(state, replace(SEEN, known={"outside": "yes", "ongoing": "now"}), number(2))

    assert say(state, number(3)).say == ["tip.place"]
    say(state, Heard(text="main and 1st", known={"place": "Main & 1st"}))
    assert (state.slots["place"], "outside" in state.slots) == ("Main & 1st", False)
