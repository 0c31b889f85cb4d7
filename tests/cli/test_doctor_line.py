"""The doctor looks at this side of the line: settings, keys, files, disks, words, numbers to dial, the machine."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from porchlight_command import porchlight_here
from signed_texts import ACCOUNT, TOKEN

import directory
from bot.cli.doctor import choices, disks, files, machine, rounds, services, watch, words
from bot.cli.doctor.finding import Finding, Weight
from bot.cli.doctor.place import owed
from bot.line import line_of
from bot.setup import disk
from bot.setup.place import DEFAULT, Place
from bot.setup.place import rows as table
from bot.setup.settings import Settings
from bot.words import catalogues
from directory import Directory
from flows.book import book
from storage import CHEAPEST, DiskTrouble, Store, Waiting

TODAY = date(2026, 11, 23)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the operator of a real line sets, each thing where it should be."""
    (tmp_path / "elsewhere").mkdir()
    return {
        "PORCHLIGHT_SECRET": "5e" * 32,
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_URL": "https://line.western-avenue.us",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


def told(found: Iterable[Finding]) -> dict[str, str]:
    """Give each sentence by its name, but for what is well."""
    return {one.name: one.sentence for one in found if one.weight is not Weight.WELL}


def store_of(environment: dict[str, str]) -> Store:
    """Make the line's database."""
    database = Path(environment["PORCHLIGHT_DATABASE"])
    store = Store(database, b"5e" * 32, database.parent / "keys" / "day-keys", cost=CHEAPEST)
    store.migrate()
    return store


def chosen(environment: dict[str, str], **more: str) -> list[str]:
    """Look at the settings, and name what is found."""
    variables = environment | more
    return list(told(choices.choices(Settings.read(variables), variables)))


def test_settings_that_fit_a_real_line_are_left_alone(environment: dict[str, str]) -> None:
    assert chosen(environment) == []


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("PORCHLIGHT_URL", "https://line.example.org", "url-example"),
        ("PORCHLIGHT_URL", "https://westernave.example", "url-example"),
        ("PORCHLIGHT_URL", "http://127.0.0.1:8000", "url-private"),
        ("PORCHLIGHT_URL", "https://10.0.0.7", "url-private"),
        ("PORCHLIGHT_URL", "https://porch.local", "url-private"),
        ("PORCHLIGHT_URL", "https://porch", "url-private"),
        ("TWILIO_API_URL", "https://proxy.western-avenue.us", "twilio-stand-in"),
        ("PORCHLIGHT_BIND", "0.0.0.0", "bind"),  # noqa: S104 - a setting that somebody may set
    ],
)
def test_a_setting_that_has_its_form_and_makes_no_sense_is_told(
    environment: dict[str, str], name: str, value: str, found: str
) -> None:
    assert chosen(environment, **{name: value}) == [found]


def test_a_missing_setting_is_a_finding_and_what_needs_none_is_still_looked_at(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "open_swaps", lambda: ["/dev/sda2"])
    said = porchlight_here({**environment, "PORCHLIGHT_SECRET": ""}, "check")

    assert said.returncode == 1
    assert said.stdout.startswith("Now:\n- PORCHLIGHT_SECRET is missing: ")
    assert "- This machine may write memory to a disk" in said.stdout


def test_a_place_that_cannot_be_read_is_a_finding_and_the_files_are_still_looked_at(
    environment: dict[str, str], tmp_path: Path
) -> None:
    store_of(environment)
    (tmp_path / "line.db").chmod(0o640)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "profile.toml").write_text("zone = 7", "utf-8")
    said = porchlight_here({**environment, "PORCHLIGHT_PLACE": str(tmp_path / "place")}, "check")

    assert said.stdout.startswith(f"Now:\n- {tmp_path}/place")
    assert "- Others on this machine may open" in said.stdout


def test_the_worst_comes_first_and_a_program_is_told_the_same(
    environment: dict[str, str], tmp_path: Path
) -> None:
    store_of(environment)
    (tmp_path / "line.db").chmod(0o640)
    said = porchlight_here(environment, "check", "--offline")
    listed = json.loads(porchlight_here(environment, "check", "--offline", "--json").stdout)
    headings = [line for line in said.stdout.splitlines() if line.endswith(":") and len(line) < 15]
    sentences = [line[2:] for line in said.stdout.splitlines() if line.startswith("- ")]
    weights = [one["weight"] for one in listed]

    assert headings == ["Now:", "Before launch:", "Worth a look:", "How it goes:"]
    assert [one["sentence"] for one in listed] == sentences
    assert weights == sorted(weights, key=["now", "before launch", "worth a look"].index)
    assert listed[0]["name"] == "nobody-reads"
    assert said.stdout.splitlines()[-1] == (
        f"{weights.count('now')} to mend now (at the top), {weights.count('before launch')} before launch."
    )


