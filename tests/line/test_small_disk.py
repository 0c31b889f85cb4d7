"""A disk that is full, and one that can only be read: everybody is answered, whoever leaves is gone, and room ends it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from bad_days import SAID, SLOWEST, children, errors, everybody, must_hear, rows, somebody
from served_line import Line, environment, served
from served_people import Browser, hidden
from signed_texts import ACCOUNT, TOKEN, URL
from small_disk import Disk, small_disk

from bot.rehearsing.transcript import CODE
from bot.words.wording import Wording
from storage.ground.reserve import SIZE, Reserve

SECRET, PASSPHRASE = "5e" * 32, "lamp on the porch at night"
SEEN = "blue van drops girls off, western and 8th, every night"
FOUND = f"{PASSPHRASE}\n{PASSPHRASE}\n"


@dataclass
class Small:
    """A line on a small disk."""

    disk: Disk
    line: Line
    variables: Mapping[str, str]

    @property
    def database(self) -> Path:
        """Where we find its database."""
        return self.disk.path("line.db")

    def size(self, end: str) -> int:
        """Give the bytes of a file beside the database."""
        return Path(f"{self.database}{end}").stat().st_size


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """A founded line with room for its reserve, and for four more."""
    folder, outside = tmp_path_factory.mktemp("small"), tmp_path_factory.mktemp("outside")
    variables = {
        "PORCHLIGHT_SECRET": SECRET,
        "PORCHLIGHT_DATABASE": str(folder / "line.db"),
        "PORCHLIGHT_URL": URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_URL": "http://127.0.0.1:9",
    }
    with small_disk(folder, "56m") as disk:
        store = f"""
import sys, time
from pathlib import Path
from bot.setup.place import DEFAULT, load
from storage import CHEAPEST, Store
folder = Path(sys.argv[1])
store = Store(folder / "line.db", b"{SECRET}", folder / "keys" / "day-keys", zone=load(DEFAULT).zone, cost=CHEAPEST)
store.migrate()
store.staff.found("rosa", "{PASSPHRASE}", int(time.time()))
"""
        made = disk.run(sys.executable, "-c", store, folder)
        assert made.returncode == 0, made.stderr
        with served(variables, outside / "log", factory="", inside=disk.inside) as line:
            everybody(line)
            yield Small(disk, line, variables)


@pytest.fixture
def small(lasting: Small) -> Iterator[Small]:
    """The same, with room and a whole reserve before and after each test."""
    Reserve(Path(f"{lasting.database}.reserve"), SIZE).fill()
    assert lasting.size(".reserve") == SIZE
    yield lasting
    lasting.disk.empty()


def fill(small: Small) -> None:
    """Leave no room, and let somebody find that out."""
    small.disk.fill()
    for _ in range(9):  # the write-ahead log may have a little room of its own
        somebody(small.line).send(SEEN)
    assert "did not reach us" in somebody(small.line).send(SEEN)
    assert small.size(".reserve") == 0


def await_(what: Callable[[], bool]) -> None:
    """Wait until something is so, at most half a minute: machines are busy."""
    deadline = time.monotonic() + 30
    while not what() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert what()


def unmoved(kept: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Leave out message ids and the half hour's number of answers: whoever leaves is answered, and counted, all the same."""
    return {
        table: [row for row in found if row[0] != "answers"]
        for table, found in kept.items()
        if table != "seen"
    }


def test_on_a_full_disk_everybody_is_answered_and_room_ends_it(small: Small, wording: Wording) -> None:
    workers, printed = children(small.line), len(small.line.printed())
    fill(small)
    before, told = rows(small.database), len(small.line.printed())
    heard = everybody(small.line)

    assert {words: answer for words, (answer, _) in heard.items()} == must_hear(wording)
    assert max(seconds for _, seconds in heard.values()) < SLOWEST
    failed = {words.partition(" at ")[0] for words in errors(small.line, printed)}
    assert failed == {"ERROR failed channel=sms error=DiskFull"}
    assert 0 < len(errors(small.line, told)) <= len(SAID)
    assert unmoved(rows(small.database)) == unmoved(before)
    small.disk.empty()
    for _ in range(6):
        assert "did not reach us" not in somebody(small.line).send(SEEN)
    assert children(small.line) == workers


def test_on_a_full_disk_x_stop_and_erase_do_what_they_say(small: Small) -> None:
    """The conversation, the unfinished report, and the report behind a code are really gone."""
    empty = rows(small.database)
    leaver, sender = somebody(small.line), somebody(small.line)
    for words in ("hi", "1", SEEN):
        leaver.send(words)
    answer = sender.send(SEEN)
    for _ in range(6):
        answer = answer if CODE.search(answer) else sender.send("1")
    code = CODE.search(answer)
    assert code
    assert len(rows(small.database)["drafts"]) == len(empty["drafts"]) + 1
    fill(small)
    assert leaver.send("x") == "OK."
    other = somebody(small.line)
    other.send(code[0])
    assert other.send("erase").startswith("Erased here")

    now = rows(small.database)
    assert now["tips"] == empty["tips"]
    assert now["drafts"] == empty["drafts"]


def test_the_worker_goes_on_deleting_and_fills_the_reserve_when_there_is_room(
    small: Small, tmp_path: Path
) -> None:
    fill(small)
    log = tmp_path / "log"
    with log.open("w") as out:
        worker = subprocess.Popen(
            [*small.disk.inside, sys.executable, "-m", "bot.cli", "work"],
            env=environment(small.variables),
            stdout=out,
            stderr=out,
        )
    try:
        await_(lambda: "job=reserve" in log.read_text())
        await_(lambda: small.size("-wal") == 0)
        small.disk.empty()
        await_(lambda: small.size(".reserve") == SIZE)
        await_(lambda: "over door=worker job=reserve" in log.read_text())
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)
    told = re.findall(r"(?m)^\S+Z (.*)$", log.read_text())
    assert len([words for words in told if "job=reserve error=DiskFull" in words]) == 1


def test_a_reader_may_erase_on_a_full_disk_and_reads_a_sentence_where_nothing_can_be_kept(
    small: Small, tmp_path: Path
) -> None:
    sender = somebody(small.line)
    answer = sender.send(SEEN)
    for _ in range(6):
        answer = answer if CODE.search(answer) else sender.send("1")
    before = len(rows(small.database)["tips"])
    with served(small.variables, tmp_path / "log", "console", "", inside=small.disk.inside) as console:
        browser = Browser(console.url)
        browser.sign_in("rosa", PASSPHRASE)
        browser.set_up()
        (path,) = set(re.findall(r'href="(/tips/[^"?/]+)"', browser.open("/"))[:1])
        mark = hidden(browser.open(path))["mark"]
        fill(small)
        browser.open(f"{path}/mislaned", {"mark": mark})

    assert len(rows(small.database)["tips"]) == before - 1


def test_a_disk_that_can_only_be_read_is_said_and_is_over_when_it_is(small: Small, wording: Wording) -> None:
    workers, printed, before = children(small.line), len(small.line.printed()), rows(small.database)
    small.disk.freeze()
    heard = everybody(small.line)
    small.disk.thaw()

    assert {words: answer for words, (answer, _) in heard.items()} == must_hear(wording)
    told = errors(small.line, printed)
    assert len(told) == len(SAID)
    assert {words.partition(" at ")[0] for words in told} == {"ERROR failed channel=sms error=ReadOnly"}
    assert rows(small.database) == before
    for _ in range(6):
        assert "did not reach us" not in somebody(small.line).send(SEEN)
    assert children(small.line) == workers
