import EventSourcing
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The progress display: on a terminal the simulated time, redrawn; anywhere else a line a phase.
final class DemoProgress {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Simulated time went on.
    func reached(_ instant: Instant) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K  \(instant)".utf8))
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
