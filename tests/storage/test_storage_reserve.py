"""The reserve as a file: real room for this user alone, made once, and noise where a disk would only promise."""

import errno
import os
from pathlib import Path

import pytest
from storage_stand import make_store

from storage import DiskFull, DiskTrouble
from storage.ground.reserve import Reserve, with_its_room

SIZE = 256 * 1024


@pytest.fixture
def reserve(tmp_path: Path) -> Reserve:
    return Reserve(tmp_path / "line.db.reserve", SIZE)


def test_migrate_makes_it_for_this_user_alone_and_really_takes_the_room(tmp_path: Path) -> None:
    store = make_store(tmp_path, reserve=SIZE)
    store.migrate()
    made = (tmp_path / "line.db.reserve").stat()

    assert store.reserve.whole
    assert not store.reserve.needed
    assert made.st_size == SIZE
    assert made.st_blocks * 512 >= SIZE
    assert made.st_mode & 0o777 == 0o600


def test_none_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    store = make_store(tmp_path, reserve=0)
    store.migrate()
    store.reserve.spend()

    assert store.reserve.whole
    assert not store.reserve.needed
    assert not (tmp_path / "line.db.reserve").exists()


def test_a_disk_that_only_promises_is_given_noise(
    reserve: Reserve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ZFS, and whatever compresses, takes nothing for zeros."""
    monkeypatch.setattr(os, "posix_fallocate", lambda descriptor, _, size: os.ftruncate(descriptor, size))
    reserve.fill()
    held = (tmp_path / "line.db.reserve").read_bytes()

    assert len(held) == SIZE
    assert len(set(held)) == 256


def test_what_cannot_be_filled_whole_is_left_empty_and_said(
    reserve: Reserve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(descriptor: int, _: int, size: int) -> None:
        os.ftruncate(descriptor, size // 2)
        raise OSError(errno.EIO, "the disk broke")

    monkeypatch.setattr(os, "posix_fallocate", half)
    with pytest.raises(DiskTrouble):
        reserve.fill()

    assert (tmp_path / "line.db.reserve").stat().st_size == 0
    assert not reserve.needed  # there is room, so nobody is refused


def test_one_that_a_crash_left_half_filled_refuses_nobody_and_is_filled(
    reserve: Reserve, tmp_path: Path
) -> None:
    (tmp_path / "line.db.reserve").write_bytes(bytes(1000))

    assert not reserve.needed
    assert not reserve.whole
    reserve.fill()
    assert reserve.whole


def test_it_is_not_spent_because_another_disk_is_full(reserve: Reserve) -> None:
    """The list of what was erased, or the day keys, may stand elsewhere."""
    reserve.fill()
    reserve.spend()

    assert reserve.whole


def test_a_deletion_is_tried_twice_and_no_more() -> None:
    tried: list[int] = []

    @with_its_room
    def delete(number: int) -> int:
        tried.append(number)
        if len(tried) < 2:
            raise DiskFull
        return number

    @with_its_room
    def never() -> None:
        tried.append(0)
        raise DiskFull

    assert delete(7) == 7
    assert tried == [7, 7]
    with pytest.raises(DiskFull):
        never()
    assert tried == [7, 7, 0, 0]
