"""A backup that was cut off, changed, forged or made by somebody else is noticed, and leaves no database behind."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from backup_stand import Stand, nothing_left, rows, stand
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_stand import SECRET

from storage import StorageError
from storage.desk import recovery
from storage.ground.keys import Keyring
from storage.keeping import backup_errors, sealed_file
from storage.keeping.backup import Sum
from storage.keeping.sealed_file import Head, Writer

Told = list[Any]
MORE = 85
"""Reports beside the three that every stand has."""


@dataclass
class Victim:
    """A line, and its backup as it should be: of more than two chunks."""

    line: Stand
    whole: bytes

    def refused(self, content: bytes) -> StorageError:
        """Try to restore what was damaged, and give what was said."""
        new, file = self.line.elsewhere(), self.line.folder / "spoilt.sealed"
        file.write_bytes(content)
        with nothing_left(new), pytest.raises(StorageError) as said:
            self.line.restore(new, file)
        assert type(said.value).__module__ == "storage.keeping.backup_errors"
        return said.value

    def forged(self, change: Callable[[Told], None], secret: bytes = SECRET) -> bytes:
        """Seal other lines to the recovery key, whose public half stands in every database."""
        chunks = b"".join(sealed_file.opened(io.BytesIO(self.whole), recovery.typed(self.line.key)))
        told: Told = [json.loads(each) for each in chunks.splitlines()][:-1]
        change(told)
        summed, file = Sum(Keyring(secret)), io.BytesIO()
        public = dict(rows(self.line.store, ["settings"])["settings"])["recovery"]
        writer = Writer(file, Head("2026-11-18", *self.line.store.audit.head()), public)
        for each in told:
            words = json.dumps(each).encode()
            summed.add(words)
            writer.write(words + b"\n")
        writer.write(json.dumps({"sum": summed.hex()}).encode() + b"\n")
        writer.finish()
        return file.getvalue()


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    """One line for all the damage."""
    line = stand(tmp_path_factory.mktemp("line"))
    for _ in range(MORE):
        line.report()
    return Victim(line, line.take().read_bytes())


@settings(max_examples=200)
@given(st.data())
def test_one_byte_changed_anywhere_is_noticed(victim: Victim, data: st.DataObject) -> None:
    place = data.draw(st.one_of(st.integers(0, 300), st.integers(0, len(victim.whole) - 1)))
    spoilt = bytearray(victim.whole)
    spoilt[place] ^= data.draw(st.integers(1, 255))

    victim.refused(bytes(spoilt))


@settings(max_examples=100)
@given(st.data())
def test_cut_off_anywhere_it_is_noticed(victim: Victim, data: st.DataObject) -> None:
    cut = data.draw(st.one_of(st.integers(0, 300), st.integers(0, len(victim.whole) - 1)))

    victim.refused(victim.whole[:cut])


def damages(whole: bytes) -> dict[str, tuple[str, bytes]]:
    """Damage a backup in every way that has a name."""
    first = len(whole.split(b"\n", 1)[0]) + 1
    stream, chunk = first + 104, 65_553
    head, one, two = whole[:stream], whole[stream:][:chunk], whole[stream + chunk :][:chunk]
    rest = whole[stream + 2 * chunk :]
    return {
        "cut off": ("CutOffBackup", whole[: stream + 500]),
        "nothing but the first line": ("CutOffBackup", whole[:first] + sealed_file.END),
        "something after the end": ("CutOffBackup", whole + b"\n"),
        "the last chunks lost": ("ChangedBackup", head + one + sealed_file.END),
        "a few bytes of a chunk": ("ChangedBackup", head + one[:20] + sealed_file.END),
        "one chunk in another's place": ("ChangedBackup", head + two + one + rest),
        "one chunk twice": ("ChangedBackup", head + one + one + two + rest),
        "another day": ("ChangedBackup", whole.replace(b"2026-11-18", b"2026-11-19", 1)),
        "no day": ("ChangedBackup", whole.replace(b"2026-11-18", b"2026-1x-18", 1)),
        "another key's": ("KeyDoesNotFit", whole[:first] + bytes(80) + whole[first + 80 :]),
        "a newer format": ("NewerBackup", whole.replace(b"backup 1 ", b"backup 2 ", 1)),
        "nothing of ours": ("NoBackup", b"PK\x03\x04 somebody's holiday"),
        "nothing at all": ("NoBackup", b""),
    }


def test_each_damage_has_its_name(victim: Victim) -> None:
    assert len(victim.whole) > 2 * sealed_file.CHUNK
    told = damages(victim.whole)
    said = {what: type(victim.refused(content)).__name__ for what, (_, content) in told.items()}

    assert said == {what: name for what, (name, _) in told.items()}
    with pytest.raises(backup_errors.NoBackup):
        victim.line.restore(victim.line.elsewhere(), victim.line.folder / "nowhere.sealed")


def test_whoever_has_only_the_public_half_makes_no_backup_that_the_line_takes(victim: Victim) -> None:
    forged = victim.forged(lambda _: None, b"a forger's own secret")

    assert isinstance(victim.refused(forged), backup_errors.ChangedBackup)


@pytest.mark.parametrize(
    "line",
    [
        {"table": "sessions", "columns": ["id"]},
        {"table": "tips", "columns": ["id) SELECT 1 --"]},
        {"table": "tips", "columns": []},
        {"table": "tips"},
        {},
        ["a row of no table"],
        {"sum": "00"},
        7,
        None,
    ],
)
def test_lines_that_are_none_of_ours_are_refused_even_under_the_right_secret(
    victim: Victim, line: object
) -> None:
    forged = victim.forged(lambda told: told.insert(1, line))

    assert isinstance(victim.refused(forged), backup_errors.ChangedBackup)


@pytest.mark.parametrize(
    "row",
    [
        ["2026-12"],
        ["2026-12", "tips", "many"],
        ["2026-12", "tips", {}],
        ["2026-12", "tips", ["no base64"]],
        ["2026-12", "tips", 1 << 70],
        ["2026-11", "tips", 1],
    ],
)
def test_rows_that_do_not_fit_are_refused(victim: Victim, row: Told) -> None:
    table = {"table": "counts", "columns": ["month", "name", "n"]}
    forged = victim.forged(lambda told: told.insert(told.index(table) + 1, row))

    assert isinstance(victim.refused(forged), backup_errors.ChangedBackup)


@pytest.mark.parametrize(
    "first", [{}, [], {"tables": 1, "secret": "", "erased": ""}, {"tables": [], "secret": "x"}]
)
def test_a_first_line_that_is_none_of_ours_is_refused(victim: Victim, first: object) -> None:
    forged = victim.forged(lambda told: told.__setitem__(0, first))

    assert isinstance(victim.refused(forged), backup_errors.ChangedBackup)


def test_tables_that_this_release_does_not_know_are_a_newer_releases(victim: Victim) -> None:
    forged = victim.forged(lambda told: told[0]["tables"].append("seven_languages"))

    assert isinstance(victim.refused(forged), backup_errors.NewerBackup)


def test_an_unchanged_one_is_taken(victim: Victim) -> None:
    file = victim.line.folder / "as-it-was.sealed"
    file.write_bytes(victim.forged(lambda _: None))

    assert victim.line.restore(victim.line.elsewhere("taken"), file).reports == MORE + 3
