/// Reads bytes line by line; a line ends with a newline, which is not part of it.
struct Lines {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line; `nil`, and nothing read, when no newline is left.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: .newline) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// The hashes, one a line, up to the empty line, which is read too; `nil` when a line is no hash,
    /// there are too many, or the empty line is missing.
    mutating func hashes(max: Int) -> [TreeHash]? {
        var hashes: [TreeHash] = []
        while let line = next() {
            guard !line.isEmpty else { return hashes }
            guard hashes.count < max, let hash = TreeHash(base64Line: line) else { return nil }
            hashes.append(hash)
        }
        return nil
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
}

extension Int64 {
    /// Reads ASCII digits without leading zeroes, at most `Int64.max`; `nil` for anything else.
    init?(decimal digits: some Collection<UInt8>) {
        let isCanonical = digits.count == 1 || digits.first != UInt8(ascii: "0")
        guard isCanonical, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let value = Int64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        self = value
    }
}

extension Collection<UInt8> {
    /// What follows a word at the start; `nil` when it does not start with it.
    func dropping(prefix: String) -> SubSequence? {
        starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
    }
}

extension Sequence<UInt8> {
    /// The text, with U+FFFD for whatever is not UTF-8: to be read by people, not compared.
    var text: String { String(decoding: Array(self), as: UTF8.self) }
}
