"""Names that no rule sees: words are weighed where hardly anybody else writes them."""

from collections.abc import Callable

import pytest

from bot.setup.place import DEFAULT, load
from bot.setup.reading import NAMES
from tools.corpus import fingerprint, names_learnt_from
from understanding.named.learnt import BrokenNaming, Learnt
from understanding.reading import Reading

Read = Callable[..., Reading]

HERS = {
    "yoon again pls delete last msg i put wrong street": "yoon",
    "bueno ya me voy marisol": "marisol",
    "pues aqui eufemia nomas para decirles que ya se fueron": "eufemia",
    "steve hong 서울에서 공부하러 와서 문신하고 산다 피곤하다": "steve hong",
    "정순이 할매여 그 집 또 시끄러워": "정순",
}
THEIRS = (
    "my boyfriend Tyrone makes me do it",
    "they call her Candy, she waits by the Arco",
    "tell them Oleksandr sells the girls, not the cook",
    "el encargado se llama Eustaquio y cobra en la puerta",
    "실장 이름이 박철수예요",
)


@pytest.mark.parametrize("text", HERS)
def test_a_name_that_no_rule_sees_goes_by_what_stands_around_it(text: str, read: Read) -> None:
    reading = read(text)

    assert HERS[text] not in reading.text
    assert set(reading.removed) & {"name", "family"}


@pytest.mark.parametrize("text", THEIRS)
def test_a_name_that_is_told_of_somebody_else_stays(text: str, read: Read) -> None:
    assert read(text).text == text


def test_what_goes_is_a_name_and_leaves_its_ending(read: Read) -> None:
    assert read("주원이네 지영란입니다. 또 왔어요").text == "[name]네 [name]입니다. 또 왔어요"


def test_a_broken_line_of_weights_is_named() -> None:
    reader = load(DEFAULT).reader

    with pytest.raises(BrokenNaming, match="Line 2 "):
        Learnt(["any\tc=C\t12\n", "any\tc=C\n"], reader.vocabulary, frozenset(), lambda _: ())


def test_the_weights_of_names_were_learnt_from_the_tuned_half_as_it_stands() -> None:
    """Whoever changes the tuned half runs `make train`."""
    head = NAMES.read_text(encoding="utf-8").splitlines()[0]

    texts = ([*row.labels, row.text] for row in names_learnt_from())

    assert f"({fingerprint(texts)})" in head
