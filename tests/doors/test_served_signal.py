"""The Signal door as the Procfile serves it: whole conversations go in, and what is to be sent waits in the outbox."""

import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from real_line import real_line
from served_line import Line, command, environment, served
from signal_texts import (
    LINE,
    NAME,
    NUMBER,
    PICTURE,
    REAL,
    SIGNAL,
    SILENT,
    TOKEN,
    UNTRUSTED,
    WEBHOOK,
    Told,
    body,
    data,
    envelope,
    now,
    text,
    webhook,
)
from signal_voice import ears

from bot.mail import Mail
from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from bot.setup.settings import PROJECT
from storage import CHEAPEST, Store

SECRET = "5e" * 32
WORD = "marigold"
ALONE = {"GUNICORN_CMD_ARGS": "--workers 1"}  # one worker is enough to see it, and is there sooner
ONE_BREATH = "two men push a crying girl into a black car, western and 3rd, right now"
Sent = list[tuple[str, str]]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the operator sets for a line with Signal."""
    return {
        **real_line(tmp_path_factory.mktemp("line") / "line.db"),
        "PORCHLIGHT_BIND": "0.0.0.0",  # noqa: S104 - this door heeds it not
        **SIGNAL,
    }


def store_of(variables: dict[str, str], place: Place) -> Store:
    """Stand on the same files as the door does."""
    database = Path(variables["PORCHLIGHT_DATABASE"])
    made = Store(
        database, SECRET.encode(), database.parent / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    made.migrate()
    made.staff.found("rosa", "lamp on the porch at night", int(time.time()))
    return made


@pytest.fixture(scope="module")
def store(variables: dict[str, str], place: Place) -> Store:
    """The line's database, founded."""
    return store_of(variables, place)


