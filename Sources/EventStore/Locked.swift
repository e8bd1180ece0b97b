import Foundation

/// A value that one thread at a time may touch.
///
/// `@unchecked Sendable`: `value` is touched only with `lock` held. `Mutex` would need no such word, but
/// ThreadSanitizer does not know it, and reports races where there are none.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) { self.value = value }

    /// Calls `body` with the value while no other thread touches it.
    func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
