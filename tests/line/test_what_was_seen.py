"""What a program found goes with the report, each thing once; looks alone are marked, and a fixed account starts anew."""

import json
from collections.abc import Callable

Send = Callable[..., str]
Reports = Callable[[], list[bytes]]


def test_the_facts_of_several_texts_are_kept_each_once(text: Send, reports: Reports) -> None:
    for words in (
        "black honda drops 2 girls at the motel, western and 3rd",
        "a black honda again, plate 8ABC123, he took her phone",
        "skip",
        "1",
    ):
        text(words)
    found = [(row["kind"], row["value"]) for row in json.loads(reports()[-1])["found"]]

    assert len(set(found)) == len(found)
    assert {("vehicle", "black honda"), ("plate", "8ABC123"), ("people", "2"), ("place", "motel")} <= {*found}
    assert ("control", "") in found


def test_a_fixed_account_takes_its_facts_along(text: Send, reports: Reports) -> None:
    for words in ("man pushes 2 girls into a black honda, western and 3rd", "skip", "2", "1"):
        text(words)
    for words in ("man pushes three girls into a white van, western and 3rd", "1"):
        text(words)
    told = json.loads(reports()[-1])

    assert {"kind": "vehicle", "value": "white van", "words": "white van"} in told["found"]
    assert "honda" not in json.dumps(told)


def test_e2_looks_are_marked_until_a_deed_is_told(text: Send, reports: Reports) -> None:
    text("two black guys in hoodies standing by the store")
    asked = text("1")
    for words in ("nothing, just standing there", "skip", "western and 3rd", "1"):
        text(words)

    assert "What did they do?" in asked
    assert json.loads(reports()[-1])["looks"] is True


def test_e2_a_deed_told_afterwards_takes_the_mark_away(text: Send, reports: Reports) -> None:
    for words in (
        "two black guys in hoodies standing by the store",
        "1",
        "they took her phone",
        "skip",
        "3rd",
        "1",
    ):
        text(words)

    assert json.loads(reports()[-1])["looks"] is False


def test_s18_a_nuisance_and_something_graver_names_no_other_line(text: Send) -> None:
    for words in (
        "used condoms on our steps, western and 3rd",
        "and a man hits girls if they sit down",
        "skip",
    ):
        text(words)

    assert "311" not in text("1")


def test_s18_a_nuisance_alone_names_the_citys_line(text: Send) -> None:
    for words in ("used condoms on our steps every morning, western and 3rd", "skip"):
        text(words)

    assert "311" in text("1")
