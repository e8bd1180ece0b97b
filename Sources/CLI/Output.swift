import EventSourcing
import Foundation

/// Where commands write: results to standard output, everything else to standard error.
enum Output {
    static func line(_ text: String = "") {
        bytes(Array((text + "\n").utf8))
    }

    static func json(_ json: JSON) { line(json.canonicalText) }

    /// Writes to standard output; when nobody takes it, there is nothing left to do.
    static func bytes(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            note("cannot write to standard output: \(error.localizedDescription)")
            exit(1)
        }
    }

    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Ends the process after a storage failure: what was acknowledged is safe, and the next start
    /// recovers the rest.
    ///
    /// The status is that of a temporary failure (sysexits.h, EX_TEMPFAIL).
    @Sendable static func stop(_ failure: EventLogError) {
        note("stopping: \(failure.reason)")
        exit(75)
    }

    /// Makes a directory to write to, with those above it, where it is missing.
    static func makeDirectory(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure("cannot make \(path): \(error.localizedDescription)")
        }
    }

    /// Writes a file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure("cannot write \(path): \(error.localizedDescription)")
        }
    }
}

/// Text in columns that line up; the last is not padded.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row.map(\.withoutControls)) }

    var text: String {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let isLast = column == row.count - 1
                let gap = isLast ? 0 : widths[column] - cell.count + 2
                return cell + String(repeating: " ", count: gap)
            }.joined()
        }.joined(separator: "\n")
    }
}

extension String {
    /// The text with control and direction marks replaced: a name from outside must not steer the
    /// terminal, or forge a row.
    var withoutControls: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    case .format
                    where ("\u{202A}"..."\u{202E}").contains(scalar)
                        || ("\u{2066}"..."\u{2069}").contains(scalar):
                        "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }
}
