import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One line on a terminal that says how far something is; nothing where nobody watches.
struct ProgressLine {
    private let task: String
    private let unit: String
    private let isWatched = isatty(STDERR_FILENO) == 1

    init(_ task: String, unit: String) {
        self.task = task
        self.unit = unit
    }

    /// Shows how much is done.
    func show(_ done: Int64, of all: Int64) {
        guard isWatched else { return }
        let share = all > 0 ? " (\(done * 100 / all) %)" : ""
        write("\r\(task): \(done) of \(all) \(unit)\(share)")
    }

    /// Takes the line away.
    func clear() {
        guard isWatched else { return }
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
