"""What backups say without a key: whether they are whole and new, and the audit still holds what it held."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bot.cli.doctor.finding import Finding, launch, now
from storage import BrokenChain, Head, StorageError, Store, heads

LOST = (
    "the audit no longer holds what it held when this backup was made:"
    " keep both, and find out who could write to the database."
)
OLD = 2
"""Days after which the newest backup is too old: one of every night is at most one day old."""


def audit(store: Store, backups: Path | None, at: int) -> Iterator[Finding]:
    """Go through the audit, and compare it with what backups say of it; none of that needs a key."""
    said = dict(heads(backups)) if backups else {}
    for name, wrong in said.items():
        if isinstance(wrong, StorageError):
            yield launch("backup-broken", f"{name}: {wrong}")
    known = {name: (head.number, head.chain) for name, head in said.items() if isinstance(head, Head)}
    if backups and not known:
        yield launch("backup-missing", "There is no whole backup: run porchlight backup, every night.")
    if backups and backups.is_dir():  # a single file may be as old as it likes: it is looked at for a drill
        days = [date.fromisoformat(head.day) for head in said.values() if isinstance(head, Head)]
        yield from aged(days, datetime.fromtimestamp(at, UTC).date())
    try:
        store.audit.verify()
    except BrokenChain as error:
        yield now("audit-broken", str(error))
        return
    yield from (
        now("audit-lost", f"{name}: {LOST}") for name, head in known.items() if not holds(store, head)
    )


def aged(days: Collection[date], today: date) -> Iterator[Finding]:
    """Look at how old the newest backup of a folder is, by the days that backups themselves tell."""
    newest = max((day for day in days if day <= today), default=None)
    if newest and (today - newest).days > OLD:
        yield launch(
            "backup-old",
            f"The newest backup is of {newest}: see why there was none since, and run porchlight backup, every night.",
        )
    yield from (
        launch(
            "backup-to-come",
            f"A backup is dated {day}, so a clock was wrong or is: set it right, make another backup, and delete that one.",
        )
        for day in days
        if day > today
    )


def holds(store: Store, head: tuple[int, bytes]) -> bool:
    """Tell whether the audit still holds what it held when a backup was made."""
    try:
        store.audit.verify([head])
    except BrokenChain:
        return False
    return True
