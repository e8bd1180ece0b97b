import Logging
import Synchronization

/// What is logged, kept for a test to look at.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    /// Every line, from its level on.
    var all: [String] { lines.withLock { $0 } }

    /// A logger that keeps lines of every level here.
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
                .sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            let line = "\(event.level): \(event.message)" + fields.joined()
            lines.lines.withLock { $0.append(line) }
        }
    }
}
