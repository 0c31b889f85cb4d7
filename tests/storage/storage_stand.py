"""Where the tests of storage stand: one moment, one place, one invented secret."""

from pathlib import Path
from zoneinfo import ZoneInfo

from storage import CHEAPEST, Session, Store, TipFacts

SECRET = b"an invented secret of some length"
ZONE = ZoneInfo("America/Los_Angeles")
AT = 1_795_000_000
"""18 November 2026, 03:06 in the morning in Los Angeles."""
NOON = 1_795_032_000
"""That day's noon."""
FACTS = TipFacts("Western and 3rd", "2026-11-18", "night", "vehicle", child=False, urgent=False)
PASSPHRASE = "a long passphrase"


def make_store(folder: Path, *, timeout: float = 20, secret: bytes = SECRET, reserve: int = 0) -> Store:
    """Open the store of a folder, as another process would."""
    return Store(
        folder / "line.db",
        secret,
        folder / "day.keys",
        zone=ZONE,
        cost=CHEAPEST,
        timeout=timeout,
        reserve=reserve,
    )


def signed_in(store: Store, name: str, passphrase: str, at: int) -> Session:
    """Sign in and use the session once."""
    session = store.staff.session(store.staff.sign_in(name, passphrase, at), at)
    assert session is not None
    return session


def hand_in(store: Store, at: int, body: bytes = b"{}", facts: TipFacts = FACTS) -> str:
    """Hand in a tip and give its id."""
    with store.turn("sms:+12135550100", at) as turn:
        receipt = turn.submit(body, facts)
    tip = store.tips.find(receipt, at)
    assert tip is not None
    return tip
