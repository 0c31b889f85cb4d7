"""`porchlight backup`, `restore` and `check --backup` as an operator types them."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from porchlight_command import porchlight_here
from signed_texts import ACCOUNT, TOKEN, URL

from storage import CHEAPEST, Store

SECRET = "5e" * 32
OTHER = "6f" * 32
PASSPHRASE = "lamp on the porch"
NOW = 1_795_428_000


@dataclass
class Operator:
    """Somebody at a terminal of a line, with the printed key and a folder for backups."""

    folder: Path
    key: str

    @property
    def backups(self) -> Path:
        """The folder for backups."""
        return self.folder / "backups"

    def types(
        self, *words: str, typed: str = "", at: str = "line.db", secret: str = SECRET
    ) -> CompletedProcess[str]:
        """Type a command; ``at`` is where the database is."""
        told = porchlight_here(
            {
                "PORCHLIGHT_SECRET": secret,
                "PORCHLIGHT_DATABASE": str(self.folder / at),
                "PORCHLIGHT_ERASED": str(self.folder / "erased"),
                "PORCHLIGHT_URL": URL,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
                "TWILIO_API_URL": "http://127.0.0.1:9",  # port 9 answers nobody
            },
            *words,
            typed=typed,
        )
        assert "Traceback" not in told.stdout + told.stderr
        assert self.key not in told.stdout + told.stderr
        return told

    def backed_up(self, *words: str, secret: str = SECRET) -> str:
        """Make a backup and give its path."""
        told = self.types("backup", str(self.backups), *words, secret=secret)
        assert told.returncode == 0, told.stderr
        return str(self.backups / told.stdout.splitlines()[0].removeprefix("Written: "))


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    (tmp_path / "backups").mkdir()
    return Operator(tmp_path, migrated(tmp_path / "line.db").staff.found("rosa", PASSPHRASE, NOW))


def migrated(database: Path) -> Store:
    """Make a database."""
    store = Store(database, SECRET.encode(), database.parent / "keys" / "day-keys", cost=CHEAPEST)
    store.migrate()
    return store


def test_a_backup_says_what_it_wrote_and_what_it_deleted(operator: Operator) -> None:
    for day in (20, 21):
        (operator.backups / f"porchlight-202001{day}-000000.sealed").touch()
    told = operator.types("backup", str(operator.backups), "--keep-days", "3").stdout.splitlines()

    assert [line.split(" ")[0] for line in told] == ["Written:", "Deleted:"]
    assert told[1] == "Deleted: porchlight-20200120-000000.sealed"


def test_what_hinders_a_backup_is_one_sentence(operator: Operator, tmp_path: Path) -> None:
    missing = operator.types("backup", str(tmp_path / "nowhere"))
    forever = operator.types("backup", str(operator.backups), "--keep-days", "60")
    other = operator.types("backup", str(operator.backups), secret=OTHER)
    migrated(operator.folder / "other.db")
    nobody = operator.types("backup", str(operator.backups), at="other.db")

    assert missing.stderr.startswith("porchlight: There is no folder of that name to keep backups in")
    assert "--keep-days" in forever.stderr
    assert 'follow "A lost secret" in docs/backups.md' in other.stderr
    assert nobody.stderr == "porchlight: There is no staff yet; found it first.\n"
    assert {told.returncode for told in (missing, other, nobody)} == {1}
    assert list(operator.backups.iterdir()) == []


def test_a_restore_asks_for_the_printed_key_and_says_what_is_there(operator: Operator) -> None:
    file = operator.backed_up()
    in_the_way = operator.types("restore", file, typed=f"{operator.key}\n")
    told = operator.types("restore", file, typed=f"{operator.key}\n", at="new.db")

    assert in_the_way.stderr.endswith(
        "porchlight: There is a database already: stop the line and move it away with its -wal and -shm, "
        "but leave its list of what was erased.\n"
    )
    assert told.returncode == 0, told.stderr
    assert "Reports: 0." in told.stdout
    assert "Nobody is signed in, no conversation is open and nobody will be nudged." in told.stdout
    assert operator.types("staff", "list", at="new.db").stdout.startswith("rosa:")


def test_a_wrong_key_and_a_wrong_file_are_one_sentence_and_leave_nothing(operator: Operator) -> None:
    file = operator.backed_up()
    wrong = operator.types("restore", file, typed="0000-0000\n", at="new.db")
    foreign = operator.types("restore", str(Path(__file__)), typed=f"{operator.key}\n", at="new.db")

    assert "That is not the recovery key" in wrong.stderr
    assert "no backup of Porchlight" in foreign.stderr
    assert not (operator.folder / "new.db").exists()


def test_when_nobody_who_can_read_came_back_it_says_what_to_do(operator: Operator) -> None:
    file = operator.backed_up()
    operator.types("staff", "revoke", "rosa")
    told = operator.types("restore", file, typed=f"{operator.key}\n", at="new.db")

    assert "Members kept out: 1." in told.stdout
    assert "run porchlight staff recover NAME" in told.stdout


def test_an_audit_that_was_tampered_with_before_the_backup_is_said_after_the_restore(
    operator: Operator,
) -> None:
    with closing(sqlite3.connect(operator.folder / "line.db")) as connection, connection:
        connection.execute("UPDATE audit SET actor = 'eve'")
    told = operator.types("restore", operator.backed_up(), typed=f"{operator.key}\n", at="new.db")

    assert told.returncode == 1
    assert "porchlight: The audit was changed after it was written: " in told.stderr
    assert operator.types("staff", "list", at="new.db").stdout.startswith("rosa:")


def test_a_lost_secret_is_got_over_as_the_documentation_says(operator: Operator) -> None:
    file = operator.backed_up("--lost-secret", secret=OTHER)
    asked = operator.types("restore", file, typed=f"{operator.key}\n", at="new.db", secret=OTHER)
    told = operator.types(
        "restore", file, "--new-secret", typed=f"{operator.key}\n", at="new.db", secret=OTHER
    )

    assert "say --new-secret" in asked.stderr
    assert "The codes that people hold open nothing any more" in told.stdout
    assert operator.types("staff", "list", at="new.db", secret=OTHER).stdout.startswith("rosa:")


def test_the_doctor_compares_the_audit_with_what_backups_say(operator: Operator) -> None:
    made = Path(operator.backed_up())
    older = str(
        made.rename(made.with_name("porchlight-20200101-000000.sealed"))
    )  # both may be made in one second
    operator.types("staff", "recover", "rosa", typed=f"{operator.key}\n{PASSPHRASE}\n{PASSPHRASE}\n")
    newer = Path(operator.backed_up())
    newer = newer.rename(newer.with_name("porchlight-20990101-000000.sealed"))
    whole = operator.types("check", "--backup", str(operator.backups)).stdout
    operator.types("restore", older, typed=f"{operator.key}\n", at="new.db")
    lost = operator.types("check", "--backup", str(operator.backups), at="new.db").stdout
    one = operator.types("check", "--backup", older, at="new.db").stdout
    none = operator.types("check", "--backup", str(operator.folder / "keys"), at="new.db").stdout

    assert "audit" not in whole + one
    assert f"- {newer.name}: the audit no longer holds what it held when this backup was made: " in lost
    assert "There is no whole backup" in none


def test_the_doctor_names_a_backup_that_was_cut_off(operator: Operator) -> None:
    file = Path(operator.backed_up())
    file.write_bytes(file.read_bytes()[:-1])
    told = operator.types("check", "--backup", str(operator.backups)).stdout

    assert f"- {file.name}: The end of that backup is missing" in told
    assert "There is no whole backup" in told


def test_the_doctor_says_how_old_the_newest_backup_is_and_names_what_a_wrong_clock_dated(
    operator: Operator,
) -> None:
    store = migrated(operator.folder / "line.db")
    now, day = int(time.time()), 86_400
    said = []
    for age in (40, 3, 2, -200):
        made = store.backup(operator.backups, now - age * day)
        said.append(operator.types("check", "--backup", str(operator.backups)).stdout)
    alone = operator.types("check", "--backup", str(made)).stdout

    told = ["The newest backup is of" in one for one in said]
    assert told == [True, True, False, False]
    assert ["set it right, make another backup, and delete that one" in one for one in said] == [
        *[False] * 3,
        True,
    ]
    assert "backup is" not in alone


def test_the_doctor_passes_over_no_backup_of_a_day_that_there_is_not(operator: Operator) -> None:
    file = Path(operator.backed_up())
    head, rest = file.read_bytes().split(b"\n", 1)
    words = head.split(b" ")
    file.write_bytes(b" ".join([*words[:2], b"2026-13-40", *words[3:]]) + b"\n" + rest)
    told = operator.types("check", "--backup", str(operator.backups)).stdout

    assert f"- {file.name}: " in told
    assert "There is no whole backup" in told
