"""Everything that can go wrong with what is stored: one class per failure, each a sentence for whoever must act."""

import errno
import sqlite3


class _Sentence(Exception):
    """The class's own docstring is its message, so that no call site can put a text or a number into one."""

    def __str__(self) -> str:
        """Give the sentence of the class."""
        return self.__doc__ or type(self).__name__


class StorageError(_Sentence):
    """The storage failed in a way that has no name of its own; the error it came from says more."""


class Locked(StorageError):
    """Another program has held the database's write lock for too long: `lslocks` names it; end it or wait."""


class DiskFull(StorageError):
    """The disk that holds the database is full; make room and the line goes on by itself."""


class ReadOnly(StorageError):
    """The database or its folder cannot be written by this user; check their owner and mode."""


class NotOurs(StorageError):
    """The database belongs to another user: run this as that user (sudo -u) or, if this is the line's user, chown it and the files beside it."""


class Corrupt(StorageError):
    """The database file is damaged or is no database: stop every process, move it and the -wal and -shm beside it away as they are, and restore the newest backup."""


class Missing(StorageError):
    """The database, its folder or its tables are not there; make the folder, run `porchlight migrate`, or check PORCHLIGHT_DATABASE."""


class DiskTrouble(StorageError):
    """The operating system could not read or write the disk; look at its own log."""


class DayKeyTrouble(StorageError):
    """The file of day keys cannot be read or written; check its folder, its owner and its mode."""


class WrongSecret(StorageError):
    """PORCHLIGHT_SECRET is not the one this database was made with: put the old one back or, if it is lost for ever, follow "A lost secret" in docs/backups.md."""


class WeakSecret(StorageError):
    """PORCHLIGHT_SECRET is shorter than 16 bytes; make a longer one."""


class Brake(StorageError):
    """A deletion was stopped, and asks."""


class ClockJumped(Brake):
    """This machine's clock is more than two hours from the time this line last knew, so nothing is deleted: set the clock right, or, if it is right, run `porchlight sweep --agree`."""


class TooMany(Brake):
    """More than a fifth of all reports have reached their age at once, so none of them is deleted: look at `porchlight sweep`, and if that is right, run `porchlight sweep --agree`."""


class NoIntakeKey(_Sentence):
    """Nobody can read a tip yet, so none is taken; found the staff first."""


class StaffError(_Sentence):
    """Something a member of staff or an operator asked for cannot be done."""


class AlreadyFounded(StaffError):
    """There is a staff already: a member with the role admin adds others or, if nobody is left, `porchlight staff recover NAME`."""


class NotFounded(StaffError):
    """There is no staff yet; found it first."""


class WrongPassphrase(StaffError):
    """The name, the passphrase or the code is wrong."""


class TooSoon(WrongPassphrase):
    """After wrong passphrases the next attempt must wait a little; the account is not locked."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds
        """How long to wait before the next attempt counts."""


class WrongCode(StaffError):
    """That code does not fit the key that the page showed; compare the clocks of the phone and of this machine."""


class FactorIsSet(StaffError):
    """This member has a second factor already."""


class WeakPassphrase(StaffError):
    """A passphrase needs at least 12 characters."""


class NotAllowed(StaffError):
    """This member's roles do not cover that."""


class NameTaken(StaffError):
    """A member has that name already."""


class NoAgency(StaffError):
    """A partner belongs to an agency: name it."""


class TwoDesks(StaffError):
    """A member reads either every report (intake) or what was released (partner), never both."""


class NoSuchMember(StaffError):
    """No member has that name."""


class NoSuchTip(StaffError):
    """There is no tip with that id, or its time is over."""


class TakenBack(StaffError):
    """Its sender took this report back: it is neither passed on nor answered."""


class NoMailbox(StaffError):
    """Nobody was given a code for this report, so nobody could read a letter."""


class ThreadFull(StaffError):
    """This report has all the letters that it can have."""


class MarkedJunk(StaffError):
    """A report that is marked as junk is not passed on; give it another status first."""


class NoReaders(StaffError):
    """Nobody of that agency can read what is released to it."""


class WrongRecoveryKey(StaffError):
    """That is not the recovery key that was printed when this staff was founded."""


class BrokenChain(StaffError):
    """The audit was changed after it was written: keep a copy of the database and its backups, and find out who could write to them."""


_SQLITE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_CORRUPT: Corrupt,
    sqlite3.SQLITE_NOTADB: Corrupt,
    sqlite3.SQLITE_CANTOPEN: Missing,
    sqlite3.SQLITE_IOERR: DiskTrouble,
}

_SYSTEM: dict[int, type[StorageError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: ReadOnly,
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.ENOENT: Missing,
    errno.ENOTDIR: Missing,
}


def named(error: sqlite3.Error | OSError) -> StorageError:
    """Give the failure its own class; the caller raises it from the error."""
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, DiskTrouble)()
    if "no such table" in str(error) or "no such column" in str(error):
        return Missing()
    primary = (
        getattr(error, "sqlite_errorcode", 0) & 0xFF
    )  # extended codes keep the primary one in the low byte
    return _SQLITE.get(primary, StorageError)()
