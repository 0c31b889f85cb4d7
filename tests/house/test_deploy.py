"""What is copied onto a server fits together: units, proxies, containers, settings and the program they serve."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import serving
from bot.setup.settings import BadSetting, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
PROCFILE = dict(re.findall(r"^(\w+): (.+)$", (ROOT / "Procfile").read_text("utf-8"), re.MULTILINE))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
BIN = "/srv/porchlight/.venv/bin/"
KNOWN = set(
    re.findall(
        r'"((?:PORCHLIGHT|TWILIO|SIGNAL)_[A-Z_]+)"',
        "".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py")),
    )
)
"""Whatever the program may ask of its environment."""
FATAL = ("AUTO_RECEIVE_SCHEDULE", "SIGNAL_CLI_CMD_TIMEOUT", "ENABLE_PLUGINS")
"""Settings of signal-cli-rest-api that end it in our mode, or open it."""


def unit(path: Path) -> dict[str, list[str]]:
    """Read a unit, or a container's: its settings, each of which may stand there several times."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", path.read_text("utf-8"), re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


SIGNAL = unit(DEPLOY / "signal" / "porchlight-signal-api.container")


def only(found: dict[str, list[str]], key: str) -> str:
    (value,) = found[key]
    return value


@pytest.mark.parametrize("name", PROCFILE)
def test_each_process_has_a_unit_that_runs_what_the_procfile_runs(name: str) -> None:
    usual = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", PROCFILE[name])

    assert only(unit(UNITS / f"porchlight-{name}.service"), "ExecStart") == BIN + usual


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_whatever_runs_the_program_does_so_as_the_lines_user_with_its_settings(path: Path) -> None:
    found = unit(path)
    if BIN not in "".join(found["ExecStart"]):
        assert "EnvironmentFile" not in found
        return

    assert (only(found, "User"), only(found, "Group")) == ("porchlight", "porchlight")
    assert only(found, "EnvironmentFile") == "/etc/porchlight/environment"
    assert only(found, "StateDirectory") == only(found, "RuntimeDirectory") == "porchlight"
    assert only(found, "StateDirectoryMode") == only(found, "RuntimeDirectoryMode") == "0700"
    assert only(found, "RuntimeDirectoryPreserve") == "yes"


@pytest.mark.parametrize("path", sorted(UNITS.glob("*.socket")), ids=lambda path: path.stem)
def test_a_door_listens_on_this_machine_alone_and_can_call_nobody_elsewhere(path: Path) -> None:
    service = unit(path.with_suffix(".service"))
    listens = only(unit(path), "ListenStream")

    assert re.fullmatch(r"127\.0\.0\.1:\d+", listens)
    assert f"--bind {listens} " in only(service, "ExecStart")
    assert (
        only(service, "Requires") == only(unit(path), "Service").replace(".service", ".socket") == path.name
    )
    if path.stem == "porchlight-signal":  # it asks signal-cli-rest-api itself, when the database fails
        assert (only(service, "IPAddressDeny"), only(service, "IPAddressAllow")) == ("any", "localhost")
    else:
        assert only(service, "PrivateNetwork") == "yes"


def test_no_unit_listens_anywhere_else() -> None:
    bound = "".join(path.read_text("utf-8") for path in UNITS.rglob("*") if path.is_file())

    assert set(re.findall(r"(?:Listen\w+=|--bind )([^:\s]+)", bound)) == {"127.0.0.1"}
    assert "0.0.0.0" not in bound  # noqa: S104  (that is what is looked for)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_process_is_given_the_time_to_finish_what_it_answers(path: Path) -> None:
    found = unit(path)
    if "Restart" in found:
        assert int(only(found, "TimeoutStopSec")) > serving.graceful_timeout
        assert only(found, "StartLimitIntervalSec") == "0"


def test_the_hardening_holds_for_every_unit_and_leaves_only_what_was_seen_to_be_needed() -> None:
    hardening = unit(UNITS / "porchlight-.service.d" / "hardening.conf")

    assert all(path.name.startswith("porchlight-") for path in SERVICES)
    for key in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "MemoryDenyWriteExecute",
        "RestrictSUIDSGID",
    ):
        assert only(hardening, key) == "yes"
    assert only(hardening, "ProtectSystem") == "strict"
    assert only(hardening, "CapabilityBoundingSet") == ""
    assert (only(hardening, "LimitCORE"), only(hardening, "MemorySwapMax")) == ("0", "0")
    assert only(hardening, "UMask") == "0077"


def test_whatever_a_unit_names_is_there() -> None:
    names = {path.name for path in UNITS.iterdir()}
    texts = [path.read_text("utf-8") for path in UNITS.rglob("*") if path.is_file()]
    named = {
        re.sub(r"@.*\.", "@.", name)
        for text in texts
        for name in re.findall(r"=.*?\b(porchlight[\w@%-]*\.(?:service|socket|timer|path|target))", text)
    }

    assert "porchlight-alarm@.service" in named
    assert named - names == set()
    assert {
        f"{path.stem}.service" for kind in ("timer", "path", "socket") for path in UNITS.glob(f"*.{kind}")
    } <= names


