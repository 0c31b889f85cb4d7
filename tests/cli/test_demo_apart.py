"""A demo never stands beside anything real (E6): by no way in, and by neither's door (hazard E6)."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from porchlight_command import porchlight_here
from served_line import command, environment, free_port
from signed_texts import ACCOUNT, TOKEN, URL

from bot.app import console, signal, web
from bot.cli.demo import environment as demo_environment
from bot.serving import OPEN_DEMO, here_only
from bot.setup import apart
from bot.setup.apart import DEMO, REAL, WrongHouse
from bot.setup.settings import PROJECT, Settings
from storage import CHEAPEST, Store

SECRET = {"PORCHLIGHT_SECRET": "5e" * 32}
TWILIO = {"PORCHLIGHT_URL": URL, "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN}
WAYS = [("work",), ("staff", "list"), ("migrate",), ("check",), ("sweep",), ("forget",)]


@pytest.fixture
def database(tmp_path: Path) -> dict[str, str]:
    """Where the database is that both are to open."""
    return {"PORCHLIGHT_DATABASE": str(tmp_path / "line.db")}


@pytest.fixture
def real(database: Mapping[str, str]) -> dict[str, str]:
    """A demo's environment on a database that a real line founded its staff in."""
    path = Path(database["PORCHLIGHT_DATABASE"])
    store = Store(path, b"5e" * 32, path.parent / "keys" / "day-keys", cost=CHEAPEST)
    store.migrate()
    store.staff.found("rosa", "lamp on the porch", 1_795_428_000)
    store.close()
    return {**SECRET, **database, "PORCHLIGHT_DEMO": "1"}


@pytest.fixture
def printed(database: Mapping[str, str]) -> dict[str, str]:
    """A real line's environment on a database that a demo made."""
    apart.check(Settings.read({**SECRET, **database, "PORCHLIGHT_DEMO": "1"}))
    return {**SECRET, **TWILIO, **database}


def start(variables: Mapping[str, str], process: str = "web") -> subprocess.CompletedProcess[str]:
    """Start a process of the Procfile that must not come to listen."""
    ports = {"PORT": str(free_port()), "CONSOLE_PORT": str(free_port())}
    return subprocess.run(
        ["sh", "-c", f"exec {command(process, '')}"],
        env=environment({**variables, **ports}),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("process", ["web", "console"])
def test_no_demo_is_served_on_a_real_lines_database(real: Mapping[str, str], process: str) -> None:
    ended = start(real, process)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert REAL in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("words", WAYS)
def test_no_command_of_a_demo_opens_a_real_lines_database(
    real: Mapping[str, str], words: tuple[str, ...]
) -> None:
    told = porchlight_here(real, *words, typed="+12135550142\n")

    assert told.returncode == 1
    assert REAL in told.stderr + told.stdout


@pytest.mark.parametrize("words", WAYS)
def test_no_command_of_a_real_line_opens_a_demos_database(
    printed: Mapping[str, str], words: tuple[str, ...]
) -> None:
    told = porchlight_here(printed, *words, typed="+12135550142\n")

    assert told.returncode == 1
    assert DEMO in told.stderr + told.stdout


def test_no_door_is_made_where_gunicorn_is_not_asked_either(
    database: Mapping[str, str], tmp_path: Path
) -> None:
    line, demo = {**SECRET, **TWILIO, **database}, {**SECRET, **database, "PORCHLIGHT_DEMO": "1"}
    for factory in (web, console, signal):
        (tmp_path / "line.db").touch()
        with pytest.raises(WrongHouse, match="real line"):
            factory(demo)
        (tmp_path / "line.db").unlink()
        factory(demo)
        with pytest.raises(WrongHouse, match="passphrase was printed"):
            factory(line)
        (tmp_path / "line.db.demo").unlink()


def test_the_demo_command_leaves_a_real_lines_folder_as_it_is(
    real: Mapping[str, str], tmp_path: Path
) -> None:
    assert real
    before = sorted(tmp_path.iterdir())
    told = porchlight_here({}, "demo", "--folder", str(tmp_path))

    assert told.returncode == 1
    assert REAL in told.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "SIGNAL_NUMBER", "SIGNAL_API_URL"])
def test_the_demo_command_refuses_beside_credentials(tmp_path: Path, name: str) -> None:
    told = porchlight_here({name: "+12135550111"}, "demo", "--folder", str(tmp_path))

    assert told.returncode == 1
    assert f"{name} is set beside PORCHLIGHT_DEMO" in told.stderr


def test_the_demo_command_takes_nothing_of_a_real_line_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its database, nor whom it alerts, nor where it listens."""
    for name in ("DATABASE", "ALERTS", "BIND", "SECRET", "DAY_KEYS", "ERASED", "URL", "PLACE"):
        monkeypatch.setenv(f"PORCHLIGHT_{name}", "marigold")
    taken = demo_environment(tmp_path)
    ours = {name: value for name, value in taken.items() if name.startswith("PORCHLIGHT_")}

    assert "marigold" not in ours.values()
    assert sorted(ours) == ["PORCHLIGHT_DATABASE", "PORCHLIGHT_DEMO", "PORCHLIGHT_SECRET_FILE"]


@pytest.mark.parametrize("bind", ["0.0.0.0", "[::]", "192.0.2.7"])  # noqa: S104 - it must be refused
def test_a_demo_lets_nobody_in_from_elsewhere(database: Mapping[str, str], bind: str) -> None:
    ended = start({**SECRET, **database, "PORCHLIGHT_DEMO": "1", "PORCHLIGHT_BIND": bind})

    assert ended.returncode == 1
    assert OPEN_DEMO in ended.stderr
    assert "Listening" not in ended.stderr


@pytest.mark.parametrize(
    ("address", "private"),
    [
        (("127.0.0.1", 8000), True),
        (("localhost", 8000), True),
        (("::1", 8000), True),
        ("/run/porchlight/web.sock", True),
        (("", 8000), False),
        (("line.example.org", 8000), False),
    ],
)
def test_an_address_is_this_machines_or_not(address: object, *, private: bool) -> None:
    assert here_only(address) is private
