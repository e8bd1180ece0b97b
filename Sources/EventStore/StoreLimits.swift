/// The bounds of the store, each with its unit in the name.
enum StoreLimits {
    /// How many jobs may wait for the writer before it says it is busy.
    static let waitingJobsMax = 4096
    /// How many jobs one COMMIT takes.
    static let jobsPerCommitMax = 512
    /// How many pages of 4096 bytes the WAL may hold before the writer copies them back, while everybody
    /// waits: so seldom that it is felt by less than one append in a hundred.
    static let walPagesMax = 10_000
    /// How much of the WAL's room is left to the next process: as much as that many pages take.
    static let walBytesMax = walPagesMax * 4120
    /// How long a reader waits for a lock.
    static let busySeconds = 5.0
    /// How many rows one read transaction returns.
    static let rowsPerReadMax = 1000
    /// How many keys are made at once, ahead of their use.
    static let keysMadeAtOnce = 4096
    /// How many of the keys made ahead are unwrapped at once.
    static let keysUnwrappedAtOnce = 256
    /// How many unwrapped keys are held in memory, some 0.6 KiB each.
    static let cachedKeysMax = 32_768
    /// How many subjects are held in memory with the number of their key.
    static let cachedSubjectsMax = 100_000
    /// How many events may be looked through for those of a stream, before the writer files them under
    /// their streams: some 0.1 ms of reading, where each stream they belong to costs one page of writing.
    static let unsettledEventsMax: Int64 = 512
    /// How many events of a large batch are sealed before the writer may insert them.
    static let eventsSealedAtOnce = 16
    /// How many streams the writer remembers the end of.
    static let cachedStreamsMax = 100_000
    /// How many streams of a category are sought one by one before the log is read through.
    static let streamsSoughtMax = 4096
    /// How many events an index may be ahead of what is written of it.
    static let unwrittenEventsMax: Int64 = 20_000
    /// How long a delivery is kept as it was received.
    static let deliveryDays: Int64 = 90
}
