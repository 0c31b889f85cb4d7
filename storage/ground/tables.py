"""Every table as SQL, one group for each migration; `schema` runs them in order."""

FIRST_TABLES = (
    """
    CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE conversations (
        sender BLOB PRIMARY KEY,
        sealed BLOB NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE seen (
        id BLOB PRIMARY KEY,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE counts (
        month TEXT NOT NULL,
        name TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (month, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pairs (
        number INTEGER PRIMARY KEY,
        public BLOB NOT NULL,
        recovery BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tips (
        id TEXT PRIMARY KEY,
        pair INTEGER NOT NULL REFERENCES pairs (number),
        sealed BLOB NOT NULL,
        salt BLOB NOT NULL,
        receipt BLOB NOT NULL UNIQUE,
        block TEXT,
        day TEXT NOT NULL,
        part TEXT NOT NULL,
        kind TEXT NOT NULL,
        child INTEGER NOT NULL,
        urgent INTEGER NOT NULL,
        first INTEGER NOT NULL,
        status TEXT NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tips_queue ON tips (first, id)",
    """
    CREATE TABLE members (
        name TEXT PRIMARY KEY,
        roles TEXT NOT NULL,
        public BLOB NOT NULL,
        wrapped BLOB NOT NULL,
        salt BLOB NOT NULL,
        operations INTEGER NOT NULL,
        memory INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE grants (
        pair INTEGER NOT NULL REFERENCES pairs (number),
        member TEXT NOT NULL REFERENCES members (name) ON DELETE CASCADE,
        sealed BLOB NOT NULL,
        PRIMARY KEY (pair, member)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sessions (
        id BLOB PRIMARY KEY,
        member TEXT NOT NULL REFERENCES members (name) ON DELETE CASCADE,
        wrapped BLOB NOT NULL,
        expires_at INTEGER NOT NULL,
        ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attempts (
        name BLOB PRIMARY KEY,
        failures INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        hour INTEGER NOT NULL,
        actor TEXT NOT NULL,
        verb TEXT NOT NULL,
        about BLOB,
        chain BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

TABLES_OF_THE_DIALOGUE = (
    """
    CREATE TABLE letters (
        tip TEXT NOT NULL REFERENCES tips (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        author TEXT NOT NULL,
        day TEXT NOT NULL,
        pair INTEGER NOT NULL REFERENCES pairs (number),
        sealed BLOB NOT NULL,
        mailbox BLOB,
        PRIMARY KEY (tip, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE releases (
        tip TEXT NOT NULL REFERENCES tips (id) ON DELETE CASCADE,
        agency TEXT NOT NULL,
        day TEXT NOT NULL,
        pair INTEGER NOT NULL REFERENCES pairs (number),
        sealed BLOB NOT NULL,
        PRIMARY KEY (tip, agency)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX releases_by_day ON releases (agency, day, substr(tip, -16))",
    "CREATE INDEX releases_by_name ON releases (agency, substr(tip, -16))",
    """
    CREATE TABLE holds (
        tip TEXT PRIMARY KEY REFERENCES tips (id) ON DELETE CASCADE,
        pair INTEGER NOT NULL REFERENCES pairs (number),
        sealed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE fresh (
        tip TEXT PRIMARY KEY REFERENCES tips (id) ON DELETE CASCADE,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE drafts (
        id BLOB PRIMARY KEY,
        sender BLOB NOT NULL,
        tip TEXT REFERENCES tips (id) ON DELETE CASCADE,
        pair INTEGER REFERENCES pairs (number),
        sealed BLOB,
        facts TEXT,
        due_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE nudges (
        mailbox BLOB PRIMARY KEY,
        who BLOB NOT NULL,
        sealed BLOB NOT NULL,
        state INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE factors (
        member TEXT PRIMARY KEY REFERENCES members (name) ON DELETE CASCADE,
        sealed BLOB NOT NULL,
        last INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE spare_codes (
        member TEXT NOT NULL REFERENCES members (name) ON DELETE CASCADE,
        code BLOB NOT NULL,
        PRIMARY KEY (member, code)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE tips ADD COLUMN mailbox BLOB",
    "ALTER TABLE tips ADD COLUMN opened INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tips ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tips ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE pairs ADD COLUMN holder TEXT NOT NULL DEFAULT 'intake'",
    "ALTER TABLE members ADD COLUMN agency TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sessions ADD COLUMN complete INTEGER NOT NULL DEFAULT 1",
    "CREATE INDEX letters_pair ON letters (pair)",
    "CREATE INDEX releases_pair ON releases (pair)",
)
