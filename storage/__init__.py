"""What we remember, for how long, and who can read it: SQL, sealing and keys live here and nowhere else."""

from storage.audit import VERBS, Entry, Verb
from storage.backup_folder import KEPT as BACKUP_KEPT
from storage.backup_folder import LONGEST as BACKUP_LONGEST
from storage.backup_folder import heads, prune
from storage.clock import SPOILT
from storage.days import month
from storage.errors import (
    AlreadyFounded,
    Brake,
    BrokenChain,
    ClockJumped,
    Corrupt,
    DayKeyTrouble,
    DiskFull,
    DiskTrouble,
    FactorIsSet,
    Locked,
    MarkedJunk,
    Missing,
    NameTaken,
    NoAgency,
    NoIntakeKey,
    NoMailbox,
    NoReaders,
    NoSuchMember,
    NoSuchTip,
    NotAllowed,
    NotFounded,
    NotOurs,
    ReadOnly,
    StaffError,
    StorageError,
    TakenBack,
    ThreadFull,
    TooMany,
    TooSoon,
    TwoDesks,
    WeakPassphrase,
    WeakSecret,
    WrongCode,
    WrongPassphrase,
    WrongRecoveryKey,
    WrongSecret,
)
from storage.factors import Proposal
from storage.letters import Letter
from storage.mailbox import News, Thread
from storage.nudges import Nudge
from storage.passphrase import CHEAPEST, Cost, normal_name
from storage.receipts import typed as typed_code
from storage.receipts import without_codes
from storage.releases import Copy, CopyPage, Release
from storage.restore import Agreed, Restored
from storage.sealed_file import Head
from storage.sessions import Role, Session
from storage.staff import Member, Staff
from storage.store import Store
from storage.tip_rows import STATUSES, Page, Status, TipRow
from storage.tips import Part, TipFacts
from storage.turn import Turn

__all__ = [
    "BACKUP_KEPT",
    "BACKUP_LONGEST",
    "CHEAPEST",
    "SPOILT",
    "STATUSES",
    "VERBS",
    "Agreed",
    "AlreadyFounded",
    "Brake",
    "BrokenChain",
    "ClockJumped",
    "Copy",
    "CopyPage",
    "Corrupt",
    "Cost",
    "DayKeyTrouble",
    "DiskFull",
    "DiskTrouble",
    "Entry",
    "FactorIsSet",
    "Head",
    "Letter",
    "Locked",
    "MarkedJunk",
    "Member",
    "Missing",
    "NameTaken",
    "News",
    "NoAgency",
    "NoIntakeKey",
    "NoMailbox",
    "NoReaders",
    "NoSuchMember",
    "NoSuchTip",
    "NotAllowed",
    "NotFounded",
    "NotOurs",
    "Nudge",
    "Page",
    "Part",
    "Proposal",
    "ReadOnly",
    "Release",
    "Restored",
    "Role",
    "Session",
    "Staff",
    "StaffError",
    "Status",
    "StorageError",
    "Store",
    "TakenBack",
    "Thread",
    "ThreadFull",
    "TipFacts",
    "TipRow",
    "TooMany",
    "TooSoon",
    "Turn",
    "TwoDesks",
    "Verb",
    "WeakPassphrase",
    "WeakSecret",
    "WrongCode",
    "WrongPassphrase",
    "WrongRecoveryKey",
    "WrongSecret",
    "heads",
    "month",
    "normal_name",
    "prune",
    "typed_code",
    "without_codes",
]
