"""A new secret for what was kept under another one: what only the old one could find or open is closed for good (hazard F6).

Members' keys, second factors and spare codes stand on passphrases, not on the secret, and stay as they are.
"""

import sqlite3

from storage.desk.audit import Audit

_CLOSE = (
    "UPDATE tips SET receipt = randomblob(16), mailbox = NULL",  # nobody's code; each must still be another
    "UPDATE letters SET mailbox = NULL",
)


def adopt(connection: sqlite3.Connection, audit: Audit, actor: str, at: int) -> None:
    """Close every mailbox, and let the audit go on under the new secret, which it says."""
    for statement in _CLOSE:
        connection.execute(statement)
    audit.relink(connection)
    audit.append(connection, actor, "secret-changed", at)
