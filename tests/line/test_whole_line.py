"""The whole line at once: people text and write on Signal, two readers work, a backup is made, processes die; and nothing is there to seize."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
import requests
from real_line import real_line
from served_line import Line, environment, served
from served_people import Browser, Phone, hidden
from signal_network import NUMBER
from signal_network import Phone as SignalPhone
from signal_stand import Stand as SignalStand
from signal_stand import signal_cli
from storm_people import SignalPerson
from twilio_stand import Stand, twilio

from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from bot.setup.settings import PROJECT
from bot.words.wording import Wording
from storage import CHEAPEST, Store

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "12"))
"""Of each of the senders; `make soak` has enough for ten thousand in all."""
SENDERS = 8
ON_SIGNAL = 3
"""How many write on Signal at once; each has a quarter of the conversations, for they wait for the worker."""
WEBHOOK_TOKEN = "kT" * 20
SENDING_AT_ONCE = 4
"""Threads of a worker: so many answers may be on their way when it dies, and leave once more."""
PAUSE = 0.2
"""Seconds between two looks of a reader at the queue: nobody reads as fast as a machine can ask."""
SECRET = "5e" * 32
PASSPHRASES = {"rosa": "lamp on the porch at night", "ben": "eleven moths around a bulb"}
MARKS = (
    *("lanternjaw", "quillfeather", "Zephyrine", "farolillo", "무지개다리", "90077", "MARIGOLDVILLE"),
    *PASSPHRASES.values(),
)
"""Words, names and a zip code that nobody but the people of this test says."""
TALKS: tuple[tuple[str, ...], ...] = (
    ("lanternjaw man yells at two girls by a black car, western and 3rd, right now", "1", "1", "1"),
    ("this is Zephyrine quillfeather, call me {number}. a pimp hits a girl at western and 5th", "1", "1", "1", "1"),
    ("un hombre farolillo golpea a una muchacha en la western y la 3 ahora", "1", "1", "1"),
    ("웨스턴 3가에서 무지개다리 남자가 여자를 때려요 어젯밤", "1", "1", "1"),
    ("help me lanternjaw wont let me leave", "2", "1", "more", "thanks"),
    ("ayudame farolillo no me deja salir", "1", "3", "x"),
    ("도와주세요 무지개다리 못 나가게 해요", "2", "1"),
    ("im 15 and Zephyrine makes me", "no", "safe place"),
    ("he has a gun help lanternjaw", "1", "1"),
    ("i want to die quillfeather", "2", "skip", "2"),
    ("hi", "1", "lanternjaw blue van drops girls off, western and 8th", "2"),
    ("hola", "1", "quillfeather used condoms on my steps again", "skip", "x"),
    ("lanternjaw black charger at western and 4th last night at 2", "1", "1", "CODE", "it was quillfeather red", "2"),
    ("two men push a crying girl into a lanternjaw car, western and 3rd, last night", "1", "1", "1", "1", "STOP"),
    ("is this anonymous? Zephyrine asks", "who reads this", "delete this", "quillfeather"),
    ("ABCD-EFGH-JKM2-NPQR", "code is lanternjaw", "X"),
)  # fmt: skip


@dataclass
class Crowd:
    """Everybody who texts, and what they were given."""

    numbers: set[str] = field(default_factory=set)
    receipts: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """The numbers of those who wanted to be told of a message."""
    unsure: int = 0
    """Texts whose answer never came, because a process died."""
    phones: list[SignalPhone] = field(default_factory=list)
    """Those of everybody on Signal."""
    written: int = 0
    """Texts that they wrote, and other things that may be answered."""


def converse(crowd: Crowd, urls: list[str], sender: int, rounds: range) -> None:
    """Be so many people, one after the other; the line may die in between and come back at another address."""
    dice = random.Random(f"{sender} {rounds}")
    for number in rounds:
        phone = Phone("", f"+1310{sender}{number:06}")
        crowd.numbers.add(phone.number)
        code, erases = "", False
        for words in dice.choice(TALKS):
            said = words.replace("CODE", code).format(number=phone.number)
            phone.url = urls[-1]
            if code and words == "1":
                crowd.asked.add(phone.number)
            try:
                answer = phone.send(said, FromZip="90077", FromCity="MARIGOLDVILLE")
            except requests.RequestException:
                crowd.unsure += 1
                await_another(urls, phone.url)
                break
            found = CODE.search(answer)
            code = found[0] if found else code
            erases = erases or (words in {"2", "STOP"} and bool(code))
        if code and not erases:
            crowd.receipts.add(code)


def write(crowd: Crowd, stand: SignalStand, sender: int, conversations: int) -> None:
    """Be so many people on Signal, each with a name, and some with a number, that comes along with every text."""
    dice = random.Random(f"signal {sender}")
    for number in range(conversations):
        phone = stand.phone(f"Zephyrine quillfeather {sender} {number}", f"+1424{sender}{number:06}")
        phone.changes(shares_number=bool(number % 2))
        crowd.phones.append(phone)
        person, code, erases = SignalPerson(phone, patience=10), "", False
        for words in dice.choice(TALKS):
            crowd.written += 1
            answer = person.say(words.replace("CODE", code).format(number=phone.number))
            found = CODE.search(answer or "")
            code = found[0] if found else code
            erases = erases or (words in {"2", "STOP"} and bool(code))
            if answer is None:
                break
        if code and not erases:
            crowd.receipts.add(code)
        else:
            think_again(crowd, phone)


def think_again(crowd: Crowd, phone: SignalPhone) -> None:
    """Do what else can be done on Signal: new words, a picture, a group, a quote, a text that is taken back."""
    crowd.written += 5
    said = phone.send("lanternjaw was here", quote={"id": 7, "author": phone.number, "text": "farolillo"})
    phone.edit(said, "quillfeather was here")
    phone.picture("Zephyrine took it", file="lanternjaw.png")
    phone.send("farolillo?", groupInfo={"groupId": "Q0Y=", "groupName": "MARIGOLDVILLE", "type": "DELIVER"})
    phone.react(said)
    phone.delete(said)


def await_another(urls: list[str], dead: str) -> None:
    """Wait until the line is back at another address."""
    deadline = time.monotonic() + 20
    while urls[-1] == dead and time.monotonic() < deadline:
        time.sleep(0.02)


def work_the_queue(url: str, name: str, stopped: threading.Event) -> int:
    """Read, judge, ask and pass on, as a reader does, until it is enough; gives how many reports were opened."""
    browser, opened = Browser(url), 0
    browser.sign_in(name, PASSPHRASES[name])
    browser.set_up()
    while not stopped.wait(PAUSE):
        for path in re.findall(r'href="(/tips/[^"?]+)', browser.open("/"))[:5]:
            page = browser.open(path)
            opened += "<blockquote" in page
            mark = hidden(page).get("mark", "")
            browser.open(f"{path}/status", {"mark": mark, "status": "needs-info"})
            preview = browser.open(f"{path}/letter", {"mark": mark, "language": "en", "question": "when"})
            browser.open(f"{path}/letter/send", {**hidden(preview), "mark": mark})
    return opened


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with twilio(int(time.time())) as running:
        yield running


@pytest.fixture(scope="module")
def signal_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignalStand]:
    """What holds the line's number on Signal; what it knows stands outside the line's folder."""
    with signal_cli(tmp_path_factory.mktemp("signal"), keeps_attachments=False) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.fixture(scope="module")
def variables(folder: Path, stand: Stand, signal_stand: SignalStand) -> dict[str, str]:
    """What the operator sets for a real line."""
    return {
        **real_line(folder / "data" / "line.db"),
        "TWILIO_API_URL": stand.url,
        "SIGNAL_API_URL": signal_stand.url,
        "SIGNAL_NUMBER": NUMBER,
        "SIGNAL_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
    }


@pytest.fixture(scope="module")
def store(variables: dict[str, str], place: Place) -> Store:
    """The line's database, with two readers."""
    database = Path(variables["PORCHLIGHT_DATABASE"])
    database.parent.mkdir()
    keys = database.parent / "keys" / "day-keys"
    made = Store(database, SECRET.encode(), keys, zone=place.zone, cost=CHEAPEST, factor_required=True)
    made.migrate()
    now = int(time.time())
    made.staff.found("rosa", PASSPHRASES["rosa"], now)
    rosa = made.staff.vouch("rosa", PASSPHRASES["rosa"], now)
    made.staff.add("ben", ("intake",), PASSPHRASES["ben"], rosa, now)
    return made


