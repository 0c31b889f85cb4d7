"""`porchlight signal` as an operator types it, beside a stand-in for signal-cli-rest-api."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import porchlight_command as command
import pytest
from porchlight_command import porchlight_here
from real_line import real_line
from signal_network import NUMBER, Fault
from signal_stand import Stand, free_port, signal_cli

from bot.cli.signal import line, looks
from bot.setup.settings import Settings
from storage import CHEAPEST, Store

CAPTCHA = "signalcaptcha://signal-hcaptcha.5fad97ac.challenge.marigold"
CHALLENGE = "ae19341a-839a-4b9a-9019-863775ae2630"
PNG = b"\x89PNG\r\n\x1a\nmarigold"
EU = "https://signal.me/#eu/"
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with signal_cli(tmp_path / "signal") as made:
        yield made


@pytest.fixture
def settings(tmp_path: Path, stand: Stand) -> dict[str, str]:
    """What the operator of a line on Signal sets."""
    return {
        **real_line(tmp_path / "line.db"),
        "SIGNAL_API_URL": stand.url,
        "SIGNAL_NUMBER": NUMBER,
        "SIGNAL_WEBHOOK_TOKEN": "t" * 32,
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "line.db", b"5e" * 32, tmp_path / "keys" / "day-keys", cost=CHEAPEST)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def run(settings: Mapping[str, str], store: Store) -> Run:
    """Run `porchlight signal …` to its end."""
    assert store

    def run(*words: str, typed: str = "", **changes: str) -> CompletedProcess[str]:
        return porchlight_here({**settings, **changes}, "signal", *words, typed=typed)

    return run


def told(stand: Stand, method: str, path: str) -> list[dict[str, Any]]:
    """Give the bodies of the requests that fit."""
    return [body for _, _, body in stand.asked(method, path)]


# What the doctor says


def healthy(store: Store) -> None:
    """Note what the worker, the door and the commands note on a line that is well."""
    now = int(time.time())
    store.chores.note("probe", at=now, outcome="sent")
    store.chores.note("echo", at=now, sent=now)
    store.chores.note("profile", at=now, picture=0)
    store.chores.note("username", at=now, name="porch.07", link=f"{EU}marigold")


def test_a_line_that_is_well_on_signal_is_said_to_be(run: Run, store: Store) -> None:
    healthy(store)
    said = run("check")

    assert (said.returncode, said.stdout) == (0, "All is well on Signal.\n")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mode": "normal"}, looks.MODE),
        ({"mode": "native"}, looks.MODE),
        ({"mode": "json-rpc-native"}, looks.NATIVE),
        ({"version": "0.98"}, "This signal-cli-rest-api is 0.98: update it to 0.100 or newer."),
        ({"version": "unset"}, looks.UNNAMED.format(sure="0.100")),
        ({"version": "0.168-dev"}, looks.UNNAMED.format(sure="0.100")),
        ({"log_level": "debug"}, looks.DEBUG),
        ({"registered": False}, looks.ABSENT),
    ],
)
def test_each_thing_that_is_wrong_with_the_program_is_one_sentence(
    run: Run, stand: Stand, store: Store, changes: dict[str, Any], sentence: str
) -> None:
    healthy(store)
    stand.set(**changes)
    said = run("check")

    assert said.returncode == 1
    assert said.stdout == f"- {sentence}\n1 to mend.\n"


@pytest.mark.parametrize("version", ["0.100", "0.101", "1.0", "v0.120.3"])
def test_a_version_that_is_known_good_or_newer_is_not_spoken_of(
    run: Run, stand: Stand, store: Store, version: str
) -> None:
    healthy(store)
    stand.set(version=version)

    assert run("check").returncode == 0


@pytest.mark.parametrize(
    ("job", "ago", "sentence"),
    [
        ("probe", None, looks.UNTRIED),
        ("probe", 7_200, looks.SILENT.format(ago="2 hours")),
        ("echo", None, looks.DEAF),
        ("echo", 3_600, looks.LOST.format(ago="1 hour")),
        ("profile", None, looks.NAMELESS),
        ("username", None, looks.LINKLESS),
    ],
)
def test_what_does_not_arrive_or_was_never_set_is_one_sentence(
    run: Run, store: Store, job: str, ago: int | None, sentence: str
) -> None:
    healthy(store)
    if ago is None:
        store.chores.forget(job)
    else:
        store.chores.note(job, at=int(time.time()) - ago)

    assert run("check").stdout == f"- {sentence}\n1 to mend.\n"


def test_a_captcha_that_waits_and_pictures_that_are_kept_are_told(
    run: Run, stand: Stand, store: Store
) -> None:
    healthy(store)
    store.chores.note("captcha", at=int(time.time()), token=CHALLENGE)
    stand.network.tell("attached", name="one.png")
    said = run("check").stdout

    assert f"- {looks.CAPTCHA}" in said
    assert f"- {looks.KEPT.format(count=1)}" in said
    assert "2 to mend." in said


def test_whoever_cannot_be_asked_is_told_beside_what_is_known_all_the_same(
    run: Run, stand: Stand, store: Store
) -> None:
    stand.stop()
    said = run("check")

    assert said.returncode == 1
    assert f"- {line.UNREACHED}" in said.stdout
    assert f"- {looks.UNTRIED}" in said.stdout
    assert store.chores.last("probe") == {}


def test_the_looks_say_nothing_of_a_line_that_is_not_on_signal(
    settings: dict[str, str], store: Store
) -> None:
    bare = Settings.read({name: value for name, value in settings.items() if not name.startswith("SIGNAL_")})

    assert list(looks.signal_looks(bare, store, int(time.time()))) == []


# Where no account is


COMMANDS = [
    *(("check",), ("link",), ("register",), ("verify",), ("pin",), ("captcha",)),
    *(("profile", "--keep-no-avatar"), ("username", "porch"), ("poster", "poster.svg")),
]


@pytest.mark.parametrize("words", COMMANDS)
def test_without_an_account_each_command_says_so_politely(
    settings: dict[str, str], words: tuple[str, ...], tmp_path: Path
) -> None:
    bare = {name: value for name, value in settings.items() if not name.startswith("SIGNAL_")}
    demo = {
        "PORCHLIGHT_SECRET": "5e" * 32,
        "PORCHLIGHT_DATABASE": str(tmp_path / "demo.db"),
        "PORCHLIGHT_DEMO": "1",
    }
    for env, sentence in ((bare, line.UNSET), (demo, line.DEMO)):
        said = porchlight_here(env, "signal", *words)

        assert (said.returncode, said.stdout, said.stderr) == (1, "", f"porchlight: {sentence}\n")


@pytest.mark.parametrize("words", [("link",), ("register",), ("profile", "--keep-no-avatar")])
def test_who_does_not_answer_is_one_sentence_that_names_the_setting(
    settings: dict[str, str], store: Store, words: tuple[str, ...]
) -> None:
    assert store
    gone = {**settings, "SIGNAL_API_URL": f"http://127.0.0.1:{free_port()}"}
    said = porchlight_here(gone, "signal", *words, typed="\n")

    assert (said.returncode, said.stderr) == (1, f"porchlight: {line.UNREACHED}\n")


# The first step


def test_linking_shows_what_a_phone_scans_and_what_follows(run: Run, stand: Stand) -> None:
    stand.set(registered=False)
    said = run("link").stdout
    (asked,) = told(stand, "GET", "/v1/qrcodelink/raw")

    assert asked == {"device_name": "Western Ave Line"}
    assert "sgnl://linkdevice?uuid=marigold" in said
    assert len([row for row in said.splitlines() if re.fullmatch("[█▀▄ ]+", row)]) > 15
    assert "the phone keeps them" in said


def test_an_older_program_that_gives_no_link_is_to_be_updated(run: Run, stand: Stand) -> None:
    stand.set(registered=False)
    stand.queue(Fault(404, "404 page not found", path="/v1/qrcodelink"))

    assert run("link").stderr == f"porchlight: {line.OLD}\n"


def test_a_number_that_is_there_is_neither_linked_nor_registered_again_by_mistake(
    run: Run, stand: Stand
) -> None:
    for word in ("link", "register"):
        assert "is there already; nothing was done" in run(word, typed="\n").stderr

    assert stand.asked("GET", "/v1/qrcodelink") == stand.asked("POST", "/v1/register") == []
    assert run("register", "--again", typed="\n").returncode == 0


def test_a_number_is_registered_with_a_captcha_and_verified_with_the_code(run: Run, stand: Stand) -> None:
    stand.set(registered=False, wants_captcha=True)
    without = run("register", typed="\n")
    asked = run("register", "--voice", typed=f"{CAPTCHA}\n")
    wrong = run("verify", typed="999-999\n")
    right = run("verify", "--pin", typed="123-456\n2468\n")

    assert (without.returncode, asked.returncode, wrong.returncode, right.returncode) == (1, 0, 1, 0)
    assert "solve a new one at https://signalcaptchas.org/registration/generate.html" in without.stderr
    assert told(stand, "POST", "/v1/register")[1] == {"use_voice": True, "captcha": CAPTCHA}
    assert "porchlight signal verify" in asked.stdout
    assert "did not take that code" in wrong.stderr
    assert stand.asked("POST", "/verify/")[1][1:] == (
        "/v1/register/%2B12135550111/verify/123456",
        {"pin": "2468"},
    )
    assert stand.account.registered
    assert "porchlight signal pin" in right.stdout


def test_a_pin_is_read_from_standard_input_and_printed_nowhere(run: Run, stand: Stand) -> None:
    short = run("pin", typed="123\n")
    said = run("pin", typed="marigold-7\n")

    assert (short.returncode, said.returncode) == (1, 0)
    assert stand.account.pin == "marigold-7"
    assert "marigold" not in said.stdout + said.stderr


@pytest.mark.parametrize("typed", ["\n", "12345\n", "one two\n", "abcdef\n"])
def test_a_code_that_is_none_goes_nowhere(run: Run, stand: Stand, typed: str) -> None:
    assert run("verify", typed=typed).returncode == 1
    assert stand.asked("POST", "/v1/register") == []


@pytest.mark.parametrize(
    "words", ["Failed to register: StatusCode: 429 (RegistrationRetryException)", "x [429] y"]
)
def test_too_many_attempts_are_told_as_that(run: Run, stand: Stand, words: str) -> None:
    stand.set(registered=False)
    stand.queue(Fault(400, json.dumps({"error": words}), path="/v1/register"))

    assert run("register", typed="\n").stderr == f"porchlight: {line.WAIT}\n"


def test_nothing_that_is_typed_can_be_seen_among_the_processes_or_in_what_is_printed(
    stand: Stand, settings: dict[str, str], store: Store
) -> None:
    """A slow program leaves time to look at the command line of whoever asks it."""
    assert store
    stand.set(registered=False)
    stand.queue(Fault(slow=1.0, path="/v1/register"))
    running = subprocess.Popen(
        [command.sys.executable, "-m", "bot.cli", "signal", "register"],
        env=command.bare(settings),
        cwd=command.PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdin
    running.stdin.write(f"{CAPTCHA}\n")
    running.stdin.flush()
    deadline = time.monotonic() + 20
    while not stand.asked("POST", "/v1/register") and time.monotonic() < deadline:
        time.sleep(0.02)
    seen = Path(f"/proc/{running.pid}/cmdline").read_bytes()
    printed, _ = running.communicate(timeout=20)

    assert running.returncode == 0
    assert b"marigold" not in seen
    assert CAPTCHA not in printed


# The captcha


def test_without_a_waiting_captcha_the_command_says_so(run: Run, stand: Stand) -> None:
    said = run("captcha", typed=f"{CAPTCHA}\n")

    assert said.returncode == 0
    assert "waits for no captcha" in said.stdout
    assert stand.asked("POST", "challenge") == []


@pytest.mark.parametrize("typed", [CAPTCHA, CAPTCHA.removeprefix("signalcaptcha://")])
def test_a_captcha_is_handed_in_as_it_was_copied_and_the_note_goes(
    run: Run, stand: Stand, store: Store, typed: str
) -> None:
    stand.set(challenge=CHALLENGE)
    store.chores.note("captcha", at=int(time.time()) - 7_200, token=CHALLENGE)
    said = run("captcha", typed=f"  {typed}\n")

    assert said.returncode == 0
    assert "https://signalcaptchas.org/challenge/generate.html" in said.stdout
    assert "2 hours ago" in said.stdout
    assert told(stand, "POST", "challenge") == [{"challenge_token": CHALLENGE, "captcha": typed}]
    assert stand.account.challenge == ""
    assert store.chores.last("captcha") == {}


def test_a_captcha_that_is_refused_with_its_beginning_is_handed_in_without_it(
    run: Run, stand: Stand, store: Store
) -> None:
    stand.set(challenge=CHALLENGE)
    store.chores.note("captcha", at=int(time.time()), token=CHALLENGE)
    stand.queue(Fault(400, '{"error":"Submit challenge error: [428]"}', path="challenge"))

    assert run("captcha", typed=f"{CAPTCHA}\n").returncode == 0
    assert [each["captcha"] for each in told(stand, "POST", "challenge")] == [
        CAPTCHA,
        CAPTCHA.removeprefix("signalcaptcha://"),
    ]


@pytest.mark.parametrize(
    ("fault", "sentence", "asked"),
    [
        (Fault(400, '{"error":"invalid captcha action"}', path="challenge", times=2), "still waits", 2),
        (Fault(429, '{"error":"limited"}', path="challenge"), "try again tomorrow", 1),
        (Fault(drop="after", path="challenge"), "nobody knows whether it was done", 1),
    ],
)
def test_a_captcha_that_is_not_taken_waits_on(
    run: Run, stand: Stand, store: Store, fault: Fault, sentence: str, asked: int
) -> None:
    stand.set(challenge=CHALLENGE)
    store.chores.note("captcha", at=int(time.time()), token=CHALLENGE)
    stand.queue(fault)
    said = run("captcha", typed=f"{CAPTCHA}\n")

    assert said.returncode == 1
    assert sentence in said.stderr
    assert "marigold" not in said.stderr + said.stdout
    assert len(stand.asked("POST", "challenge")) == asked
    assert store.chores.last("captcha")["token"] == CHALLENGE


@pytest.mark.parametrize("typed", ["\n", "", "two words\n", "bell\a\n"])
def test_what_is_no_answer_goes_nowhere(run: Run, stand: Stand, store: Store, typed: str) -> None:
    store.chores.note("captcha", at=int(time.time()), token=CHALLENGE)

    assert run("captcha", typed=typed).returncode == 1
    assert stand.asked("POST", "challenge") == []


# What people see


def test_a_profile_has_the_places_name_and_the_picture_that_is_given(
    run: Run, stand: Stand, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "porch.png").write_bytes(PNG)
    said = run("profile", "--avatar", str(tmp_path / "porch.png"))

    assert said.returncode == 0
    assert (stand.account.name, stand.account.avatar) == ("Western Ave Line", True)
    assert "let neither tell what it is for" in said.stdout
    assert store.chores.last("profile")["picture"] == 1
    assert run("profile", "Elm Line", "--keep-no-avatar").returncode == 0
    assert (stand.account.name, stand.account.avatar) == ("Elm Line", False)


def test_a_picture_is_never_removed_by_forgetting_it(run: Run, stand: Stand, tmp_path: Path) -> None:
    (tmp_path / "porch.png").write_bytes(PNG)
    both = run("profile", "--avatar", str(tmp_path / "porch.png"), "--keep-no-avatar")

    assert (run("profile").returncode, both.returncode) == (2, 2)
    assert "--keep-no-avatar" in both.stderr
    assert stand.asked("PUT", "/v1/profiles") == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"GIF89a", "neither a PNG nor a JPEG"), (PNG.ljust(10 * 1024 * 1024 + 1), "larger than 10 MB")],
    ids=["kind", "size"],
)
def test_a_picture_that_apps_would_not_take_is_refused(
    run: Run, stand: Stand, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "picture").write_bytes(content)
    said = run("profile", "--avatar", str(tmp_path / "picture"))

    assert said.returncode == 1
    assert sentence in said.stderr
    assert stand.asked("PUT", "/v1/profiles") == []


def test_a_name_that_is_too_long_for_signal_is_refused(run: Run, stand: Stand) -> None:
    assert "at most 128 bytes" in run("profile", "웨" * 43, "--keep-no-avatar").stderr
    assert stand.asked("PUT", "/v1/profiles") == []


def test_a_username_is_taken_after_a_word_and_its_link_is_kept_for_posters(
    run: Run, stand: Stand, store: Store
) -> None:
    said = run("username", "porch", typed="y\n")
    link = f"{EU}{b'porch.07'.hex()}"

    assert said.returncode == 0
    assert "not known whether the account has a username" in said.stdout
    assert f"porch.07\n{link}\n" in said.stdout
    assert stand.account.username == "porch.07"
    noted = store.chores.last("username")
    assert (noted["name"], noted["link"]) == ("porch.07", link)


def test_the_same_username_is_asked_for_again_without_a_question_and_keeps_its_link(run: Run) -> None:
    first = run("username", "porch", "--yes").stdout

    assert run("username", "porch").stdout == first
    assert run("username", "porch.07").stdout == first
    assert "Another name ends its link" in run("username", "Porch", typed="n\n").stdout


def test_another_username_warns_that_posters_lead_nowhere(run: Run, stand: Stand) -> None:
    run("username", "porch", "--yes")
    refused = run("username", "lamp", typed="n\n")
    agreed = run("username", "lamp", typed="y\n")

    assert "The line is called porch.07 there. Another name ends its link" in refused.stdout
    assert (refused.returncode, agreed.returncode) == (1, 0)
    assert "Print the posters anew." in agreed.stdout
    assert stand.account.username == "lamp.07"


@pytest.mark.parametrize(("word", "found"), [("--not-findable", False), ("--findable", True)])
def test_whether_the_number_leads_to_the_line_is_set_on_request_and_it_is_never_shown(
    run: Run, stand: Stand, word: str, *, found: bool
) -> None:
    run("username", "porch", "--yes")
    assert stand.asked("PUT", "/settings") == []
    run("username", "porch", word)

    assert told(stand, "PUT", "/settings") == [{"discoverable_by_number": found, "share_number": False}]


@pytest.mark.parametrize("name", ["ab", "1porch", "por ch", "porch.1", "p" * 33, "pórch", ""])
def test_what_is_no_username_goes_nowhere(run: Run, stand: Stand, name: str) -> None:
    assert run("username", name, "--yes").returncode == 2
    assert stand.asked("POST", "/username") == []


def test_a_username_that_somebody_has_is_told_as_that(run: Run, stand: Stand, store: Store) -> None:
    stand.queue(
        Fault(400, '{"error":"Couldn\'t process request - invalid signal-cli response"}', path="/username")
    )

    assert "somebody may have it" in run("username", "porch", "--yes").stderr
    assert store.chores.last("username") == {}


# Posters


def test_a_poster_leads_to_the_link_and_shows_it_to_whoever_types(run: Run, tmp_path: Path) -> None:
    run("username", "porch", "--yes")
    for name in ("poster.svg", "poster.png"):
        assert f"Written: {tmp_path / name}" in run("poster", str(tmp_path / name)).stdout
    drawn = (tmp_path / "poster.svg").read_text()

    assert f">{EU}{b'porch.07'.hex()}</text>" in drawn
    assert ">porch.07</text>" in drawn
    assert (tmp_path / "poster.png").read_bytes().startswith(b"\x89PNG")


def test_a_link_that_a_phone_shows_is_drawn_and_kept(
    run: Run, tmp_path: Path, store: Store, stand: Stand
) -> None:
    before = len(stand.asked())
    said = run("poster", str(tmp_path / "poster.svg"), "--link", f"{EU}from_a-Phone")
    again = run("poster", str(tmp_path / "again.svg"))

    assert (said.returncode, again.returncode) == (0, 0)
    assert (tmp_path / "poster.svg").read_text() == (tmp_path / "again.svg").read_text()
    assert store.chores.last("username")["link"] == f"{EU}from_a-Phone"
    assert len(stand.asked()) == before, "nobody is asked, because asking could change the link"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("poster.svg",), "The line has no link yet"),
        (("poster.svg", "--link", "https://signal.me/#p/+12135550111"), "begins with https://signal.me/#eu/"),
        (("poster.svg", "--link", f"{EU}a<b>cdefghij"), "begins with https://signal.me/#eu/"),
        (("poster.jpeg", "--link", f"{EU}from_a-Phone"), "ends in .svg or .png"),
    ],
)
def test_no_poster_is_written_that_leads_nowhere(
    run: Run, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = run("poster", str(tmp_path / words[0]), *words[1:])

    assert said.returncode == 1
    assert sentence in said.stderr
    assert not (tmp_path / words[0]).exists()
