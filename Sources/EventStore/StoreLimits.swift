/// The bounds of the store, each with its unit in the name.
enum StoreLimits {
    /// How many batches may wait for the writer before it says it is busy.
    static let waitingBatchesMax = 4096
    /// How many batches one COMMIT takes.
    static let batchesPerCommitMax = 512
    /// How many pages the WAL may hold before the writer copies them back.
    ///
    /// SQLite page size 4096.
    static let walPagesMax = 4000
    /// How long a reader waits for a lock.
    static let busySeconds = 5.0
}
