extension Schema {
    /// What is made from the log to find things in it: `MUSR` in ASCII.
    ///
    /// A generation is an index under one version, made from the first event on; the one that serves
    /// answers, any other is being made to follow it.
    static let reading = Schema(
        applicationID: 0x4D55_5352,
        fileName: "read.db",
        steps: [
            """
            CREATE TABLE generation (
                id INTEGER PRIMARY KEY,
                projection TEXT NOT NULL,
                version INTEGER NOT NULL,
                cursor INTEGER NOT NULL,
                last_event BLOB CHECK (length(last_event) = 16),
                serves INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE entry (
                generation INTEGER NOT NULL,
                field TEXT NOT NULL,
                term TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (generation, field, term, value)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE dead_letter (
                generation INTEGER NOT NULL,
                position INTEGER NOT NULL,
                reason TEXT NOT NULL,
                PRIMARY KEY (generation, position)
            ) STRICT, WITHOUT ROWID;
            """
        ]
    )
}
