"""A new secret for what was kept under another one: what only the old one could open or find is closed for good (hazard F6)."""

import sqlite3

from storage.audit import Audit

_CLOSE = (
    "UPDATE tips SET receipt = randomblob(16), mailbox = NULL",  # nobody's code; each must still be another
    "UPDATE letters SET mailbox = NULL",
    "DELETE FROM spare_codes",
)


def adopt(connection: sqlite3.Connection, audit: Audit, actor: str, at: int) -> None:
    """Close mailboxes and spare codes, and let the audit go on under the new secret, which it says."""
    for statement in _CLOSE:
        connection.execute(statement)
    audit.relink(connection)
    audit.append(connection, actor, "secret-changed", at)
