/// What is known about how an event came, in the form in which it is held: replaying a log does not
/// ask for it.
public struct EventMetadata: Sendable, ExpressibleByDictionaryLiteral {
    private enum Form: Sendable {
        case members([String: String])
        case bytes([UInt8])
    }

    private let form: Form

    /// Nothing more is known.
    public static let none = EventMetadata([:])

    /// Holds what is known, by name.
    public init(_ members: [String: String]) { form = .members(members) }

    /// Holds what is known, each name given once.
    public init(dictionaryLiteral members: (String, String)...) {
        self.init(Dictionary(members) { first, _ in first })
    }

    /// Copies the stored bytes, a JSON object; `nil` when they are none.
    public init?(copying stored: UnsafeRawBufferPointer) {
        if Self.isPlain(stored) {
            form = .bytes(Array(stored))
        } else if let members = Self.members(of: Array(stored)) {
            form = .members(members)
        } else {
            return nil
        }
    }

    /// Everything by its name.
    public var members: [String: String] {
        switch form {
        case .members(let members): members
        case .bytes(let bytes): Self.members(of: bytes) ?? [:]
        }
    }

    /// Whether bytes are an object of texts without escapes and spaces, which can be read at any time.
    private static func isPlain(_ stored: UnsafeRawBufferPointer) -> Bool {
        guard !stored.contains(.backslash) else { return false }
        return stored.withMemoryRebound(to: UInt8.self) { bytes in
            guard var scanner = MemberScanner(bytes, in: 0..<bytes.count) else { return false }
            while let member = scanner.next() {
                guard member.isPlainText else { return false }
            }
            return scanner.isWhole
        }
    }

    private static func members(of bytes: [UInt8]) -> [String: String]? {
        (try? JSON(parsing: bytes).object)?.compactMapValues(\.string)
    }
}
