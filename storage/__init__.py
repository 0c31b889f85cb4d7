"""What we remember, for how long, and who can read it: SQL, sealing and keys live here and nowhere else."""

from storage.audit import Entry
from storage.errors import (
    AlreadyFounded,
    BrokenChain,
    Corrupt,
    DayKeyTrouble,
    DiskFull,
    DiskTrouble,
    Locked,
    Missing,
    NameTaken,
    NoAgency,
    NoIntakeKey,
    NoSuchMember,
    NoSuchTip,
    NotAllowed,
    NotFounded,
    ReadOnly,
    StaffError,
    StorageError,
    TooSoon,
    TwoDesks,
    WeakPassphrase,
    WeakSecret,
    WrongPassphrase,
    WrongRecoveryKey,
    WrongSecret,
)
from storage.letters import Letter
from storage.mailbox import News, Thread
from storage.nudges import Nudge
from storage.passphrase import CHEAPEST, Cost
from storage.receipts import typed as typed_code
from storage.receipts import without_codes
from storage.sessions import Role, Session
from storage.staff import Member
from storage.store import Store
from storage.tip_queue import STATUSES, Page, Status, TipRow
from storage.tips import Part, TipFacts
from storage.turn import Turn

__all__ = [
    "CHEAPEST",
    "STATUSES",
    "AlreadyFounded",
    "BrokenChain",
    "Corrupt",
    "Cost",
    "DayKeyTrouble",
    "DiskFull",
    "DiskTrouble",
    "Entry",
    "Letter",
    "Locked",
    "Member",
    "Missing",
    "NameTaken",
    "News",
    "NoAgency",
    "NoIntakeKey",
    "NoSuchMember",
    "NoSuchTip",
    "NotAllowed",
    "NotFounded",
    "Nudge",
    "Page",
    "Part",
    "ReadOnly",
    "Role",
    "Session",
    "StaffError",
    "Status",
    "StorageError",
    "Store",
    "Thread",
    "TipFacts",
    "TipRow",
    "TooSoon",
    "Turn",
    "TwoDesks",
    "WeakPassphrase",
    "WeakSecret",
    "WrongPassphrase",
    "WrongRecoveryKey",
    "WrongSecret",
    "typed_code",
    "without_codes",
]
