"""What we remember, for how long, and who can read it: SQL, sealing and keys live here and nowhere else."""

from storage.audit import VERBS, Entry, Verb
from storage.errors import (
    AlreadyFounded,
    BrokenChain,
    Corrupt,
    DayKeyTrouble,
    DiskFull,
    DiskTrouble,
    FactorIsSet,
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
    WrongCode,
    WrongPassphrase,
    WrongRecoveryKey,
    WrongSecret,
)
from storage.factors import Proposal
from storage.letters import Letter
from storage.mailbox import News, Thread
from storage.nudges import Nudge
from storage.passphrase import CHEAPEST, Cost
from storage.sessions import Role, Session
from storage.staff import Member
from storage.store import Store
from storage.tip_queue import STATUSES, Page, Status, TipRow
from storage.tips import Part, TipFacts
from storage.turn import Turn

__all__ = [
    "CHEAPEST",
    "STATUSES",
    "VERBS",
    "AlreadyFounded",
    "BrokenChain",
    "Corrupt",
    "Cost",
    "DayKeyTrouble",
    "DiskFull",
    "DiskTrouble",
    "Entry",
    "FactorIsSet",
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
    "Proposal",
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
    "Verb",
    "WeakPassphrase",
    "WeakSecret",
    "WrongCode",
    "WrongPassphrase",
    "WrongRecoveryKey",
    "WrongSecret",
]
