"""The restore drill: a line is backed up while people text, dies, and comes back elsewhere without what had gone."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from porchlight_command import porchlight
from served_line import Line, end, environment, served
from served_people import Browser, Phone
from signed_texts import ACCOUNT, TOKEN, URL
from twilio_stand import twilio

from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store
from storage.ground import sealing
from storage.line import letters, nudges

SECRET = "5e" * 32
ROSA, BEN = "lamp on the porch at night", "moth at the lamp at night"
NOW = int(time.time())
WORDS = ("a man in a Quetzal jacket yells at girls by a black car", "1", "western and 5th", "1")
MARKED = (
    "Quetzal",
    "quetzal",
    "jacket",
    "5550",
    "90004",
    "+1213",
    "+1310",
    "which door",
    "cinnamon",
    ROSA,
    BEN,
)


@dataclass
class Drill:
    """The whole story: two folders, and what was promised to whom."""

    old: Path
    new: Path
    place: Place
    key: str = ""
    kept: list[str] = field(default_factory=list)
    """Receipts from before the backup, which must open."""
    erased: list[str] = field(default_factory=list)
    meanwhile: list[str] = field(default_factory=list)
    """Receipts given while the backup was made: there or not, but never by half."""
    backup: Path = Path()
    told: CompletedProcess[str] | None = None

    def variables(self, folder: Path, api: str = "http://127.0.0.1:9") -> dict[str, str]:
        """What the operator sets in a folder; the list of what was erased is on a disk that outlives both."""
        return {
            "PORCHLIGHT_SECRET": SECRET,
            "PORCHLIGHT_DATABASE": str(folder / "line.db"),
            "PORCHLIGHT_ERASED": str(self.old.parent / "erased"),
            "PORCHLIGHT_URL": URL,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_API_URL": api,
        }

    def store(self, folder: Path) -> Store:
        """Open the line of a folder as a process of it would."""
        return Store(
            folder / "line.db",
            SECRET.encode(),
            folder / "keys" / "day-keys",
            zone=self.place.zone,
            cost=CHEAPEST,
            erased=self.old.parent / "erased",
        )


def report(line: Line, number: str) -> str:
    """Send a report from a phone and give its receipt."""
    phone = Phone(line.url, number)
    answers = [phone.send(words) for words in WORDS]
    found = CODE.search(answers[-1])
    assert found, answers
    return found[0]


def staffed(drill: Drill) -> Store:
    """Found the staff: Rosa, and Ben who will leave."""
    store = drill.store(drill.old)
    store.migrate()
    drill.key = store.staff.found("rosa", ROSA, NOW)
    rosa = store.staff.session(store.staff.sign_in("rosa", ROSA, NOW), NOW)
    assert rosa
    store.staff.add("ben", ("intake",), BEN, rosa, NOW)
    return store


def answered(store: Store, receipt: str) -> None:
    """Let the holder ask for a nudge, the readers write, and an agency have a copy."""
    tip = store.tips.find(receipt, NOW)
    assert tip
    with store.turn("sms:+12135550171", NOW) as turn:
        turn.nudge(receipt, b"cinnamon")
    _, public = sealing.new_pair()
    with store._database.write() as connection:
        assert letters.append(connection, tip, letters.STAFF, b"which door?", "2026-11-18")
        release = {"tip": tip, "sealed": sealing.seal(b"a copy", public)}
        connection.execute("INSERT INTO releases VALUES (:tip, 'harbor', '2026-11-18', 1, :sealed)", release)
        nudges.make_due(connection, store._house.out_key, store._house.keyring.receipt(receipt), NOW)


def backed_up(drill: Drill, web: Line) -> None:
    """Make a backup while somebody texts without a pause."""
    stop = threading.Event()

    def text() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            drill.meanwhile.append(report(web, f"+1310555{number:04}"))

    texting = threading.Thread(target=text)
    texting.start()
    (drill.old / "backups").mkdir()
    told = porchlight(drill.variables(drill.old), "backup", str(drill.old / "backups"))
    stop.set()
    texting.join()
    assert told.returncode == 0, told.stderr
    (drill.backup,) = (drill.old / "backups").iterdir()


def taken_back(store: Store, receipt: str) -> None:
    """Let whoever holds a code erase the report."""
    with store.turn("sms:+12135550172", NOW) as turn:
        thread = turn.try_code(receipt)
        assert thread
        turn.take_back(thread, receipt)


def killed(line: Line) -> None:
    """End every process of a door as a power cut would."""
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(line.process.pid)], capture_output=True, text=True, check=True
    )
    for process in (line.process.pid, *map(int, children.stdout.split())):
        os.kill(process, signal.SIGKILL)
    line.process.wait(timeout=10)


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory, place: Place) -> Drill:
    """Live through it once; the tests look at what came of it."""
    root = tmp_path_factory.mktemp("drill")
    made = Drill(root / "old", root / "new", place)
    for folder in (made.old, made.new):
        folder.mkdir()
    store = staffed(made)
    with served(made.variables(made.old), root / "web", factory="") as web:
        made.kept = [report(web, f"+1213555010{number}") for number in range(4)]
        made.erased = [made.kept.pop(), made.kept.pop()]
        answered(store, made.kept[0])
        backed_up(made, web)
        for receipt in made.erased:
            taken_back(store, receipt)
        revoked = porchlight(made.variables(made.old), "staff", "revoke", "ben")
        assert revoked.returncode == 0, revoked.stderr
        killed(web)
    made.told = porchlight(made.variables(made.new), "restore", str(made.backup), typed=f"{made.key}\n")
    assert made.told.returncode == 0, made.told.stderr
    return made


def test_every_receipt_from_before_opens_its_mailbox(drill: Drill) -> None:
    with drill.store(drill.new).turn("sms:+12135550173", NOW) as turn:
        threads = [turn.try_code(receipt) for receipt in drill.kept]

    assert [thread and [letter.text for letter in thread.letters] for thread in threads] == [
        ["which door?"],
        [],
    ]
    assert threads[0]
    assert threads[0].news == "passed"


def test_what_was_erased_is_gone_and_nothing_is_there_by_half(drill: Drill) -> None:
    store = drill.store(drill.new)
    with store.turn("sms:+12135550174", NOW) as turn:
        assert [turn.try_code(receipt) for receipt in drill.erased] == [None, None]
    there = [receipt for receipt in drill.meanwhile if store.tips.find(receipt, NOW)]

    assert there == drill.meanwhile[: len(there)]
    assert drill.told
    assert f"Reports: {2 + len(there)}." in drill.told.stdout
    assert "Erased again: 2." in drill.told.stdout


def test_the_console_lets_rosa_read_and_keeps_ben_out(drill: Drill, tmp_path: Path) -> None:
    with served(drill.variables(drill.new), tmp_path / "log", "console", "") as line:
        pages = {}
        for name, passphrase in (("ben", BEN), ("rosa", ROSA)):
            browser = Browser(line.url)
            browser.sign_in(name, passphrase)
            if name == "rosa":
                browser.set_up()
            pages[name] = browser.open("/")
    rows = {name: page.count('href="/tips/') for name, page in pages.items()}

    assert rows["ben"] == 0
    assert rows["rosa"] >= 2


def test_the_worker_texts_nobody(drill: Drill, tmp_path: Path) -> None:
    log = tmp_path / "log"
    ours = {"TWILIO_NUMBER": "+12135550100"}
    with twilio(NOW) as stand, log.open("w") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "work"],
            cwd=PROJECT,
            env=environment({**drill.variables(drill.new, stand.url), **ours}),
            stdout=out,
            stderr=out,
        )
        deadline = time.monotonic() + 30
        while len(stand.asked) < len(("to us", "from us")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)  # nudges would have left meanwhile, by a thread of their own
        end(worker)

    assert "ready door=worker" in log.read_text()
    assert {method for method, _, _ in stand.asked} == {"GET"}
    assert stand.sent() == []
    assert drill.store(drill.new).outbox.claim(NOW, nudges=True) is None
    assert drill.store(drill.old).outbox.claim(NOW, nudges=True)  # which the old line had still to send


def test_the_audit_is_whole_and_holds_what_it_held(drill: Drill) -> None:
    store = drill.store(drill.new)
    told = porchlight(drill.variables(drill.new), "check", "--backup", str(drill.backup.parent))

    assert "audit" not in told.stdout
    assert "whole backup" not in told.stdout
    assert "restored" in [entry.verb for entry in store.audit.entries()]


def test_neither_backup_nor_list_holds_a_number_a_word_a_name_a_zip_code_or_a_code(drill: Drill) -> None:
    files = [drill.backup.read_bytes(), (drill.old.parent / "erased").read_bytes()]
    codes = [*drill.kept, *drill.erased, *drill.meanwhile]
    words = [*MARKED, *codes, *(code.replace("-", "") for code in codes), drill.key, SECRET]

    assert all(len(content) > 50 for content in files)
    assert [word for word in words for content in files if word.encode() in content] == []
