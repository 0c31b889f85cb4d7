"""A secret that is lost, changed or short is noticed before anything is written."""

from pathlib import Path

import pytest
from storage_stand import make_store

from storage import Store, WeakSecret, WrongSecret


def test_another_secret_is_noticed_before_anything_is_written(store: Store, tmp_path: Path, at: int) -> None:
    other = make_store(tmp_path, secret=b"another invented secret")

    for use in (
        other.check,
        other.migrate,
        lambda: other.turn("sms:1", at).__enter__(),
        lambda: other.sweep(at),
    ):
        with pytest.raises(WrongSecret) as wrong:
            use()
    assert str(wrong.value) == (
        "PORCHLIGHT_SECRET is not the one this database was made with: put the old one back or, if it is lost for ever, "
        'follow "A lost secret" in docs/backups.md.'
    )
    store.check()


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakSecret):
        make_store(tmp_path, secret=b"fifteen bytes..")
