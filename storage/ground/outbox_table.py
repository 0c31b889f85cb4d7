"""The table of what is still to be sent, as SQL; `schema` runs it after all others.

A row is a text for a person, ``who``, of whom it is the ``number``-th. It waits, is being sent by an ``owner`` until
``lease_at``, or was sent and can be called back. ``tries`` counts what certainly did not leave, ``repeats`` what may have;
``about`` names the mailbox with which a nudge ends. Rows that were sent are in neither index, so however many there are,
what is due is found at once.
"""

TABLES_OF_THE_OUTBOX = (
    """
    CREATE TABLE outbox (
        who BLOB NOT NULL,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        sealed BLOB NOT NULL,
        about BLOB,
        state TEXT NOT NULL,
        owner BLOB,
        tries INTEGER NOT NULL,
        repeats INTEGER NOT NULL,
        posted_at INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        lease_at INTEGER NOT NULL,
        stale_at INTEGER NOT NULL,
        PRIMARY KEY (who, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX outbox_waiting ON outbox (kind, stale_at, number, due_at) WHERE state = 'waiting'",
    "CREATE INDEX outbox_sending ON outbox (owner) WHERE state = 'sending'",
    "DELETE FROM nudges WHERE state = 2",
    """
    INSERT INTO outbox (who, number, kind, sealed, about, state, tries, repeats, posted_at, due_at, lease_at, stale_at)
    SELECT who, row_number() OVER (PARTITION BY who), 'nudge', sealed, mailbox, 'waiting', 0, 0, 0, 0, 0, expires_at
    FROM nudges WHERE state = 1
    """,
    "DELETE FROM nudges WHERE state = 1",
    "ALTER TABLE nudges DROP COLUMN state",
)
