"""Choosing: what is open, a live person first, and never a line that an age or a language shuts out."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import NEEDS, Directory, Hours, Need, Service, UnknownService

LA = ZoneInfo("America/Los_Angeles")
NOON = datetime(2026, 11, 23, 20, tzinfo=UTC)  # a Monday, by the clocks of Los Angeles
NIGHT = datetime(2026, 11, 23, 10, tzinfo=UTC)  # two o'clock


def service(service_id: str = "line", **facts: Any) -> Service:
    """Make a line that anybody may call at any time, but for the facts given."""
    whole: dict[str, Any] = {
        "name": {"en": service_id},
        "discreet_name": {"en": "24 h line"},
        "phone": "800-555-0100",
        "text": "",
        "needs": "safe",
        "languages": "en",
        "text_languages": "",
        "hours": "24/7",
        "minimum_age": None,
        "maximum_age": None,
        "live": True,
        "youth_safe": True,
        "assured": "2026-11-23",
    }
    whole |= facts
    for column in ("needs", "languages", "text_languages"):
        whole[column] = frozenset(whole[column].split())
    return Service(id=service_id, **(whole | {"hours": Hours.parse(whole["hours"])}))


def chosen(
    *services: Service, need: Need = "safe", language: str = "en", at: datetime = NOON, **asker: Any
) -> list[str]:
    """Choose among the services; unless told, nothing is known of the sender's age."""
    asked = {"minor": None} | asker
    return [found.id for found in Directory(services, LA).choose(need, language, at, **asked)]


