"""Whatever is sent is read, quickly, and changes nothing."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading_stand import FRIDAY_NIGHT

from tools.corpus import LANGUAGES, rows
from understanding import Reading
from understanding.matching.folding import fold, tidy, words
from understanding.reader import Reader

Read = Callable[..., Reading]

LONGEST = 1600
WORST = 200
"""How many times an everyday message the worst may cost: 15 ms where one takes 0.15, and the same on any machine."""
EVERYDAY = "two girls crying by a black car, western and 3rd, last night at 2"

HARD = [
    "he ",
    "my girl ",
    "1 ",
    "213 555 ",
    "at 2 ",
    "3rd and ",
    "western ",
    "wstern ",
    "apt 1 ",
    "a@",
    "at dot ",
]
HARD += [
    "i want to help me ",
    "he is going to kill me now ",
    "my name is ",
    "4111 ",
    "123 ",
    "i live at 12 main st apt 4 ",
    "I work at Kim's Market and ",
    "my son Luis and ",
    "im Rosa, my car 7ABC123 ",
    "this is mrs cho here - ",
    "my ssn 123456789 born 3/4/1989 ",
    "vivo en serrano 345 depto 12 ",
    "우리 딸 지은 하은 ",
    "저는 김영희예요 ",
    "한남체인에서 일해요 ",
]
HARD += [
    "나는 ",
    "때려",
    "지금 때리고 있어요 ",
    "웨스턴 3가 ",
    "제 이름은 ",
    "h e l p ",
    "-",
    "a",
    "\u0301",
    "ﷺ",
    "ㄷㅗ",
    "..",
    "\n",
    "'",
]


def taken(reader: Reader, text: str) -> float:
    """Return the processor time of one reading, in seconds."""
    begun = time.process_time()
    reader.read(text, FRIDAY_NIGHT)
    return time.process_time() - begun


def cost(reader: Reader, text: str) -> float:
    """Return how many everyday messages one reading costs, at best: the machine is shared, and both are slowed alike."""
    best = float(WORST)
    for _ in range(5):
        spent = taken(reader, text)
        if spent:
            best = min(best, spent / max(min(taken(reader, EVERYDAY) for _ in range(5)), 1e-6))
        if spent == 0 or best < WORST:
            return best
    return best


@given(text=st.text(max_size=LONGEST))
@example(text="")
@example(text="40/60")
@example(text="M0N-SUN")
@example(text="\x00\ud800\U000e0041")
@example(text="İ" * 800)
def test_no_text_raises_or_takes_long(text: str, reader: Reader) -> None:
    assert cost(reader, text) < WORST
    assert reader.read(text, FRIDAY_NIGHT).lane in {"danger", "crisis", "help", "tip", "stop", "unclear"}


@given(data=st.data())
def test_no_heap_of_our_own_words_takes_long(data: st.DataObject, reader: Reader) -> None:
    known = sorted(reader.vocabulary.phrases.known)
    text = " ".join(data.draw(st.lists(st.sampled_from(known), max_size=400)))

    assert cost(reader, text[:LONGEST]) < WORST


@pytest.mark.parametrize("piece", HARD)
def test_no_repetition_takes_long(piece: str, reader: Reader) -> None:
    assert cost(reader, (piece * LONGEST)[:LONGEST]) < WORST


def test_a_reading_depends_on_nothing_but_the_text_and_the_moment(read: Read) -> None:
    texts = [row.text for language in LANGUAGES for row in rows("tuned", "lanes", language)[::40]]

    assert [read(text) for text in texts] == [read(text) for text in reversed(texts)][::-1]


@given(st.text(max_size=200))
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    tidied = tidy(text)

    assert len(tidied) == len(fold(tidied))


@given(st.text(max_size=200))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(text) == tidy(tidy(text))


@given(st.text(max_size=200))
def test_every_word_stands_where_it_is_said_to_stand(text: str) -> None:
    folded = fold(tidy(text))
    found = words(folded)

    assert all(0 <= start < end <= len(folded) for start, end in zip(found.starts, found.ends, strict=True))
    assert found.starts == sorted(found.starts)


@given(text=st.text(max_size=300))
def test_what_would_be_kept_never_grows_by_more_than_its_marks(text: str, reader: Reader) -> None:
    reading = reader.read(text, FRIDAY_NIGHT)
    marks = reading.text.count("[")

    assert len(reading.text) <= len(tidy(text)) + marks * len("[immigration]")
