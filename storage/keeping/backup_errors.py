"""What can go wrong with a backup or a restore: one class per failure, each a sentence for whoever must act."""

from storage.ground.errors import StorageError


class NoFolder(StorageError):
    """There is no folder of that name to keep backups in; make it, or mount the disk it is on."""


class FolderFull(StorageError):
    """The disk for the backups is full, and nothing was written to it; make room, or keep them for fewer days."""


class FolderReadOnly(StorageError):
    """The folder for the backups cannot be written or read by this user; check its owner and its mode."""


class NoBackup(StorageError):
    """That file is not there, or it is no backup of Porchlight."""


class NewerBackup(StorageError):
    """A newer release of Porchlight made that backup; restore it with that release."""


class CutOffBackup(StorageError):
    """The end of that backup is missing: it was cut off while it was copied; use another one."""


class ChangedBackup(StorageError):
    """That backup was changed after it was made, or this line did not make it; use another one."""


class KeyDoesNotFit(StorageError):
    """That recovery key does not open this backup: use the one printed when its staff was founded, or another backup if the file is damaged."""


class DatabaseExists(StorageError):
    """There is a database already: stop the line and move it away with its -wal and -shm, but leave its list of what was erased."""


class OtherSecret(StorageError):
    """That backup was made under another PORCHLIGHT_SECRET: put that one back or, if it is lost for ever, say --new-secret: the codes that people hold will open nothing any more."""


class NoTombstones(StorageError):
    """The list of what was erased since that backup is not here, or does not go back so far, so it would all come back: put it back (PORCHLIGHT_ERASED), or say --without-tombstones."""


class TooManyWouldGo(StorageError):
    """More than a fifth of the reports in that backup would be deleted because of their age, or the clock is behind the backup: look at this machine's clock, and say --agree if it is right."""
