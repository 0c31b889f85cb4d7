"""What we remember, for how long, and who can read it: SQL, sealing and keys live here and nowhere else."""

from storage.desk.audit import VERBS, Entry, Verb
from storage.desk.factors import Proposal
from storage.desk.releases import Copy, CopyPage, Release
from storage.desk.sessions import Role, Session
from storage.desk.staff import Member, Staff
from storage.ground.clock import SPOILT
from storage.ground.days import month
from storage.ground.errors import (
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
from storage.ground.passphrase import CHEAPEST, Cost, normal_name
from storage.ground.reserve import with_its_room
from storage.ground.switch import Switch
from storage.keeping.backup_folder import KEPT as BACKUP_KEPT
from storage.keeping.backup_folder import LONGEST as BACKUP_LONGEST
from storage.keeping.backup_folder import heads, prune
from storage.keeping.restore import Agreed, Restored
from storage.keeping.sealed_file import Head
from storage.line.letters import Letter
from storage.line.mailbox import News, Thread
from storage.line.parcel import Parcel, Waiting
from storage.line.receipts import typed as typed_code
from storage.line.receipts import without_codes
from storage.line.tip_rows import STATUSES, Page, Status, TipRow
from storage.line.tips import Part, TipFacts
from storage.line.turn import Turn
from storage.store import Store

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
    "Page",
    "Parcel",
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
    "Switch",
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
    "Waiting",
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
    "with_its_room",
    "without_codes",
]