ages = st.none() | st.integers(0, 30)
services = st.lists(
    st.builds(
        service,
        st.sampled_from("abcdefghij"),
        phone=st.sampled_from(["", "800-555-0100"]),
        text=st.sampled_from(["", "988"]),
        needs=st.sets(st.sampled_from(NEEDS), min_size=1).map(" ".join),
        languages=st.sampled_from(["en", "ko", "en *"]),
        text_languages=st.sampled_from(["en", "es"]),
        hours=st.sampled_from(["24/7", "mon-fri 09:00-17:00", ""]),
        minimum_age=ages,
        maximum_age=ages,
        live=st.booleans(),
        youth_safe=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda found: found.id,
)
askers = st.fixed_dictionaries(
    {
        "need": st.sampled_from(NEEDS),
        "language": st.sampled_from(["en", "es", "ko", "bn", ""]),
        "at": st.sampled_from([NOON, NIGHT]),
        "minor": st.sampled_from([None, True, False]),
        "text_only": st.booleans(),
    }
)


def test_what_is_open_now_comes_first() -> None:
    office = service("office", hours="mon-fri 09:00-17:00")
    night = service("night")

    assert chosen(office, night, at=NOON) == ["office", "night"]
    assert chosen(office, night, at=NIGHT) == ["night", "office"]


def test_a_live_person_comes_before_a_line_that_calls_back() -> None:
    assert chosen(service("machine", live=False), service("person")) == ["person", "machine"]


def test_somebody_who_speaks_the_language_comes_before_an_interpreter() -> None:
    through, direct, none = (
        service("through", languages="en *"),
        service("direct", languages="ko"),
        service("none"),
    )

    assert chosen(through, direct, none, language="ko") == ["direct", "through"]


def test_a_language_that_nobody_speaks_still_gets_an_answer() -> None:
    assert chosen(service(), language="bn") == ["line"]


def test_the_operators_order_settles_the_rest() -> None:
    assert chosen(service("b"), service("a"), service("c")) == ["b", "a", "c"]


@pytest.mark.parametrize("need", ["danger", "crisis"])
def test_s3_in_danger_the_right_line_comes_first_in_every_language(need: Need) -> None:
    emergency, other = service("emergency", needs=need), service("other", needs=need, languages="ko")

    assert chosen(emergency, other, need=need, language="ko") == ["emergency", "other"]


def test_s21_to_the_young_only_youth_safe_lines_are_named() -> None:
    adult, young = service("adult", youth_safe=False), service("young", maximum_age=21)

    assert chosen(adult, young, minor=True) == ["young"]


def test_s21_to_the_young_lines_that_look_after_children_are_named_last() -> None:
    assert chosen(service("children", needs="child"), service(), minor=True) == ["line", "children"]
    assert chosen(service("children", needs="child"), service()) == ["line"]


def test_s21_an_adult_only_service_never_comes_first_to_an_unknown_age() -> None:
    adult = service("adult", minimum_age=18, youth_safe=False)
    anybody = service("anybody", hours="mon-fri 09:00-17:00", live=False)

    assert chosen(adult, anybody, at=NIGHT) == ["anybody", "adult"]


def test_s21_age_bound_lines_alone_are_never_an_answer_to_an_unknown_age() -> None:
    assert chosen(service(minimum_age=18)) == []
    assert chosen(service(minimum_age=12, maximum_age=21)) == []
    assert chosen(service(minimum_age=18), minor=False) == ["line"]


def test_a_line_safe_for_the_young_is_among_the_first_three() -> None:
    adults = [service(name, youth_safe=False) for name in "abcd"]

    assert chosen(*adults, service("young")) == ["a", "b", "young", "c", "d"]
    assert chosen(*adults, service("young", needs="unsure")) == ["a", "b", "young", "c", "d"]


def test_a_grown_up_is_not_sent_to_a_line_for_children() -> None:
    assert chosen(service("children", maximum_age=17), service(), minor=False) == ["line"]


def test_a_line_that_answers_late_is_never_the_only_answer() -> None:
    late, person = service("late", live=False), service("person", needs="unsure")

    assert chosen(late, person) == ["person", "late"]


def test_a_service_without_a_number_is_never_named_but_reported() -> None:
    silent = service("silent", phone="")
    directory = Directory([silent, service()], LA)

    assert chosen(silent, service()) == ["line"]
    assert [silent] == directory.missing()


def test_who_cannot_speak_gets_what_can_be_texted_in_any_language_if_need_be() -> None:
    voice, text = service("voice"), service("text", text="988", text_languages="en")

    assert chosen(voice, text, text_only=True) == ["text"]
    assert chosen(voice, text, text_only=True, language="ko") == ["text"]


def test_more_goes_on_where_the_last_page_ended() -> None:
    lines = [service(name) for name in "abcd"]

    assert chosen(*lines, skip={"a", "b"}) == ["c", "d"]
    assert chosen(*lines, skip=set("abcd")) == []


def test_a_service_is_found_by_its_id() -> None:
    directory = Directory([service("line")], LA)

    assert directory["line"].id == "line"
    with pytest.raises(UnknownService):
        directory["other"]


@given(services, askers)
def test_no_choice_breaks_the_rules_on_age_and_reach(services: list[Service], asker: dict[str, Any]) -> None:
    found = Directory(services, LA).choose(**asker)

    assert all(one.text if asker["text_only"] else one.phone or one.text for one in found)
    if asker["minor"]:
        assert all(one.youth_safe and (one.minimum_age or 0) < 18 for one in found)
    if asker["minor"] is False:
        assert all(one.maximum_age is None or one.maximum_age >= 18 for one in found)
    if asker["minor"] is None and found:
        assert any(one.minimum_age is None and one.maximum_age is None for one in found)
        assert (found[0].minimum_age or 0) < 18


@given(services, askers)
def test_one_of_the_first_three_is_safe_for_the_young_if_any_is(
    services: list[Service], asker: dict[str, Any]
) -> None:
    asker |= {"text_only": False}
    found = Directory(services, LA).choose(**asker)
    spare = [
        one
        for one in services
        if one.youth_safe and one.reachable and (one.maximum_age is None or one.maximum_age >= 18)
    ]

    if found and spare:
        assert any(one.youth_safe for one in found[:3])


@given(services, askers, st.integers(0, 4))
def test_pages_together_are_the_whole_list(services: list[Service], asker: dict[str, Any], page: int) -> None:
    directory = Directory(services, LA)
    whole = directory.choose(**asker)
    first = [one.id for one in whole[:page]]

    assert whole[page:] == directory.choose(**asker, skip=first)
    assert len(whole) == len({one.id for one in whole})
