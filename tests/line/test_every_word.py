"""Whatever order fitting texts arrive in, every word of them is in the report, or the fact that it tells is."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.messages import Inbound
from bot.setup.place import Place
from bot.turn.report import body
from bot.turn.translate import hear
from flows.book import book
from flows.conversation import converse
from flows.effects import SubmitTip
from flows.heard import Heard
from flows.state import State

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
ORDERS = 400
FACTS = ("place", "when", "ongoing")
TOLD = {
    "now": (
        *("man yelling at two girls by a black car", "it is happening right now", "western and 5th"),
        *("he took their phones", "the older girl was crying loudly", "white van with a dented door", "plate 8abc123"),
    ),
    "past": (
        *("blue van drops girls off every night", "it was last night at 2", "western and 8th"),
        *("three girls maybe sixteen", "the driver has a red cap", "they go into the motel", "same van on tuesdays"),
    ),
    "danger": (
        *("two men push a crying girl into a car", "western and 3rd", "right now", "black suv plate 7xyz998"),
        *("one has a gun tattoo", "they went north fast", "it was behind the red door at western and 3rd"),
    ),
    "es": (
        *("un hombre grita a dos muchachas", "es ahorita", "western y la 3", "carro negro sin placas"),
        *("una muchacha esta llorando", "les quito el celular", "tiene una gorra roja"),
    ),
    "ko": (
        *("남자가 여자애 둘에게 소리 지르고 있어요", "지금요", "웨스턴 3가", "검은 차예요"),
        *("여자애가 울고 있어요", "남자가 애들 휴대폰을 빼앗았어요", "빨간 모자를 썼어요"),
    ),
}  # fmt: skip


def finished(texts: dict[str, Heard], order: list[str]) -> dict[str, str]:
    """Tell everything in that order, then choose the first way, somebody else, or nothing, until it is sent."""
    state = State(language="en")
    for words in order:
        assert converse(book, state, texts[words]).say
    for _ in range(12):
        report: dict[str, str] = json.loads(body(state, NIGHT))
        step = book.steps[f"{state.flow}.{state.step}"]
        choice = 2 if state.step in {"danger", "about"} else 1
        answer = Heard(choice=choice) if step.options else Heard(command="skip")
        if SubmitTip() in converse(book, state, answer).effects:
            return report
    raise AssertionError(state)


def lost(report: dict[str, str], texts: dict[str, Heard]) -> Iterator[str]:
    """Name what was told and is nowhere: what says more than facts stands there word for word."""
    for words, heard in texts.items():
        facts = {name: fact for name, fact in heard.known.items() if name in FACTS}
        if facts.get("ongoing") == "now":
            facts.pop("when", None)  # it says the same once more
        kept = heard.bare and all(report[name] == fact for name, fact in facts.items())
        if not kept and not any(words in (report[name] or "") for name in ("account", "place", "when")):
            yield words


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_no_order_of_fitting_texts_loses_a_word(place: Place, told: tuple[str, ...]) -> None:
    dice = random.Random(20261122)
    texts = {}
    for words in told:
        reading = place.reader.read(words, NIGHT.astimezone(place.zone))
        texts[words] = hear(reading, Inbound("sms", "sms:+1", words, words, NIGHT), place.languages)
    for _ in range(ORDERS):
        order = dice.sample(told, len(told))
        assert [*lost(finished(texts, order), texts)] == [], order