def porchlight(variables: dict[str, str], log: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a command of ours, all that it prints into a log."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *words],
            cwd=PROJECT,
            env=environment(variables),
            stdout=out,
            stderr=out,
        )


def arguments() -> bytes:
    """Give what anybody on the machine may see of every process: how it was started."""
    told = b""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            told += process.read_bytes()
        except OSError:  # gone meanwhile
            continue
    return told


@dataclass
class Aftermath:
    """What was left when everybody had gone."""

    crowd: Crowd
    opened: int
    bytes: bytes
    """Of every file of the line and its logs, while it ran and afterwards, its backup, and the list of processes."""


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@contextmanager
def signal_side(variables: dict[str, str], logs: Path, stand: SignalStand) -> Iterator[Line]:
    """Serve the Signal door, and let all that comes in be handed over to it."""
    with served(variables, logs / "signal", "signal", "") as door:
        stand.set(webhook=f"{door.url}/signal?token={WEBHOOK_TOKEN}")
        yield door


def kill(parent: subprocess.Popen[str]) -> None:
    """End a door and its workers as kill -9 does."""
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    for process in (parent.pid, *map(int, children)):
        os.kill(process, signal.SIGKILL)


@dataclass
class Scene:
    """What runs all the while, and who is at work beside it."""

    variables: dict[str, str]
    folder: Path
    stand: SignalStand
    people: ThreadPoolExecutor
    crowd: Crowd = field(default_factory=Crowd)
    seen: bytes = b""

    def converse(self, urls: list[str], rounds: range) -> list[Future[None]]:
        """Let everybody text."""
        return [self.people.submit(converse, self.crowd, urls, one, rounds) for one in range(SENDERS)]

    def write(self) -> list[Future[None]]:
        """Let everybody write on Signal."""
        each = max(2, CONVERSATIONS // 4)
        return [self.people.submit(write, self.crowd, self.stand, one, each) for one in range(ON_SIGNAL)]

    def work(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        return porchlight(self.variables, self.folder / "logs" / "worker", "work")

    def seize(self, door: Line) -> None:
        """Take every file as it is now, the arguments of every process, and what the watch tells."""
        self.seen += (
            files(self.folder) + arguments() + requests.get(f"{door.url}/metrics", timeout=20).content
        )


@pytest.fixture(scope="module")
def aftermath(variables: dict[str, str], folder: Path, store: Store, signal_stand: SignalStand) -> Aftermath:
    """Let it all happen: half of the texts, a backup, kill -9 for door and worker among the others, and the rest."""
    assert len(store.staff.members()) == len(PASSPHRASES)
    half, logs, backups, stopped = CONVERSATIONS // 2, folder / "logs", folder / "backups", threading.Event()
    logs.mkdir()
    backups.mkdir()
    with (
        served(variables, logs / "console", "console", "") as console,
        signal_side(variables, logs, signal_stand) as door,
        ThreadPoolExecutor(SENDERS + ON_SIGNAL + len(PASSPHRASES)) as people,
        ExitStack() as ending,
    ):
        ending.callback(stopped.set)  # else the readers read for ever where something fails
        scene = Scene(variables, folder, signal_stand, people)
        first_worker = scene.work()
        readers = [people.submit(work_the_queue, console.url, name, stopped) for name in PASSPHRASES]
        urls: list[str] = []
        with served(variables, logs / "web", factory="") as web:
            urls.append(web.url)
            writing, first = scene.write(), scene.converse(urls, range(half))
            saved = porchlight(variables, logs / "backup", "backup", str(backups)).wait(timeout=120)
            for told in first:
                told.result()
            second = scene.converse(urls, range(half, CONVERSATIONS))
            time.sleep(0.1)
            scene.seize(door)
            first_worker.kill()
            kill(web.process)
        worker = scene.work()
        with served(variables, logs / "web again", factory="") as again:
            urls.append(again.url)
            for told in (*second, *writing):
                told.result()
            stopped.set()
            opened = sum(reader.result() for reader in readers)
            scene.seize(door)
        worker.terminate()
        first_worker.wait(timeout=20)
        assert (saved, worker.wait(timeout=20)) == (0, 0)
    return Aftermath(scene.crowd, opened, scene.seen + files(folder))


def test_two_readers_worked_while_people_texted_and_a_process_died(aftermath: Aftermath) -> None:
    assert len(aftermath.crowd.numbers) == SENDERS * CONVERSATIONS
    assert aftermath.crowd.receipts
    assert 0 < aftermath.crowd.unsure <= 2 * SENDERS
    assert aftermath.opened > 0


def test_people_on_signal_were_answered_all_the_while(aftermath: Aftermath) -> None:
    answered = [phone for phone in aftermath.crowd.phones if phone.texts]

    assert len(answered) >= len(aftermath.crowd.phones) - ON_SIGNAL


def test_nobody_on_signal_is_anywhere(aftermath: Aftermath) -> None:
    """Neither a UUID in any of its forms, nor our own token; names, groups, numbers and words are among the others."""
    uuids = [UUID(phone.uuid) for phone in aftermath.crowd.phones]
    forms = {form for one in uuids for form in (str(one).encode(), one.hex.encode(), one.bytes)}

    assert [form for form in forms if form in aftermath.bytes] == []
    assert WEBHOOK_TOKEN.encode() not in aftermath.bytes


def test_every_receipt_that_was_given_and_not_taken_back_opens_its_mailbox(
    aftermath: Aftermath, store: Store
) -> None:
    lost = []
    for receipt in aftermath.crowd.receipts:
        with store.turn("sms:+12135559999", int(time.time())) as turn:
            if turn.thread(receipt) is None:
                lost.append(receipt)

    assert lost == []
    store.audit.verify()


def test_no_word_no_name_and_no_zip_code_is_anywhere(aftermath: Aftermath) -> None:
    """S13: database, write-ahead log, keys, logs, backup, arguments of processes."""
    assert len(aftermath.bytes) > 1_000_000
    assert [mark for mark in MARKS if mark.encode() in aftermath.bytes] == []
    assert [mark for mark in MARKS if mark.encode("utf-16-le") in aftermath.bytes] == []


def test_no_number_is_anywhere(aftermath: Aftermath) -> None:
    runs = set(re.findall(rb"[0-9]{7,}", aftermath.bytes))
    numbers = aftermath.crowd.numbers | {str(phone.number) for phone in aftermath.crowd.phones} | {NUMBER}
    tails = {number[-10:].encode() for number in numbers} | {b"2135550100", b"3105550100"}
    written = {tail for tail in tails if any(tail in run for run in runs)}

    assert written == set()


def test_no_receipt_code_is_anywhere(aftermath: Aftermath) -> None:
    runs = {run.replace(b"-", b"") for run in re.findall(rb"[0-9A-HJKMNP-TV-Z-]{16,}", aftermath.bytes)}
    plain = {receipt.replace("-", "").encode() for receipt in aftermath.crowd.receipts}

    assert [code for code in plain if any(code in run for run in runs)] == []


def test_nobody_was_texted_first_but_for_one_nudge_that_they_asked_for(
    aftermath: Aftermath, stand: Stand, wording: Wording
) -> None:
    """S11, though readers wrote letters all the while; by night not even a nudge leaves."""
    sent = stand.sent()
    nudged = [each["To"] for each in sent]

    assert aftermath.opened
    assert {each["Body"] for each in sent} <= {
        wording.text(language, "common.nudge") for language in ("en", "es", "ko")
    }
    assert set(nudged) <= aftermath.crowd.asked
    assert len(nudged) == len(set(nudged))


def test_on_signal_nobody_got_more_than_answers_and_nudges(aftermath: Aftermath, wording: Wording) -> None:
    """S11: a text that was being sent when its worker died may have come twice."""
    nudges = {wording.text(language, "common.nudge") for language in ("en", "es", "ko")}
    on_signal = [words for phone in aftermath.crowd.phones for words in phone.texts if words not in nudges]

    assert 0 < len(on_signal) <= aftermath.crowd.written + SENDING_AT_ONCE