def test_the_example_of_the_settings_lacks_what_only_the_operator_knows_and_nothing_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret").write_text("5a" * 32, "ascii")
    text = (DEPLOY / "environment.example").read_text("utf-8")
    there = {
        "/etc/porchlight/secret": str(tmp_path / "secret"),
        "/etc/porchlight/place": str(ROOT / "deployments" / "western"),
    }
    given = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    with pytest.raises(BadSetting) as caught:
        Settings.read({name: there.get(value, value) for name, value in given.items()})

    assert [sentence.split(" ")[0] for sentence in caught.value.sentences] == [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
    ]
    assert set(re.findall(r"^#(\w+)=", text, re.MULTILINE)) <= KNOWN


@pytest.mark.parametrize("proxy", ["nginx.conf", "Caddyfile"])
def test_a_proxy_lets_texts_and_staff_through_and_nothing_else(proxy: str) -> None:
    text = (DEPLOY / proxy).read_text("utf-8")
    stripped = re.sub(r"#.*", "", text)

    assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {"8000", "8001"}
    assert not re.search(r"/health|/signal|/metrics|/try", stripped)
    assert "404" in stripped
    assert "x-forwarded-for" in stripped.lower()


def test_nginx_writes_nothing_down_and_waits_longer_than_twilio() -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")

    assert text.count("access_log off;") == text.count("server {") == 4
    assert re.findall(r"access_log (?!off)", text) == []
    assert re.findall(
        r"location (\S+ \S+|/) \{", text.partition("server_name line")[2].partition("server_name")[0]
    ) == [
        "= /sms",
        "/",
    ]
    assert text.count("proxy_max_temp_file_size 0;") == text.count("proxy_pass ") == 2
    assert [seconds for seconds in re.findall(r"proxy_read_timeout (\d+)s", text) if int(seconds) <= 15] == []


def test_caddy_buffers_and_keeps_no_log() -> None:
    text = (DEPLOY / "Caddyfile").read_text("utf-8")

    assert text.count("import behind") == text.count("reverse_proxy {$") == 2
    assert "request_buffers 64KiB" in text
    assert text.count("log {") == 1
    assert "exclude http.log.error http.handlers.reverse_proxy" in text


def test_in_containers_only_the_proxy_is_reached_and_the_doors_reach_nobody() -> None:
    services = COMPOSE["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["doors"] == COMPOSE["networks"]["signal"] == {"internal": True}
    assert services["web"]["networks"] == services["console"]["networks"] == ["doors"]
    assert services["signal"]["network_mode"] == "service:signal-api"
    assert "127.0.0.1:8002" in services["signal"]["command"]
    assert COMPOSE["volumes"]["keys"]["driver_opts"]["type"] == "tmpfs"


@pytest.mark.parametrize("name", ["web", "console", "worker", "signal"])
def test_a_container_of_the_line_may_do_as_little_as_its_unit(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert service["ulimits"] == {"core": 0}
    assert int(service["stop_grace_period"].removesuffix("s")) > serving.graceful_timeout


def test_a_container_runs_what_the_procfile_runs() -> None:
    for name, line in PROCFILE.items():
        words = re.sub(r"\S*\$\{\S+", "…", line).replace('"', "").split()
        command = [
            re.sub(r"^\d+\.\d+\.\d+\.\d+:\d+$", "…", word) for word in COMPOSE["services"][name]["command"]
        ]
        assert command == words


def test_the_containers_are_told_nothing_that_nobody_reads() -> None:
    image = (DEPLOY / "Containerfile").read_text("utf-8")

    assert set(COMPOSE["services"]["web"]["environment"]) <= KNOWN
    assert set(re.findall(r"\b(PORCHLIGHT_[A-Z_]+)=", image)) <= KNOWN


def test_the_image_holds_every_room_the_locked_packages_and_no_root() -> None:
    image = (DEPLOY / "Containerfile").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

    assert set(re.findall(r"^COPY (\w+) \1$", image, re.MULTILINE)) == {*rooms, "deployments"}
    assert "--require-hashes --requirement /tmp/run.txt" in image
    assert len(set(re.findall(r"^FROM (\S+)", image, re.MULTILINE))) == 1
    assert re.findall(r"^USER (.+)$", image, re.MULTILINE) == ["10001:10001"]


def test_signals_store_is_told_the_same_wherever_it_lives_and_nothing_that_harms() -> None:
    service = COMPOSE["services"]["signal-api"]
    told = dict(pair.split("=", 1) for pair in SIGNAL["Environment"])

    assert told == service["environment"]
    assert (told["MODE"], told["JSON_RPC_TRUST_NEW_IDENTITIES"]) == ("json-rpc", "always")
    assert {
        told[f"JSON_RPC_IGNORE_{what}"] for what in ("ATTACHMENTS", "STORIES", "AVATARS", "STICKERS")
    } == {"true"}
    assert told["LOG_LEVEL"] != "debug"
    assert [name for name in FATAL if name in told] == []
    assert only(SIGNAL, "Image") == service["image"]
    assert service["image"].partition(":")[2] not in {"", "latest"}
    assert (only(SIGNAL, "LogDriver"), service["logging"]) == ("none", {"driver": "none"})


def test_signals_store_reaches_its_door_and_nothing_else_of_the_machine() -> None:
    kind, _, options = only(SIGNAL, "Network").partition(":")
    flags = options.split(",")

    assert kind == "pasta"
    assert (
        flags[flags.index("--tcp-ns") + 1]
        == only(unit(UNITS / "porchlight-signal.socket"), "ListenStream").split(":")[1]
    )
    assert flags[flags.index("--tcp-ports") + 1] == "127.0.0.1/8080"
    assert "--no-map-gw" in flags
    assert "PublishPort" not in SIGNAL