def test_hints_alone_are_no_reason_to_fail(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = Finding("hint", "Look at this.", Weight.LOOK)
    monkeypatch.setattr(rounds, "whole", lambda _: [lambda: [hint]])
    monkeypatch.setattr(rounds, "without_line", lambda *_: [])
    monkeypatch.setattr(rounds, "without_settings", lambda _: [])
    said = porchlight_here(environment, "check")

    assert (said.returncode, said.stdout) == (0, "Worth a look:\n- Look at this.\nAll is well.\n")


def test_what_cannot_even_be_looked_at_is_a_finding_and_the_next_look_goes_on() -> None:
    def broken() -> Iterator[Finding]:
        raise DiskTrouble

    def missing() -> Iterator[Finding]:
        raise PermissionError(13, "Permission denied", "/var/lib/porchlight")

    found = list(rounds.gathered([broken, missing, lambda: [Finding("next", "Next.", Weight.LOOK)]]))

    assert [one.name for one in found] == ["disk-trouble", "unreadable", "next"]
    assert found[1].sentence == "Permission denied: /var/lib/porchlight"


def test_files_and_folders_that_others_may_open_or_replace_are_named(
    environment: dict[str, str], tmp_path: Path
) -> None:
    store = store_of(environment)
    with store.turn("sms:1", 1_795_428_000):
        pass
    (tmp_path / "secret").write_text("5e" * 32)
    (tmp_path / "secret").chmod(0o640)
    settings = Settings.read(environment)
    before = told(files.private(settings, str(tmp_path / "secret"), None))
    found = {}
    for path, mode in {
        "keys/day-keys": 0o644,
        "line.db.clock": 0o660,
        "secret": 0o644,
        "keys": 0o770,
    }.items():
        if not (tmp_path / path).exists():
            (tmp_path / path).touch()
        (tmp_path / path).chmod(mode)
        found |= {path: told(files.private(settings, str(tmp_path / "secret"), None))}
        (tmp_path / path).chmod(0o700 if path == "keys" else 0o600)

    assert before == {}
    assert found["keys/day-keys"]["files-open"].endswith(f"chmod 600 {tmp_path}/keys/day-keys")
    assert "line.db.clock" in found["line.db.clock"]["files-open"]
    assert "secret: chmod o-rwx,g-w" in found["secret"]["files-open"]
    assert found["keys"]["folders-open"].endswith(f"chmod go-w {tmp_path}/keys")


def test_backups_that_others_may_open_are_named_whether_a_folder_or_one_is_looked_at(
    environment: dict[str, str], tmp_path: Path
) -> None:
    backup = tmp_path / "elsewhere" / "porchlight-20261122-043000.sealed"
    backup.touch(0o644)
    settings = Settings.read(environment)

    for looked in (backup, backup.parent):
        assert str(backup) in told(files.private(settings, "", looked))["files-open"]


def test_a_file_of_another_user_is_named(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(environment)
    monkeypatch.setattr(os, "geteuid", lambda: 4_711)

    assert (
        "belongs to another user"
        in told(files.private(Settings.read(environment), "", None))["files-of-another-user"]
    )


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("ext4", {"keys-on-disk"}),
        ("tmpfs", {"disk-thrown-away"}),
        ("overlay", {"disk-thrown-away", "keys-on-disk"}),
        ("nfs4", {"keys-on-disk", "disk-far"}),
        ("", set()),
    ],
)
def test_the_kind_of_disk_is_looked_at(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, found: set[str]
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 0:99 / {tmp_path} rw shared:1 - {kind} /dev/x rw\n" if kind else "")
    monkeypatch.setattr(disk, "MOUNTS", mounts)

    assert told(disks.disks(Settings.read(environment), None)).keys() == found | {"erased-same-disk"}


def test_what_would_die_or_be_copied_together_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere"
    together = told(disks.disks(Settings.read(environment), kept))
    inside = told(
        disks.disks(Settings.read(environment | {"PORCHLIGHT_DAY_KEYS": str(kept / "day-keys")}), kept)
    )

    assert "PORCHLIGHT_ERASED" in together["erased-same-disk"]
    assert "backups-same-disk" in together
    assert "keys-in-backups" not in together
    assert "PORCHLIGHT_DAY_KEYS" in inside["keys-in-backups"]


def test_keys_that_nobody_turned_and_a_key_that_is_spoilt_are_told(
    environment: dict[str, str], tmp_path: Path
) -> None:
    store, at = store_of(environment), int(datetime(2026, 11, 20, 21, tzinfo=UTC).timestamp())
    with store.turn("sms:1", at):
        pass
    days = [[one.name for one in rounds.database(store, at + day * 86_400)] for day in range(4)]
    (tmp_path / "keys" / "day-keys.nudge").write_bytes(b"half")
    spoilt = [one.sentence for one in rounds.database(store, at)]
    (tmp_path / "keys" / "day-keys").write_text("not a key at all, but a file of somebody's " * 9)
    foreign = [one.sentence for one in rounds.database(store, at)]

    assert days == [[], [], ["keys"], ["keys"]]
    assert spoilt[0].startswith("The key beside the day keys")
    assert foreign[0].startswith("The file of day keys cannot be read")


def test_a_database_that_is_not_whole_and_a_reserve_that_is_used_are_told(
    environment: dict[str, str], tmp_path: Path
) -> None:
    store = store_of(environment)
    whole = list(rounds.database(store, 0))
    with closing(sqlite3.connect(tmp_path / "line.db")) as other, other:
        other.execute("INSERT INTO holds (tip, pair, sealed) VALUES ('gone', 7, x'00')")
    os.truncate(tmp_path / "line.db.reserve", 0)
    found = {one.name: one.sentence for one in rounds.database(store, 0)}

    assert whole == []
    assert found["integrity"].startswith("Rows of the database refer to rows that are gone")
    assert found["reserve"].startswith("The disk has been full")


def test_keys_that_cannot_be_read_are_told(environment: dict[str, str], tmp_path: Path) -> None:
    store = store_of(environment)
    (tmp_path / "keys" / "day-keys").mkdir(parents=True)

    assert [one.sentence[:40] for one in rounds.database(store, 0)] == [
        "The file of day keys cannot be read or w"
    ]


def test_what_the_watch_sees_is_told_but_for_what_is_said_more_nearly(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, at = store_of(environment), 1_795_428_000
    settings = Settings.read(environment)
    line = line_of(settings)
    store.chores.note("sweep", at=at - 7_200, outcome="done")
    store.chores.note("checkpoint", at=at - 7_200, outcome="busy")
    store.chores.note("missed", at=at - 60)
    store.chores.note("stale", at=at - 60)
    store.chores.note("captcha", at=at - 60)
    monkeypatch.setattr(type(line.store.outbox), "waiting", lambda *_: Waiting(1, 31))
    room = type("Room", (), {"total": 100 << 30, "free": 1 << 30, "used": 99 << 30})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room)
    asking = {one.name: one for one in watch.watch(line, settings, at, asking=True)}
    offline = {one.name: one for one in watch.watch(line, settings, at, asking=False)}

    assert asking.keys() == {"outbox", "wal", "disk", "missed", "stale"}
    assert offline.keys() - asking.keys() == {"captcha"}
    assert {one.name for one in asking.values() if one.weight is Weight.LOOK} == {"stale"}
    assert (
        asking["outbox"].sentence
        == "An answer has waited for more than half a minute: look at the worker's log."
    )


@pytest.mark.parametrize(
    ("alerts", "name"),
    [("", "alerts-unset"), ("nobody://knows", "setting"), ("json://127.0.0.1:9", "")],
)
def test_whoever_is_to_be_told_can_be_told(environment: dict[str, str], alerts: str, name: str) -> None:
    found = told(watch.alerts(Settings.read(environment | {"PORCHLIGHT_ALERTS": alerts})))

    assert list(found) == [name] * bool(name)
    assert "knows" not in "".join(found.values()).replace("apprise does not know", "")


def test_every_service_is_dialled_by_a_person_twice_a_year(place: Place) -> None:
    found = {one.name: one for one in services.numbers(place, TODAY)}

    assert found["numbers-to-dial"].sentence.startswith("15 services were dialled by nobody")
    assert "CAST LA: 888-539-2373" in found["numbers-to-dial"].below.splitlines()
    assert "Human Trafficking Hotline: 888-373-7888 and HELP to 233733" in found["numbers-to-dial"].below
    assert "911" not in found["numbers-to-dial"].below.replace("-3911", "")
    assert "never dial it to try" in found["emergency-number"].sentence
    assert "services-to-compare" not in found


@pytest.mark.parametrize(
    ("day", "due"), [("2026-11-23", False), ("2026-05-27", False), ("2026-05-26", True), ("2062-11-23", True)]
)
def test_a_number_that_was_dialled_is_dialled_again_after_half_a_year(
    place: Place, day: str, *, due: bool
) -> None:
    rows = [row | {"dialled": day} for row in table(DEFAULT / "services.csv")]
    dialled = replace(place, directory=Directory(directory.services(rows), place.zone))
    found = told(services.numbers(dialled, TODAY))

    assert {"numbers-to-dial", "emergency-number"}.isdisjoint(found) is not due
    assert "service-without-number" in found


def test_rows_that_were_compared_too_long_ago_are_named(place: Place) -> None:
    found = {one.name: one for one in services.numbers(place, date(2027, 6, 1))}

    assert found["services-to-compare"].sentence.startswith("17 services were compared with no source")
    assert "Journey Out" in found["services-to-compare"].below


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all catalogues that may be spoilt."""
    copied = shutil.copytree(catalogues.LOCALES, tmp_path / "locales")
    monkeypatch.setattr(catalogues, "LOCALES", copied)
    return copied


def test_catalogues_that_are_whole_and_new_are_left_alone(place: Place) -> None:
    assert list(words.complete(book, place.languages)) == []


def test_catalogues_that_are_old_or_missing_are_told(locales: Path) -> None:
    folder = locales / "es" / "LC_MESSAGES"
    newer = (folder / "porchlight.mo").stat().st_mtime + 60
    os.utime(folder / "porchlight.po", (newer, newer))
    (folder / "console.mo").unlink()
    found = told(words.complete(book, ["en", "es", "ko"]))

    assert found["words-old"].startswith("The compiled words of es are missing or older")
    assert "(porchlight, console)" in found["words-old"]


def test_lines_that_a_language_does_not_have_are_counted(locales: Path) -> None:
    shutil.copy(
        locales / "ko" / "LC_MESSAGES" / "console.mo", locales / "ko" / "LC_MESSAGES" / "porchlight.mo"
    )
    found = told(words.complete(book, ["ko"]))

    assert found["words-missing"].startswith(f"{len(book.lines)} lines are said in English")


SWAPS = "Filename\tType\tSize\tUsed\tPriority\n"


@pytest.mark.parametrize(
    ("row", "uuid", "open_"),
    [
        ("", "", False),
        ("/dev/zram0 partition 999 0 100", "", False),
        ("{dev}/dm-1 partition 999 0 -2", "CRYPT-PLAIN-swap", False),
        ("{dev}/dm-1 partition 999 0 -2", "LVM-abc", True),
        ("/dev/sda2 partition 999 0 -2", "", True),
        ("/swapfile file 999 0 -2", "", True),
    ],
)
def test_swap_is_told_unless_it_is_seen_to_be_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, uuid: str, *, open_: bool
) -> None:
    (tmp_path / "swaps").write_text(SWAPS + row.format(dev=tmp_path))
    (tmp_path / "dm-1" / "dm").mkdir(parents=True)
    (tmp_path / "dm-1" / "dm" / "uuid").write_text(uuid)
    monkeypatch.setattr(machine, "SWAPS", tmp_path / "swaps")
    monkeypatch.setattr(machine, "BLOCKS", tmp_path)

    assert ("swap" in told(machine.machine(TODAY))) is open_


def test_a_machine_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "open_swaps", list)
    monkeypatch.setattr(machine, "clock_kept", lambda: True)
    monkeypatch.setattr(machine, "zones_of", lambda: 2026)
    well = told(machine.machine(TODAY))
    monkeypatch.setattr(machine, "clock_kept", lambda: False)
    monkeypatch.setattr(machine, "zones_of", lambda: 2024)
    monkeypatch.setattr(sys, "platform", "darwin")

    assert well == {}
    assert told(machine.machine(TODAY)).keys() == {"not-linux", "clock-unkept", "zones-old"}
    assert "has had no repairs since" in told(machine.machine(date(2040, 1, 1)))["python-old"]


def test_the_year_of_the_rules_of_summer_time_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2019c\n# more\n")
    monkeypatch.setattr(machine.zoneinfo, "TZPATH", ["/nowhere", str(tmp_path)])
    system = machine.zones_of()
    monkeypatch.setattr(machine.zoneinfo, "TZPATH", [])

    assert system == 2019
    assert machine.zones_of() >= 2025  # the library's own


def test_the_kernel_can_be_asked_whether_its_clock_is_kept() -> None:
    assert machine.clock_kept() in {True, False}


def test_a_demo_is_asked_for_nothing_that_only_a_real_line_has(tmp_path: Path) -> None:
    demo = {
        "PORCHLIGHT_SECRET": "5e" * 32,
        "PORCHLIGHT_DATABASE": str(tmp_path / "line.db"),
        "PORCHLIGHT_DEMO": "1",
    }
    store_of(demo)
    listed = json.loads(porchlight_here(demo, "check", "--json").stdout)

    assert [one for one in listed if "wilio" in one["sentence"] or one["name"].startswith("url")] == []


def test_a_citys_line_that_nobody_dialled_is_owed(place: Place) -> None:
    profile = {**place.profile, "city": {"phone": "311", "dialled": "2026-11-23"}}

    assert "311" in told(owed(place))["city-number"]
    assert "city-number" not in told(owed(replace(place, profile=profile)))
    assert "city-number" not in told(owed(replace(place, profile={**place.profile, "city": {}})))
