"""A backup: one sealed file of what must last, made while the line runs, readable by whoever holds the printed key."""

import base64
import errno
import io
import json
import os
import threading
from pathlib import Path

import pytest
from backup_stand import NUMBER, WORDS, Stand, rows, stand
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings as sodium
from nacl.public import PrivateKey, SealedBox
from storage_stand import AT, PASSPHRASE, make_store

from storage import NotFounded, StorageError, Store, WrongSecret, heads, prune
from storage.desk import recovery
from storage.ground import sealing
from storage.keeping import backup_errors, backup_folder, sealed_file
from storage.keeping.backup import DURABLE, TRANSIENT
from storage.keeping.sealed_file import CHUNK, Head, Writer

DAY = 86_400


@pytest.fixture
def line(tmp_path: Path) -> Stand:
    return stand(tmp_path)


def read_as_told(file: Path, key: str) -> list[dict[str, object] | list[object]]:
    """Read a backup with nothing but what the docstrings tell."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for character in key.replace("-", ""):
        number = number * 32 + alphabet.index(character)
    content = file.read_bytes()
    first, rest = content.split(b"\n", 1)
    assert rest.endswith(b"porchlight end\n")
    rest = rest[: -len(b"porchlight end\n")]
    stream = SealedBox(PrivateKey(number.to_bytes(32))).decrypt(rest[:80])
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, rest[80:104], stream)
    plain = b""
    for start in range(104, len(rest), 65_553):
        chunk = rest[start : start + 65_553]
        plain += sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, first + b"\n")[0]
    return [json.loads(told) for told in plain.splitlines()]


def of_table(told: list[dict[str, object] | list[object]], name: str) -> list[list[object]]:
    """Give a table's rows."""
    table, found = "", []
    for each in told:
        if isinstance(each, dict):
            table = str(each.get("table"))
        elif table == name:
            found.append(each)
    return found


def test_every_table_is_either_in_a_backup_or_never_in_one(store: Store) -> None:
    with store._database.read() as connection:
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }

    assert names == DURABLE.keys() | TRANSIENT | {"_sqlite_migrations"}
    assert DURABLE.keys() & TRANSIENT == set()


def test_another_program_can_read_it_as_it_is_told(line: Stand) -> None:
    file = line.take()
    told = read_as_told(file, line.key)
    number, chain = line.store.audit.head()
    tables = [each["table"] for each in told if isinstance(each, dict) and "table" in each]
    sealed = [tip[2] for tip in of_table(told, "tips")]

    assert file.read_bytes().startswith(f"porchlight-backup 1 2026-11-18 {number} {chain.hex()}\n".encode())
    assert isinstance(told[0], dict)
    assert list(told[0]) == ["tables", "secret", "erased"]
    assert tables == list(DURABLE)
    assert isinstance(told[-1], dict)
    assert list(told[-1]) == ["sum"]
    assert {base64.b64decode(box[0]) for box in sealed if isinstance(box, list)} == {
        row[2] for row in rows(line.store)["tips"]
    }


def test_it_holds_nothing_transient_and_no_key_of_the_server(line: Stand) -> None:
    told = read_as_told(line.take(), line.key)
    whole = json.dumps(told)
    kept = {
        value
        for table in rows(line.store, TRANSIENT).values()
        for row in table
        for value in row
        if isinstance(value, bytes)
    }
    _, before, today = (line.folder / "day.keys").read_text().split()
    files = [bytes.fromhex(before), bytes.fromhex(today), (line.folder / "day.keys.nudge").read_bytes()]
    keys = [told for key in files for told in (key.hex(), base64.b64encode(key).decode())]

    assert len(kept) > 8
    assert [value for value in kept if base64.b64encode(value).decode() in whole] == []
    assert [key for key in keys if key in whole] == []
    assert [name for name, _ in of_table(told, "settings")] == ["recovery"]


def test_neither_sealed_nor_opened_does_it_hold_a_word_a_number_or_a_code(line: Stand) -> None:
    file = line.take()
    both = file.read_bytes() + json.dumps(read_as_told(file, line.key)).encode()
    marked = [WORDS, "charger", "which door", NUMBER[2:], "a-message-id", PASSPHRASE, line.key]
    marked += [code for receipt in line.receipts for code in (receipt, receipt.replace("-", ""))]

    assert [word for word in marked if word.encode() in both] == []


def test_turns_go_on_while_it_is_made_and_it_is_of_one_moment(line: Stand) -> None:
    """Each turn writes a report and a count: a backup that saw half a turn would have more of one."""
    stop = threading.Event()

    def text() -> None:
        while not stop.is_set():
            line.report(AT)
        line.store.close()

    texting = threading.Thread(target=text)
    texting.start()
    try:
        files = [line.take(AT + number) for number in range(5)]
    finally:
        stop.set()
        texting.join()

    seen = []
    for file in files:
        told = read_as_told(file, line.key)
        seen.append(len(of_table(told, "tips")))
        assert of_table(told, "counts") == [["2026-11", "tips", seen[-1]]]
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]


