"""The `porchlight` command as an operator types it: real processes, real files."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import porchlight_command as command
import pytest
import requests
from porchlight_command import porchlight_here
from pyotp import TOTP
from real_line import real_line
from served_line import await_listening, free_port

from bot.cli.demo import environment
from bot.line import line_of
from bot.setup.settings import Settings

ROOT = Path(__file__).parents[2]
SAID = "two girls crying, a man yells at them, black car, western and 3rd, right now"
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """What the operator of a real line sets."""
    return {
        **real_line(tmp_path / "line.db"),
        "TWILIO_API_URL": "http://127.0.0.1:9",  # port 9 answers nobody
    }


@pytest.fixture
def porchlight(settings: Mapping[str, str]) -> Run:
    """Run the command, with or without the settings of a real line."""

    def run(*words: str, typed: str = "", env: Mapping[str, str] = settings) -> CompletedProcess[str]:
        return porchlight_here(env, *words, typed=typed)

    return run


@pytest.fixture
def process(settings: Mapping[str, str]) -> Run:
    """Run the command in a process of its own."""

    def run(*words: str, typed: str = "", env: Mapping[str, str] = settings) -> CompletedProcess[str]:
        return command.porchlight(env, *words, typed=typed)

    return run


def test_explain_tells_how_each_line_would_be_read(porchlight: Run) -> None:
    told = porchlight("explain", "--json", "--now", "2026-11-22T02:15", typed=f"{SAID}\nayudame\n\n", env={})
    first, second, third = map(json.loads, told.stdout.splitlines())

    assert list(first)[:7] == ["lane", "language", "text", "removed", "ask", "place", "when"]
    assert list(first)[7:] == [
        *(
            "outside",
            "recurs",
            "question",
            "command",
            "facts",
            "found",
            "looks",
            "abuse",
            "first_person",
            "chances",
        )
    ]
    assert (first["lane"], first["language"], first["place"]) == ("tip", "en", "Western Ave & 3rd St")
    assert (first["text"], first["removed"], first["ask"]) == (SAID, [], [])
    assert first["when"].startswith("2026-11-22T02:15")
    assert (second["lane"], second["language"], second["place"], second["when"]) == ("help", "es", None, None)
    assert third["lane"] == "unclear"


def test_explain_survives_bytes_that_are_no_text() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bot.cli", "explain", "--json"],
        input=b"\xff\xfe\x00help\n",
        capture_output=True,
        cwd=ROOT,
        check=True,
    )

    assert json.loads(told.stdout)["removed"] == []


def test_explain_refuses_a_moment_that_is_none(porchlight: Run) -> None:
    told = porchlight("explain", "--now", "yesterday", env={})

    assert told.returncode == 2
    assert "write a moment as 2026-11-23T02:00" in told.stderr


def test_chat_answers_and_saves_the_session_as_a_transcript(porchlight: Run, tmp_path: Path) -> None:
    saved = tmp_path / "session.txt"
    told = porchlight(
        "chat",
        "--as",
        "maria",
        "--language",
        "es",
        "--save",
        str(saved),
        typed="ayudame\n2\n~ 5 minutes\n@ leo\nhola\n",
        env={},
    )

    assert "888-373-7888" in told.stdout
    assert "@ maria" in saved.read_text()
    assert "~ 5 minutes" in saved.read_text()
    assert "> hola\n< Western Ave Line: responde un programa." in saved.read_text()


def test_chat_edits_and_deletes_on_a_phone_that_can(porchlight: Run, tmp_path: Path) -> None:
    saved = tmp_path / "session.txt"
    typed = "hola\n>-\n@ ana on Signal\nthey wont let me leave\n>* hi\n>-\nhelp me\nx\n"
    told = porchlight("chat", "--save", str(saved), typed=typed, env={})

    assert "only a phone on Signal can edit and delete; write for example: @ ana on Signal" in told.stdout
    assert ">* hi\n<" in saved.read_text()
    assert ">-\n< (nothing)\n= nothing of this conversation is kept" in saved.read_text()
    assert "= texts of ours that are called back from the phone: " in saved.read_text()


def test_a_missing_setting_is_a_sentence_and_no_traceback(process: Run) -> None:
    told = process("migrate", env={})

    assert told.returncode == 1
    assert "PORCHLIGHT_SECRET is missing" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_doctor_names_what_stands_before_the_launch(porchlight: Run) -> None:
    told = porchlight("check")

    assert told.returncode == 1
    assert "Journey Out has no number" in told.stdout
    assert "set [privacy]" in told.stdout
    assert "Traceback" not in told.stderr + told.stdout


def test_the_doctor_names_what_is_missing_among_the_staff(porchlight: Run) -> None:
    porchlight("migrate")
    none = porchlight("check").stdout
    porchlight("staff", "found", "rosa", typed="lamp on the porch\nlamp on the porch\n")
    alone = porchlight("check").stdout
    porchlight("staff", "add", "olga", "--role", "admin", "--by", "rosa", typed="lamp on the porch\n" * 3)
    porchlight("staff", "revoke", "rosa")
    unread = porchlight("check").stdout

    assert "- Nobody can read a report: run porchlight staff found NAME." in none
    assert "- rosa has no second factor yet" in alone
    assert "staff found" not in alone + unread
    assert "- Nobody holds intake, so nobody can read a report: run porchlight staff recover NAME." in unread
    assert "- olga has no second factor yet" in unread


def test_the_doctor_names_files_that_others_may_open(porchlight: Run, tmp_path: Path) -> None:
    porchlight("migrate")
    (tmp_path / "line.db").chmod(0o644)

    assert f"- Others on this machine may open {tmp_path}/line.db: chmod 600 " in porchlight("check").stdout
    for path in tmp_path.glob("line.db*"):  # SQLite gives its own files the mode of the database
        path.chmod(0o600)
    assert "Others on this machine" not in porchlight("check").stdout


def test_the_staff_is_founded_once_and_listed(process: Run) -> None:
    typed = "lamp on the porch\nlamp on the porch\n"
    first = process("staff", "found", "rosa", typed=typed)
    again = process("staff", "found", "eve", typed=typed)

    assert "Recovery key" in first.stdout
    assert again.returncode == 1
    assert process("staff", "list").stdout.startswith("rosa:")


def test_a_member_is_added_by_one_who_holds_the_key_and_revoked(porchlight: Run) -> None:
    porchlight("staff", "found", "rosa", typed="lamp on the porch\nlamp on the porch\n")
    added = porchlight(
        "staff", "add", "ben", "--by", "rosa", typed="lamp on the porch\nmoth at the lamp\nmoth at the lamp\n"
    )
    refused = porchlight("staff", "add", "eve", "--by", "rosa", typed="wrong wrong wrong\nx\nx\n")

    assert "ben may sign in now" in added.stdout
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "can no longer" in porchlight("staff", "revoke", "ben").stdout
    assert "only the printed recovery key" in porchlight("staff", "revoke", "rosa").stdout


def test_a_partner_is_added_to_an_agency_and_listed_with_it(porchlight: Run) -> None:
    porchlight("staff", "found", "rosa", typed="lamp on the porch\nlamp on the porch\n")
    words = ("staff", "add", "ben", "--by", "rosa", "--role")
    typed = "lamp on the porch\nmoth at the lamp\nmoth at the lamp\n"
    nowhere = porchlight(*words, "partner", typed=typed)
    misplaced = porchlight(*words, "intake", "--agency", "LAPD Olympic", typed=typed)
    both = porchlight(*words, "partner", "--role", "intake", "--agency", "LAPD Olympic", typed=typed)
    added = porchlight(*words, "partner", "--agency", "LAPD Olympic", typed=typed)

    assert [told.returncode for told in (nowhere, misplaced, both, added)] == [1, 2, 1, 0]
    assert "A partner belongs to an agency: name it." in nowhere.stderr
    assert "--agency is for a partner" in misplaced.stderr
    assert "never both" in both.stderr
    assert "once a colleague there has signed in again" in added.stdout
    assert "ben: partner (lapd olympic), no second factor" in porchlight("staff", "list").stdout


def test_a_lost_phone_is_forgotten_by_an_admin_who_gives_a_code(
    porchlight: Run, settings: Mapping[str, str]
) -> None:
    porchlight("staff", "found", "rosa", typed="lamp on the porch\nlamp on the porch\n")
    porchlight(
        "staff", "add", "ben", "--by", "rosa", typed="lamp on the porch\nmoth at the lamp\nmoth at the lamp\n"
    )
    members = line_of(Settings.read(settings)).store.staff
    spares = {}
    for name, passphrase in (("rosa", "lamp on the porch"), ("ben", "moth at the lamp")):
        session = members.session(members.sign_in(name, passphrase, int(time.time())), int(time.time()))
        assert session
        proposal = members.factors.propose(session)
        now = int(time.time())
        spares[name] = members.factors.set_up(session, proposal.sealed, TOTP(proposal.secret).at(now), now)
    listed = porchlight("staff", "list").stdout
    refused = porchlight("staff", "reset-factor", "ben", "--by", "rosa", typed="lamp on the porch\n000000\n")
    reset = porchlight(
        "staff", "reset-factor", "ben", "--by", "rosa", typed=f"lamp on the porch\n{spares['rosa'][0]}\n"
    )

    assert listed == "ben: intake\nrosa: admin, intake\n"
    assert (refused.returncode, reset.returncode) == (1, 0)
    assert "The name, the passphrase or the code is wrong." in refused.stderr
    assert "is asked to set up a new code" in reset.stdout
    assert porchlight("staff", "list").stdout == "ben: intake, no second factor\nrosa: admin, intake\n"


def place_that(folder: Path, says: str) -> Path:
    """Copy the first deployment with another word about the second factor."""
    place = shutil.copytree(ROOT / "deployments" / "western", folder / "place")
    profile = (place / "profile.toml").read_text("utf-8")
    assert 'second_factor = "required"' in profile
    (place / "profile.toml").write_text(profile.replace('second_factor = "required"', says), "utf-8")
    return place


@pytest.mark.parametrize(
    ("says", "required"),
    [('second_factor = "required"', True), ("", True), ('second_factor = "offered"', False)],
)
def test_a_real_line_requires_what_its_place_says_and_a_demo_only_offers(
    settings: Mapping[str, str], tmp_path: Path, says: str, *, required: bool
) -> None:
    place = {"PORCHLIGHT_PLACE": str(place_that(tmp_path, says))}
    real = line_of(Settings.read({**settings, **place}))
    demo = line_of(Settings.read({**environment(tmp_path / "demo"), **place}))

    assert real.store.staff.factors.required is required
    assert not demo.store.staff.factors.required


def test_a_place_that_neither_requires_nor_offers_a_second_factor_is_refused(
    porchlight: Run, tmp_path: Path, settings: Mapping[str, str]
) -> None:
    place = place_that(tmp_path, 'second_factor = "maybe"')
    told = porchlight("staff", "list", env={**settings, "PORCHLIGHT_PLACE": str(place)})

    assert told.returncode == 1
    assert 'second_factor in [staff] must be "required" or "offered"' in told.stderr


def test_the_printed_key_lets_a_founder_in_again_who_lost_the_passphrase(porchlight: Run) -> None:
    printed = porchlight("staff", "found", "rosa", typed="lamp on the porch\nlamp on the porch\n").stdout
    (key,) = re.findall(r"^  (\S+)$", printed, re.MULTILINE)
    wrong = porchlight("staff", "recover", "rosa", typed="0000-0000\nmoth at the lamp\nmoth at the lamp\n")
    right = porchlight("staff", "recover", "rosa", typed=f"{key}\nmoth at the lamp\nmoth at the lamp\n")

    assert wrong.returncode == 1
    assert "Traceback" not in wrong.stderr
    assert "rosa may sign in now" in right.stdout


def test_forget_reads_the_number_from_standard_input_and_prints_it_nowhere(process: Run) -> None:
    process("migrate")
    told = process("forget", typed="+12135550142\n")

    assert told.returncode == 0
    assert "5550142" not in told.stdout + told.stderr


def test_a_demo_refuses_to_stand_beside_a_real_account(porchlight: Run, tmp_path: Path) -> None:
    told = porchlight("demo", "--folder", str(tmp_path))

    assert told.returncode == 1
    assert "TWILIO_AUTH_TOKEN is set beside PORCHLIGHT_DEMO" in told.stderr


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """A demo that runs, what it prints, and its port."""
    port, console = free_port(), free_port()
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "demo", "--folder", str(tmp_path / "demo")],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": "/nowhere",
                "PORT": str(port),
                "CONSOLE_PORT": str(console),
            },
            stdout=out,
            stderr=out,
            text=True,
        )
    try:
        await_listening(process, port, log)
        await_listening(process, console, log)
        deadline = time.monotonic() + 10
        while "curl" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield log.read_text(), port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def test_the_demo_prints_its_addresses_a_sign_in_and_a_signed_text_that_works(demo: tuple[str, int]) -> None:
    printed, port = demo
    (line,) = re.findall(r"^\s*(curl .*)$", printed, re.MULTILINE)
    words = shlex.split(line)
    fields = [words[at + 1].split("=", 1) for at, word in enumerate(words) if word == "--data-urlencode"]
    signature = words[words.index("-H") + 1].split(": ", 1)[1]
    answers = [
        requests.post(words[1], data=dict(fields), headers={"X-Twilio-Signature": signature}, timeout=20)
        for _ in range(2)
    ]

    assert f"http://127.0.0.1:{port}/try" in printed
    assert "Passphrase" in printed
    assert "people read reports" in answers[0].text
    assert answers[0].text == answers[1].text
    assert requests.get(f"http://127.0.0.1:{port}/try", timeout=20).status_code == 200
