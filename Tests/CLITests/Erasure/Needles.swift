import EventSourcing
import Foundation

/// Bytes to look for, in every way that something could have written them.
struct Needles {
    /// What was found, and how it was written.
    struct Finding: Hashable, CustomStringConvertible {
        var what: String
        var form: String
        var description: String { "\(what) (\(form))" }
    }

    private struct Needle {
        var finding: Finding
        var bytes: [UInt8]
    }

    private static let startBytes = 8

    private var byStart: [UInt64: [Needle]] = [:]
    /// Whether a needle may begin so, by a hash of eight bytes: nearly all places are done with here.
    private var mayStart = [Bool](repeating: false, count: 1 << 20)

    /// Looks for a text: in UTF-8 and UTF-16, escaped as JSON may, and as its bytes may be written.
    mutating func add(_ text: String, as what: String) {
        let units = Array(text.utf16)
        add(
            units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            Finding(what: what, form: "UTF-16LE")
        )
        add(
            units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
            Finding(what: what, form: "UTF-16BE")
        )
        let escaped = units.map { unit in
            let digits = String(unit, radix: 16)
            let zeros = String(repeating: "0", count: 4 - digits.count)
            return unit < 128 ? String(UnicodeScalar(UInt8(unit))) : "\\u\(zeros)\(digits)"
        }.joined()
        add(Array(escaped.utf8), Finding(what: what, form: "JSON"))
        add(Array(text.utf8), as: what)
    }

    /// Looks for a file, piece by piece: any stretch of it that is nearly twice as long as a piece holds
    /// a whole one.
    ///
    /// Pieces that are in others as well say nothing, nor do those with little in them.
    mutating func add(
        _ file: [UInt8],
        as what: String,
        piecesOf count: Int = 16,
        notIn others: [[UInt8]]
    ) {
        let pieces = stride(from: 0, through: file.count - count, by: count)
            .map { Array(file[$0..<($0 + count)]) }
            .filter { Set($0).count > 6 && Set($0.prefix(Self.startBytes)).count > 2 }
        var candidates = Needles()
        for (number, piece) in pieces.enumerated() {
            candidates.add(piece, Finding(what: what, form: "\(number)"))
        }
        var common: Set<Finding> = []
        for other in others {
            other.withUnsafeBytes { candidates.find(in: $0, into: &common) }
        }
        for (number, piece) in pieces.enumerated()
        where !common.contains(Finding(what: what, form: "\(number)")) {
            add(piece, as: what)
        }
    }

    private mutating func add(_ bytes: [UInt8], as what: String) {
        add(bytes, Finding(what: what, form: "as it is"))
        let digits = bytes.hexadecimal
        add(Array(digits.utf8), Finding(what: what, form: "hexadecimal"))
        add(Array(digits.uppercased().utf8), Finding(what: what, form: "hexadecimal"))
        // As it reads after none, one or two other bytes of its group of three.
        for skipped in 0..<3 {
            let whole = bytes.dropFirst(skipped)
            let text = Data(whole.prefix(whole.count / 3 * 3)).base64EncodedString()
            let urlText = text.replacing("+", with: "-").replacing("/", with: "_")
            for text in Set([text, urlText]) {
                add(Array(text.utf8), Finding(what: what, form: "Base64"))
            }
        }
    }

    private mutating func add(_ bytes: [UInt8], _ finding: Finding) {
        precondition(bytes.count >= Self.startBytes, "\(finding) is too short to tell")
        let start = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        mayStart[Self.place(of: start)] = true
        byStart[start, default: []].append(Needle(finding: finding, bytes: bytes))
    }

    private static func place(of start: UInt64) -> Int {
        Int((start &* 0x9E37_79B9_7F4A_7C15) >> 44)
    }

    /// Adds what is found in some bytes.
    func find(in bytes: UnsafeRawBufferPointer, into findings: inout Set<Finding>) {
        guard bytes.count >= Self.startBytes, let base = bytes.baseAddress else { return }
        mayStart.withUnsafeBufferPointer { mayStart in
            for offset in 0...(bytes.count - Self.startBytes) {
                let start = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                guard mayStart[Self.place(of: start)] else { continue }
                for needle in byStart[start] ?? [] {
                    let count = needle.bytes.count
                    if count <= bytes.count - offset,
                        memcmp(base + offset, needle.bytes, count) == 0
                    {
                        findings.insert(needle.finding)
                    }
                }
            }
        }
    }
}
