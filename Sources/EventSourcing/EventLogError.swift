/// Why the log refused or failed.
public struct EventLogError: Error, Hashable, CustomStringConvertible {
    /// What kind of failure it is; errors are told apart by it.
    public enum Code: Sendable, Hashable {
        /// A stream does not hold what the writer expected. Read it again and decide again.
        case conflict
        /// The idempotency key was used before with another body.
        case idempotencyMismatch
        /// A document is about somebody who was erased, so that it cannot be kept. Nothing was appended.
        case erased
        /// Too many batches are waiting. Nothing was appended; try again later.
        case busy
        /// A COMMIT failed and its outcome is unknown. Try again with the same idempotency key.
        case unknownOutcome
        /// The log was closed, or opened for reading only.
        case closed
        /// Another process holds the data directory.
        case held
        /// The log is not what it once signed: it was restored, or changed.
        case forked
        /// The master key is not the one the log was made with.
        case wrongKey
        /// What is stored is not what this version can read.
        case damaged
        /// The storage failed.
        case storage
    }

    /// The kind of failure.
    public var code: Code
    /// What was wrong, where, and what to do.
    ///
    /// Never holds personal data.
    public var reason: String

    /// Creates an error.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