@pytest.fixture(scope="module")
def line(variables: dict[str, str], store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """The Signal door, two workers."""
    assert store
    with served(variables, tmp_path_factory.mktemp("signal") / "log", "signal", "") as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_waits(store: Store) -> None:
    """Begin each test with an empty outbox."""
    waiting(store)


@pytest.fixture
def who() -> str:
    """Somebody who never wrote before."""
    return str(uuid4())


def hand_over(line: Line, told: Told) -> int:
    """Post it once, as signal-cli-rest-api does; gives the status, 200 having no words."""
    answer = requests.post(f"{line.url}{WEBHOOK}", data=body(told), timeout=20)
    assert not (answer.ok and answer.content)
    return answer.status_code


def say(line: Line, words: str, who: str, **of: object) -> None:
    """Text the line."""
    assert hand_over(line, webhook(text(words, who, **of))) == 200


def waiting(store: Store) -> Sent:
    """Take everything out of the outbox, as a worker would send it: to whom, and what."""
    sent = []
    while (parcel := store.outbox.claim(int(time.time()))) is not None:
        mail = Mail.read(parcel.message)
        assert mail
        sent.append((mail.address, mail.text))
        store.outbox.done(parcel)
    return sent


def only(store: Store, who: str) -> str:
    """Give the one text that waits, and that it is for whom it should be."""
    ((address, words),) = waiting(store)
    assert address == f"signal:{who}"
    return words


def test_a_report_goes_from_the_first_text_to_its_receipt(line: Line, store: Store, who: str) -> None:
    answers = []
    for words in (ONE_BREATH, "2", "1"):
        say(line, words, who)
        answers.append(only(store, who))

    assert "911" in answers[0]
    assert CODE.search(answers[-1]), answers


def test_a_call_for_help_has_the_hotline_within_two_texts(line: Line, store: Store, who: str) -> None:
    say(line, "help me", who)
    say(line, "2", who)

    assert "888-373-7888" in " ".join(words for _, words in waiting(store))


def test_answers_wait_in_the_order_of_the_texts(line: Line, store: Store, who: str) -> None:
    for words in ("hello", "ayuda", "도와주세요"):
        say(line, words, who)
    answers = [words for address, words in waiting(store) if address == f"signal:{who}"]

    assert len(answers) == 3
    assert ["가" <= max(words) <= "힣" for words in answers] == [False, False, True]


def test_after_x_nothing_waits_but_ok(line: Line, store: Store, who: str) -> None:
    for words in ("they wont let me leave", "2", "X"):
        say(line, words, who)

    assert only(store, who) == "OK."


def test_the_same_message_is_answered_once(line: Line, store: Store, who: str) -> None:
    told = text("hello", who)
    for _ in range(3):
        assert hand_over(line, webhook(told)) == 200
    assert only(store, who)

    hand_over(line, webhook({**told, "sourceDevice": 2}))
    hand_over(line, webhook({**told, "timestamp": now()}))

    assert len(waiting(store)) == 2


def test_a_conversation_goes_on_when_the_number_becomes_known(line: Line, store: Store, who: str) -> None:
    """A sealed text tells the number, and ``source`` with it: the same UUID is the same person."""
    say(line, "man yells at girls by a black car", who)
    first = only(store, who)
    say(line, "1", who, number=NUMBER)

    assert only(store, who) not in {"", first}

    say(line, "X", who, number=NUMBER)

    assert only(store, who) == "OK."


def test_a_picture_is_refused_kindly_and_a_group_once(line: Line, store: Store, who: str) -> None:
    hand_over(line, webhook(envelope(who, dataMessage=data(attachments=[PICTURE]))))

    assert "We take only words" in only(store, who)

    for words in ("hola a todos", "nobody here?"):
        hand_over(
            line,
            webhook(envelope(who, dataMessage=data(words, groupInfo={"groupId": "Q0Y=", "type": "DELIVER"}))),
        )

    assert "grupo" in only(store, who)


def test_what_nobody_waits_for_an_answer_to_leaves_nothing(line: Line, store: Store) -> None:
    assert {hand_over(line, webhook(told)) for told in SILENT.values()} == {200}
    assert waiting(store) == []


def test_what_signal_cli_really_wrote_is_taken(line: Line, store: Store) -> None:
    assert {hand_over(line, real["json"]) for real in REAL} == {200}

    sent = waiting(store)

    assert len(sent) == sum(bool(real["means"]) for real in REAL)
    assert sum("We take only words" in words for _, words in sent) == 1


def test_it_is_answered_within_milliseconds(line: Line) -> None:
    """While it waits for us, signal-cli-rest-api can do nothing else; the bound is ten times what a slow machine needs."""
    taken = []
    for _ in range(20):
        begun = time.perf_counter()
        say(line, ONE_BREATH, str(uuid4()))
        taken.append(time.perf_counter() - begun)

    assert statistics.median(taken) < 0.2


def test_a_new_release_loses_no_text(line: Line, store: Store) -> None:
    """HUP starts new workers; whatever is posted meanwhile waits for one of them."""
    people = [str(uuid4()) for _ in range(30)]
    for number, who in enumerate(people):
        if number == 5:
            line.process.send_signal(signal.SIGHUP)
        say(line, "hello", who)
        time.sleep(0.05)

    assert sorted(address for address, _ in waiting(store)) == sorted(f"signal:{who}" for who in people)


def test_a_text_under_way_when_the_line_is_stopped_is_kept_and_answered(
    variables: dict[str, str], store: Store, who: str, tmp_path: Path
) -> None:
    with served(variables | ALONE, tmp_path / "log", "signal", "") as line, ThreadPoolExecutor(1) as reader:
        say(line, "X", str(uuid4()))  # it is up
        waiting(store)
        with store._database.write():  # whoever writes must wait
            posted = reader.submit(hand_over, line, webhook(text("hello", who)))
            time.sleep(0.5)
            line.process.terminate()
            time.sleep(0.5)
            assert not posted.done()

        assert posted.result(10) == 200
        assert line.process.wait(10) == 0
    assert only(store, who)


def test_the_line_speaks_where_it_can_keep_nothing_and_only_after_the_webhook(
    variables: dict[str, str], place: Place, who: str, tmp_path: Path
) -> None:
    """The database is gone: signal-cli gets its answer, and only then is it asked to send."""
    away = tmp_path / "line.db"
    with ears() as listening:
        own = variables | ALONE | {"PORCHLIGHT_DATABASE": str(away), "SIGNAL_API_URL": listening.url}
        store_of(own, place).close()
        with served(own, tmp_path / "log", "signal", "") as line:
            hand_over(line, {})  # it is up
            for path in tmp_path.glob("line.db*"):
                path.rename(tmp_path / f"gone {path.name}")
            begun = time.monotonic()
            with listening.reading:
                say(line, "hello", who)
                say(line, "he has a gun to my head", who)
                taken = time.monotonic() - begun
                assert listening.next(0.5) is None
            said = [listening.next(), listening.next()]
            printed = line.printed()

    assert taken < 5
    assert sorted("911 now" in told["message"] for told in said if told) == [False, True]
    assert all(told and told["recipients"] == [who] and told["number"] == LINE for told in said)
    assert "failed channel=signal error=Missing" in printed


STARTING = """
import sys
from types import SimpleNamespace as Some
from bot import quiet, serving
quiet.setup()
serving.on_starting(Some(app=Some(app_uri=sys.argv[1]), cfg=Some(address=[])))
"""


def test_doors_that_start_together_do_no_harm(variables: dict[str, str], tmp_path: Path) -> None:
    """On a machine without a database each of them makes it, and says that nobody can read a report."""
    fresh = environment(variables | {"PORCHLIGHT_DATABASE": str(tmp_path / "fresh.db")})
    start = [sys.executable, "-c", STARTING]
    doors = [
        subprocess.Popen(
            [*start, f"bot.app:{door}()"], env=fresh, cwd=PROJECT, stderr=subprocess.PIPE, text=True
        )
        for door in ("web", "console", "signal")
    ]
    printed = [door.communicate(timeout=60)[1] for door in doors]

    assert [door.returncode for door in doors] == [0, 0, 0]
    assert [len(each.splitlines()) for each in printed] == [1, 1, 1]
    assert ["run porchlight staff found" in each for each in printed] == [True] * 3


def test_it_listens_on_this_machine_alone_whatever_else_is_set(line: Line) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()

    assert f"0100007F:{line.port:04X}" in listening
    assert f"00000000:{line.port:04X}" not in listening
    assert "--bind 127.0.0.1:${SIGNAL_DOOR_PORT:-8002}" in command("signal", "")


def raw(line: Line, request: bytes) -> bytes:
    """Send bytes as they are and return what comes back."""
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as caller:
        caller.sendall(request)
        caller.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: caller.recv(65536), b""))


