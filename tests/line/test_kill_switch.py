"""The kill switch: one command closes the line for everybody who texts it, while it runs and whatever state it is in."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from porchlight_command import porchlight, porchlight_here
from real_line import real_line
from served_line import Line, served
from served_people import Phone

from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from bot.watch.words import WORDS
from storage import CHEAPEST, Store

CLOSED = "This line is closed for now. Any time: 888-373-7888. Emergency: 911."
SEEN = "man yelling at two girls by a black car, western and 3rd right now"
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the operator sets for a real line."""
    return {
        **real_line(tmp_path_factory.mktemp("line") / "line.db"),
    }


@pytest.fixture(scope="module")
def store(variables: Mapping[str, str], place: Place) -> Store:
    """The line's database, founded."""
    database = Path(variables["PORCHLIGHT_DATABASE"])
    made = Store(database, b"5e" * 32, database.parent / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST)
    made.migrate()
    made.staff.found("rosa", "lamp on the porch", 1_795_428_000)
    return made


@pytest.fixture(scope="module")
def web(
    variables: Mapping[str, str], store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Line]:
    """The public door, two workers."""
    assert store
    with served(variables, tmp_path_factory.mktemp("web") / "log", factory="") as line:
        yield line


@pytest.fixture
def run(variables: Mapping[str, str]) -> Iterator[Run]:
    """Run a command, and leave the line open."""

    def run(*words: str) -> CompletedProcess[str]:
        return porchlight_here(variables, *words)

    yield run
    run("open")


@pytest.fixture
def someone(web: Line) -> Callable[[], Phone]:
    """Give a phone that nobody has texted from before."""
    return lambda: Phone(web.url, f"+1213{secrets.randbelow(9_000_000) + 1_000_000}")


def test_closing_and_opening_reaches_a_line_that_runs(run: Run, someone: Callable[[], Phone]) -> None:
    witness = someone()
    asked = witness.send(SEEN)
    closed = run("close")
    heard = [someone().send(words) for words in (SEEN, "hi", "help", "HELP", "1")] + [witness.send("1")]
    opened = run("open")
    sent = witness.send("1")

    assert (closed.returncode, opened.returncode) == (0, 0)
    assert "1 Send it" in asked
    assert set(heard) == {CLOSED}
    assert "The line is open again." in opened.stdout
    assert CODE.search(sent), "nothing of what was told before was lost"


def test_everybody_hears_it_in_their_own_language_as_the_command_said(
    run: Run, someone: Callable[[], Phone]
) -> None:
    said = run("close").stdout
    heard = {
        "en": someone().send("man yells at girls by a black car"),
        "es": someone().send("dos hombres meten a una muchacha en un carro"),
        "ko": someone().send("어제 웨스턴 3가에서 수상한 차를 봤어요"),
    }

    assert heard["en"] == CLOSED
    for language, sentence in heard.items():
        assert f"  {language}  {sentence}\n" in said
    assert len(set(heard.values())) == 3


def test_danger_and_crisis_keep_their_words_and_everybody_may_leave(
    run: Run, someone: Callable[[], Phone]
) -> None:
    witness = someone()
    witness.send(SEEN)
    run("close")

    assert "911" in someone().send("he has a gun and hes hitting her right now")
    assert "988" in someone().send("i want to kill myself")
    assert someone().send("X") == "OK."
    assert "no more texts from us" in someone().send("stop texting me")
    assert witness.send("ERASE") != CLOSED
    run("open")
    assert witness.send("1") == someone().send("1"), "what was erased while it was closed is gone"


def test_the_doctor_says_that_the_line_is_closed_even_where_nothing_else_can_be_read(
    run: Run, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "profile.toml").write_text("spoilt", "utf-8")
    run("close")
    spoilt = porchlight_here({**variables, "PORCHLIGHT_PLACE": str(tmp_path)}, "check", "--offline").stdout
    whole = run("check", "--offline").stdout
    run("open")

    for told in (spoilt, whole):
        assert told.count(WORDS["closed"].wrong) == told.count("The line is closed") == 1
    assert "The line is closed" not in run("check", "--offline").stdout


def test_closing_twice_and_opening_twice_is_fine(run: Run) -> None:
    assert [run(word).returncode for word in ("close", "close")] == [0, 0]
    assert "The line is open again." in run("open").stdout
    assert "The line was open; nothing was done." in run("open").stdout


def test_it_is_closed_while_somebody_holds_the_database(
    run: Run, store: Store, someone: Callable[[], Phone], variables: Mapping[str, str]
) -> None:
    assert store
    with closing(sqlite3.connect(variables["PORCHLIGHT_DATABASE"])) as other:
        other.execute("BEGIN IMMEDIATE")
        closed = run("close")

        assert closed.returncode == 0
        assert someone().send("hi") == CLOSED


def test_no_setting_but_the_database_is_needed_to_close(tmp_path: Path) -> None:
    env = {"PORCHLIGHT_DATABASE": str(tmp_path / "line.db"), "PORCHLIGHT_PLACE": "/nowhere"}
    told = porchlight(env, "close")

    assert (tmp_path / "line.db.closed").exists()
    assert told.stdout.startswith("The line is closed")
    assert "PORCHLIGHT_PLACE is malformed" in told.stderr
    assert "Traceback" not in told.stderr
    assert porchlight(env, "open").returncode == 0
    assert not (tmp_path / "line.db.closed").exists()


def test_without_a_database_setting_a_sentence_says_so() -> None:
    told = porchlight_here({}, "close")

    assert told.returncode == 1
    assert "PORCHLIGHT_DATABASE is missing" in told.stderr


def test_it_closes_and_opens_a_line_whose_database_is_gone(
    run: Run, store: Store, someone: Callable[[], Phone]
) -> None:
    """The last test of this file: nothing is left to stand on after it."""
    store.close()
    database = store._database.path
    for path in database.parent.glob("line.db*"):
        path.unlink()
    closed = run("close")

    assert closed.returncode == 0
    assert someone().send(SEEN) == CLOSED
    assert "911" in someone().send("he has a gun and hes hitting her right now")
    assert run("open").returncode == 0
    assert "did not reach us" in someone().send(SEEN)
