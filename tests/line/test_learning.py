"""The line learns its own numbers from the texts that reach it, once a process, and keeps them sealed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.learning import Learning
from bot.messages import Answer, Inbound
from storage import DiskTrouble, Store
from storage.line.lines import MOST

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)


class Deaf:
    """Answers nothing."""

    def answer(self, _: Inbound) -> Answer:
        return Answer("")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "line.db", b"an invented secret of some length", tmp_path / "day.keys", reserve=0)
    made.migrate()
    return made


def texted(to: str, channel: str = "sms") -> Inbound:
    return Inbound(channel, "sms:+12135550142", "hello", "SM1", AT, to=to)


def test_each_number_is_learnt_once(store: Store, tmp_path: Path) -> None:
    line = Learning(Deaf(), store)
    for to in ("+12135550100", "+12135550101", "+12135550100", ""):
        line.answer(texted(to))
    written = (tmp_path / "line.db.lines").read_bytes()
    Learning(Deaf(), store).answer(texted("+12135550100"))

    assert store.lines.known() == ("+12135550100", "+12135550101")
    assert (tmp_path / "line.db.lines").read_bytes() == written


def test_the_phones_of_a_demo_teach_nothing(store: Store) -> None:
    Learning(Deaf(), store).answer(texted("+12135550100", "try"))

    assert store.lines.known() == ()


def test_twenty_are_enough_and_the_file_is_as_long_for_one_as_for_all(store: Store, tmp_path: Path) -> None:
    sizes = set()
    for number in range(MOST + 5):
        store.lines.learn(f"+1213555{number:04}")
        sizes.add((tmp_path / "line.db.lines").stat().st_size)

    assert len(store.lines.known()) == MOST
    assert len(sizes) == 1
    assert b"213555" not in (tmp_path / "line.db.lines").read_bytes()


def test_another_secret_opens_nothing(store: Store, tmp_path: Path) -> None:
    store.lines.learn("+12135550100")
    other = Store(tmp_path / "line.db", b"another secret that is long enough", tmp_path / "day.keys")

    assert other.lines.known() == ()


def test_a_number_that_cannot_be_kept_costs_no_answer_and_is_tried_again(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "line.db.lines.new").mkdir()  # in the way of the new file; root ignores file modes
    line = Learning(Deaf(), store)
    with pytest.raises(DiskTrouble):
        store.lines.learn("+12135550100")

    assert line.answer(texted("+12135550100")) == Answer("")
    (tmp_path / "line.db.lines.new").rmdir()
    line.answer(texted("+12135550100"))
    assert store.lines.known() == ("+12135550100",)