def test_nothing_that_anybody_wrote_and_no_token_is_printed(line: Line, store: Store, who: str) -> None:
    """S13: marked words, UUID, number, name and token go in by every way there is; none comes out in the log."""
    marked = webhook(text(f"{WORD} by the door", who, number=NUMBER), exception=UNTRUSTED)
    place = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\n".encode()
    chunk = b"40000\r\n" + b" " * 0x40000 + b"\r\n"

    assert hand_over(line, marked) == 200
    assert requests.post(f"{line.url}/signal?token={WORD}", data=body(marked), timeout=5).status_code == 403
    assert requests.post(f"{line.url}{WEBHOOK}", data=body(marked)[:-3], timeout=5).status_code == 400
    assert requests.post(f"{line.url}/{who}?token={TOKEN}", data=body(marked), timeout=5).status_code == 404
    assert (
        raw(line, place + b"Transfer-Encoding: chunked\r\n\r\n" + chunk + b"1\r\n \r\n0\r\n\r\n")[9:12]
        == b"413"
    )
    for broken in (
        b"Content-Length: x\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n" + body(marked),
        b"x\r\n\r\n",
    ):
        assert raw(line, place + broken)[9:10] == b"4"
    assert raw(line, place.replace(b"/1.1", b"/9.9") + b"\r\n")[9:10] in {b"4", b"5"}

    printed = line.printed()

    assert "WARNING unreadable channel=signal" in printed
    assert "WARNING refused channel=signal status=403" in printed
    for mark in (TOKEN, WORD, who, NUMBER, NUMBER[1:], LINE, NAME, "Untrusted", "western", "/signal"):
        assert mark not in printed
    assert waiting(store)
