"""A row of places.csv that cannot be used is one sentence that names it."""

import pytest

from understanding.where.places import BrokenRow, Number, places

CROSSING = {
    "name": "Harbor Rd & Alder Ln",
    "kind": "crossing",
    "block": "Harbor Rd & Alder Ln",
    "number": "100 W",
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "line 3 (no name): name is empty."),
        ({"kind": "corner"}, "line 3 (Elm School): kind must be one of crossing, school, landmark"),
        ({"kind": "crossing"}, "line 3 (Elm School): a crossing is two streets joined by &."),
        ({"lat": "north"}, "line 3 (Elm School): lat must be degrees or empty, not 'north'."),
        ({"number": "S 300"}, "line 3 (Elm School): number must be a house number and a side, such as 300 S"),
        ({"block": "Elm St"}, "line 3 (Elm School): block must be the name of a crossing, not 'Elm St'."),
        ({"name": CROSSING["name"], "kind": "street", "block": ""}, "the name stands in two rows."),
    ],
)
def test_a_broken_row_is_named(change: dict[str, str], sentence: str) -> None:
    row = {"name": "Elm School", "kind": "school", "block": CROSSING["name"]} | change

    with pytest.raises(BrokenRow) as raised:
        places([CROSSING, row])

    assert str(raised.value).startswith("places.csv, line 3")
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_a_table_leaves_out_is_empty() -> None:
    (place,) = places([CROSSING])

    assert (place.lat, place.aliases, place.also, place.number) == (None, (), "", Number(100, "W"))
