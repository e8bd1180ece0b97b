import Foundation

/// Reads a file, or standard input, line by line; the memory it needs is that of one line.
final class LineReader {
    /// A line longer than this is no delivery: its beginning is handed on to be refused, its rest is
    /// passed over.
    private static let lineBytesMax = 8 << 20

    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var isPassingOver = false

    init(path: String) throws {
        if path == "-" {
            handle = .standardInput
        } else if let opened = FileHandle(forReadingAtPath: path) {
            handle = opened
        } else {
            throw CommandFailure("cannot read \(path); give the path of a recording, or -")
        }
    }

    /// The next line without its line feed; `nil` at the end.
    func next() throws -> [UInt8]? {
        while isPassingOver {
            isPassingOver = false
            guard try nextPiece() != nil else { return nil }
        }
        return try nextPiece()
    }

    /// A line, or as much of it as is taken at once.
    private func nextPiece() throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            searched = buffer.count
            guard !isAtEnd, buffer.count - start < Self.lineBytesMax else { break }
            buffer.removeFirst(start)
            searched -= start
            start = 0
            let more = try read()
            isAtEnd = more.isEmpty
            buffer.append(contentsOf: more)
        }
        guard start < buffer.count else { return nil }
        isPassingOver = !isAtEnd
        defer { start = buffer.count }
        return Array(buffer[start...])
    }

    private func read() throws -> Data {
        do {
            return try handle.read(upToCount: 1 << 16) ?? Data()
        } catch {
            throw CommandFailure("cannot read the recording: \(error.localizedDescription)")
        }
    }
}
