"""A machine's clock that is a day wrong: nothing is deleted, nothing old is sent, people are answered, the doctor says it."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import time_machine
from bad_days import must_hear, rows, somebody
from porchlight_command import porchlight_here
from real_line import real_line
from served_line import environment, served
from twilio_stand import Stand, twilio

from bot.mail import Mail
from bot.setup.place import Place
from bot.setup.settings import PROJECT
from bot.words.wording import Wording
from storage import CHEAPEST, Store, TipFacts
from storage.line import nudges

DAY = 86_400
SECRET = "5e" * 32
FACTS = TipFacts("Western and 3rd", "2026-11-18", "night", "vehicle", child=False, urgent=False)
ME, OTHER = "sms:+12135550142", "sms:+12135550143"
LASTING = ("conversations", "drafts", "nudges", "seen", "tips", "fresh", "sessions")
"""Tables that a clock a day ahead would empty, or one a day behind would think spoilt."""


@pytest.fixture
def stand() -> Iterator[Stand]:
    """Twilio, whose clock is right."""
    with twilio(int(time.time())) as running:
        yield running


@pytest.fixture
def variables(tmp_path: Path, stand: Stand, place: Place) -> dict[str, str]:
    """A line with something of everything that ends within days, which has known the right time until now."""
    now = int(time.time())
    keys = tmp_path / "keys" / "day-keys"
    store = Store(tmp_path / "line.db", SECRET.encode(), keys, zone=place.zone, cost=CHEAPEST, reserve=0)
    store.migrate()
    store.staff.found("rosa", "lamp on the porch at night", now)
    store.staff.sign_in("rosa", "lamp on the porch at night", now)
    store.agree(now)
    with store.turn(ME, now) as turn:
        turn.seen("SM1")
        turn.save(b"{}", now + 1800)
        turn.draft(b"{}", FACTS)
        for _ in range(2):
            code = turn.submit(b"{}", FACTS)
            turn.nudge(code, Mail(ME, language="en", from_="+12135550100").written())
    with store.turn(
        OTHER, now
    ) as turn:  # whoever never hears an answer loses what silence would have sent (A1)
        turn.post(Mail(OTHER, "an answer").written(), now + 300)
    house = store._house
    with store._database.write() as connection:
        nudges.make_due(connection, house.out_key, house.keyring.receipt(code), now)
    store.close()
    return {
        **real_line(tmp_path / "line.db"),
        "TWILIO_API_URL": stand.url,
        "TWILIO_NUMBER": "+12135550100",
    }


def work(variables: Mapping[str, str], log: Path) -> str:
    """Let a worker make its rounds there, and give what it printed."""
    with log.open("w") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "wrong_clock", "work"],
            cwd=PROJECT,
            env=environment(variables),
            stdout=out,
            stderr=out,
        )
    deadline = time.monotonic() + 30
    while "braked" not in log.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.6)  # senders look every quarter of a second
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)
    return log.read_text()


@pytest.mark.parametrize("shift", [DAY, -DAY], ids=["ahead", "behind"])
def test_a_clock_that_is_a_day_wrong_deletes_nothing_sends_nothing_old_and_answers(
    variables: dict[str, str], tmp_path: Path, stand: Stand, wording: Wording, shift: int
) -> None:
    variables["SHIFT"] = str(shift)
    before = rows(tmp_path / "line.db")
    keys = (tmp_path / "keys" / "day-keys").read_bytes()
    printed = work(variables, tmp_path / "worker.log")
    after = rows(tmp_path / "line.db")

    assert "braked door=worker outcome=clock" in printed
    assert {table: after[table] for table in LASTING} == {table: before[table] for table in LASTING}
    assert all(before[table] for table in LASTING)
    assert (tmp_path / "keys" / "day-keys").read_bytes() == keys
    assert stand.sent() == []

    with served(variables, tmp_path / "web.log", factory="wrong_clock:web") as line:
        for words in ("hi", "blue van drops girls off, western and 8th, every night"):
            assert "did not reach us" not in somebody(line).send(words)
        assert "911" in somebody(line).send("he has a gun and hes hitting her right now")
        assert somebody(line).send("x") == must_hear(wording)["x"]
    assert "ERROR" not in (tmp_path / "web.log").read_text()
    now = rows(tmp_path / "line.db")
    assert {
        row for row in before["tips"] + before["drafts"] if row not in now["tips"] + now["drafts"]
    } == set()

    with time_machine.travel(time.time() + shift, tick=True):
        told = porchlight_here(variables, "check", "--offline").stdout
    assert "This machine's clock is more than two hours from the time this line last knew" in told
