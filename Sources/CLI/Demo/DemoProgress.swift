import EventSourcing
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The progress display: one line that is redrawn on a terminal, a line a phase anywhere else.
final class DemoProgress {
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var done = 0

    init(total: Int) { self.total = total }

    /// One more delivery was taken.
    func delivered(at instant: Instant, present: Int) {
        done += 1
        guard isTerminal else { return }
        let width = 28
        let filled = total == 0 ? width : width * done / total
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: width - filled)
        let count = String(present)
        let line = "  \(bar) \(done)/\(total)  \(instant)  present: \(count)"
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    /// Something else happened.
    func note(_ text: String) {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        Output.note("  " + text)
    }

    /// Nothing more comes.
    func finish() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