def test_the_file_is_for_its_owner_alone_and_named_by_its_moment(line: Stand) -> None:
    file = line.take()

    assert file.name == "porchlight-20261118-110640.sealed"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in line.backups.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, backup_errors.FolderFull),
        (errno.EROFS, backup_errors.FolderReadOnly),
        (errno.EIO, StorageError),
    ],
)
def test_a_disk_that_fails_leaves_no_file(
    line: Stand, monkeypatch: pytest.MonkeyPatch, number: int, said: type[StorageError]
) -> None:
    line.take()

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(backup_folder.os, "fsync", fail)
    with pytest.raises(said):
        line.take(AT + 1)
    monkeypatch.undo()

    assert len(list(line.backups.iterdir())) == 1
    line.take(AT + 1)


def test_a_missing_folder_and_a_missing_staff_are_said(store: Store, tmp_path: Path, at: int) -> None:
    with pytest.raises(NotFounded):
        store.backup(tmp_path, at)
    store.staff.found("ana", PASSPHRASE, at)
    with pytest.raises(backup_errors.NoFolder):
        store.backup(tmp_path / "nowhere", at)
    with pytest.raises(backup_errors.NoFolder):
        store.backup(tmp_path / "line.db", at)


def test_another_secret_makes_no_backup_unless_the_old_one_is_said_to_be_lost(line: Stand) -> None:
    other = make_store(line.folder, secret=b"another invented secret")
    with pytest.raises(WrongSecret):
        other.backup(line.backups, AT)
    assert list(line.backups.iterdir()) == []

    assert other.backup(line.backups, AT, lost_secret=True).exists()
    with pytest.raises(WrongSecret):
        other.check()


def test_only_its_own_files_are_deleted_when_they_are_too_old(line: Stand) -> None:
    for day in range(20):
        line.take(AT + day * DAY)
    left = line.backups / "porchlight-20261119-110640.sealed.part"
    left.touch()
    for name in ("notes.txt", "porchlight-20200101-000000.sealed.txt", "porchlight-99999999-999999.sealed"):
        (line.backups / name).touch()

    deleted = prune(line.backups, 14, AT + 19 * DAY)

    assert deleted == [
        "porchlight-20261118-110640.sealed",
        "porchlight-20261119-110640.sealed",
        left.name,
        *(f"porchlight-202611{day}-110640.sealed" for day in range(20, 24)),
    ]
    assert len(list(line.backups.iterdir())) == 14 + 3


def test_a_clock_that_jumps_a_year_leaves_two_backups(line: Stand) -> None:
    for day in (0, 1, 2, 365):
        line.take(AT + day * DAY)

    assert len(prune(line.backups, 14, AT + 365 * DAY)) == 2
    assert [name for name, _ in heads(line.backups)] == [
        "porchlight-20261120-110640.sealed",
        "porchlight-20271118-110640.sealed",
    ]


def test_what_a_backup_says_without_a_key_proves_the_audit(line: Stand) -> None:
    line.take()
    line.store.tips.read(line.ana, line.tip(line.receipts[0]), AT)
    line.take(AT + DAY)
    said = [head for _, head in heads(line.backups) if isinstance(head, Head)]

    assert [head.day for head in said] == ["2026-11-18", "2026-11-19"]
    assert said[0].number + 1 == said[1].number
    line.store.audit.verify((head.number, head.chain) for head in said)


def test_a_file_that_is_none_is_named_in_the_folder(line: Stand) -> None:
    line.take()
    (line.backups / "porchlight-20261117-110640.sealed").write_bytes(b"nothing of ours")
    said = dict(heads(line.backups))

    assert [type(each) for each in said.values()] == [backup_errors.NoBackup, Head]
    assert isinstance(next(iter(dict(heads(line.backups / "none.sealed")).values())), backup_errors.NoBackup)


@given(st.lists(st.integers(0, 2 * CHUNK), max_size=3), st.sampled_from([0, CHUNK - 1, CHUNK, CHUNK + 1]))
def test_whatever_is_written_is_read_again(sizes: list[int], more: int) -> None:
    private, public = sealing.new_pair()
    parts = [bytes([number + 1]) * size for number, size in enumerate([*sizes, more])]
    file = io.BytesIO()
    writer = Writer(file, Head("2026-11-18", 1, bytes(32)), public)
    for part in parts:
        writer.write(part)
    writer.finish()
    file.seek(0)

    assert b"".join(sealed_file.opened(file, private)) == b"".join(parts)


def test_the_printed_key_is_written_as_the_format_tells() -> None:
    private, _ = sealing.new_pair()

    assert recovery.typed(recovery.printed(private)) == private
    assert len(recovery.printed(private).replace("-", "")) == 52
