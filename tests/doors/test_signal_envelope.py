"""What signal-cli-rest-api hands over: which of it is a message, whose, and what of it passes the door."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signal_texts import (
    ANA,
    BEN,
    CONTACT,
    GROUP,
    LINE,
    NAME,
    NUMBER,
    PICTURE,
    REAL,
    REST_OF_A_TEXT,
    SHAPES,
    SILENT,
    STICKER,
    UNTRUSTED,
    VOICE_NOTE,
    Told,
    body,
    data,
    deleted,
    edit,
    envelope,
    media,
    text,
    webhook,
)

from bot.channels.signal.envelope import Found, Probe, Unreadable, read
from bot.channels.signal.loose import NotJson
from bot.messages import Inbound

AT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def found(told: Any) -> list[Found]:
    return read(body(told), LINE, AT)


def one(told: Told) -> Inbound:
    (inbound,) = found(webhook(told))
    assert isinstance(inbound, Inbound)
    return inbound


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_text_is_read_in_every_shape(shape: Callable[..., Told]) -> None:
    expected = Inbound("signal", f"signal:{ANA}", "two men at 3rd", "2.77", AT, stamp="77", later=True)

    assert found(shape(text("two men at 3rd", device=2, at=77))) == [expected]


def test_several_at_once_are_read_one_after_another() -> None:
    read_ = found([webhook(text("one")), webhook(SILENT["typing"]), webhook(text("two", BEN))])

    assert [inbound.text for inbound in read_ if isinstance(inbound, Inbound)] == ["one", "two"]


def test_nothing_of_the_envelope_passes_but_what_is_listed() -> None:
    quoted = {"id": 7, "author": NUMBER, "text": "quoted words"}
    told = text("hi", number=NUMBER)
    told["dataMessage"] |= {"quote": quoted, "attachments": [PICTURE], "contacts": [CONTACT]}
    shown = repr(found(webhook(told))) + repr(
        found(webhook(envelope(dataMessage=data("hi", groupInfo=GROUP))))
    )

    for held in (NUMBER, NAME, "quoted", PICTURE["id"], "Joe", "Our block", GROUP["groupId"]):
        assert str(held) not in shown


def test_a_person_is_a_uuid_and_never_a_number() -> None:
    """``source`` turns from the one into the other for the same person."""
    first, then = text("hi"), text("hi", number=NUMBER)
    older = {**text("hi"), "sourceUuid": None, "source": ANA.upper()}

    assert {one(told).sender for told in (first, then, older)} == {f"signal:{ANA}"}


@pytest.mark.parametrize("told", SILENT.values(), ids=SILENT.keys())
def test_what_nobody_waits_for_an_answer_to_is_nothing(told: Told) -> None:
    assert [found(shape(told)) for shape in SHAPES.values()] == [[], [], []]


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ({"attachments": [PICTURE, PICTURE]}, 2),
        ({"attachments": [VOICE_NOTE]}, 1),
        ({"sticker": STICKER}, 1),
        ({"contacts": [CONTACT]}, 1),
        ({"viewOnce": True}, 1),
        ({"viewOnce": True, "attachments": [PICTURE]}, 1),
        ({"message": "look", "attachments": [PICTURE]}, 1),
        ({"message": "long", "attachments": [REST_OF_A_TEXT]}, 0),
        ({"message": "", "attachments": [PICTURE] * 200}, 99),
    ],
)
def test_what_we_cannot_take_is_counted(what: Told, number: int) -> None:
    inbound = one(media(**what))

    assert (inbound.kind, inbound.media) == ("text", number)


def test_new_words_of_a_text_say_which_text_they_are_about() -> None:
    inbound = one(edit("two men, not three", about=1_795_428_000_123))

    assert (inbound.kind, inbound.text, inbound.about) == ("edit", "two men, not three", "1795428000123")


def test_a_text_that_was_deleted_for_everyone_is_told_without_words() -> None:
    inbound = one(deleted(about=1_795_428_000_123))

    assert (inbound.kind, inbound.text, inbound.about) == ("taken back", "", "1795428000123")


@pytest.mark.parametrize("what", [{"message": "hi all"}, {"attachments": [PICTURE]}])
def test_a_text_in_a_group_is_one_that_is_refused(what: Told) -> None:
    inbound = one(media(**what, groupInfo=GROUP))

    assert (inbound.kind, inbound.sender) == ("group", f"signal:{ANA}")


def test_a_text_is_cut_and_a_mention_leaves_no_mark() -> None:
    assert one(text("\ufffc look " + "x" * 2400)).text == " look " + "x" * 1994
    assert one(text("\ufffc")).text == ""


def test_half_a_character_is_a_question_mark() -> None:
    line = body(webhook(text("a-b"))).replace(b"a-b", b"a\\ud83db \\ud83d\\ude00")

    assert [inbound.text for inbound in read(line, LINE, AT) if isinstance(inbound, Inbound)] == ["a?b 😀"]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_what_could_not_be_opened_is_told_also_beside_a_text(shape: Callable[..., Told]) -> None:
    assert found(shape(envelope(), exception=UNTRUSTED)) == [Unreadable()]
    assert found(shape(None, exception=UNTRUSTED)) == [Unreadable()]

    both = found(shape(text("hi"), exception=UNTRUSTED))

    assert [type(each) for each in both] == [Unreadable, Inbound]


def test_what_came_for_another_number_is_nothing() -> None:
    assert found(webhook(text("hi"), account="+12135550199")) == []


def test_only_our_own_account_sends_a_probe() -> None:
    words = "porchlight probe 1-2"
    copied = envelope(BEN, number=LINE, syncMessage={"sentMessage": data(words, destinationNumber=LINE)})

    assert found(webhook(text(words, BEN, number=LINE))) == [Probe(words)]
    assert found(webhook(copied)) == [Probe(words)]
    assert one(text(words)).text == words


def test_how_long_it_lay_at_signal_is_told_by_signals_clock_alone() -> None:
    def aged(received: object, delivered: object) -> int:
        times = {"serverReceivedTimestamp": received, "serverDeliveredTimestamp": delivered}
        return one({**text("hi"), **times}).age

    assert aged(1_000_000, 1_090_500) == 90
    assert [aged(2_000, 1_000), aged(None, 1_000), aged(0, 1_000), aged("1", "2"), aged(5, 10**16)] == [0] * 5


@pytest.mark.parametrize("real", REAL, ids=lambda real: real["from"])
def test_what_signal_cli_really_wrote_means_what_it_means(real: Told) -> None:
    means = [
        {"text": each.text, "media": each.media} for each in found(real["json"]) if isinstance(each, Inbound)
    ]

    assert means == ([real["means"]] if real["means"] else [])


KEYS = sorted(
    {*webhook(text("x"))["params"], *text("x"), *data(), "params", "result", "groupInfo", "attachments"}
)
WORDS = st.text() | st.sampled_from([ANA, LINE, "UPDATE", "porchlight probe "])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=6)
    ),
    max_leaves=30,
)


def sound(everything: list[Found]) -> bool:
    """Whether a door can go on with what was read: words that can be written down, by somebody who can be answered."""
    inbound = [each for each in everything if isinstance(each, Inbound)]
    return all(
        each.text == each.text.encode().decode() and each.sender == f"signal:{ANA}" for each in inbound
    )


@given(st.binary(max_size=300))
def test_no_bytes_are_any_other_error_than_that_they_are_no_json(line: bytes) -> None:
    with suppress(NotJson):
        assert sound(read(line, LINE, AT))


@given(ANY)
def test_no_json_is_an_error_whatever_its_make(told: Any) -> None:
    assert sound(found(told))


@given(st.sampled_from([*SILENT.values(), text("hi"), edit("x", 7), deleted(7)]), st.data())
def test_no_envelope_is_an_error_whose_parts_are_of_the_wrong_kind(told: Told, dice: st.DataObject) -> None:
    """Anything stands where something else is expected."""
    line = json.loads(json.dumps(webhook(told)))
    holder: Any = line
    for _ in range(dice.draw(st.integers(0, 4))):
        inner = [value for value in holder.values() if isinstance(value, dict) and value]
        holder = dice.draw(st.sampled_from(inner)) if inner else holder
    holder[dice.draw(st.sampled_from(sorted(holder)))] = dice.draw(ANY)

    assert sound(found(line))


@pytest.mark.parametrize(
    "line", [b"[" * 200_000, b'{"params":' * 40_000, b"1" * 5_000, b"", b"\xff\xfe", b"{"]
)
def test_what_is_nested_too_deep_or_too_long_is_no_json(line: bytes) -> None:
    with pytest.raises(NotJson):
        read(line, LINE, AT)
